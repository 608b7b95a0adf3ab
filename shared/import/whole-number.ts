import type { Check } from './entry.ts';
import { quoted } from './fault.ts';

/** `12`, `£1,200`, `90.00`: whole pounds or a count. Undefined: it is none. */
export function readWhole(cell: string): number | undefined {
  const [, digits] = /^£? ?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.00?)?$/.exec(cell) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

/** A check of a whole number; `write` completes "Write …". */
export const wholeNumberCell =
  (write: string, least: number, most: number): Check =>
  (value) => {
    const remedy = `Write ${write}.`;
    if (value === '') return { problem: 'There is nothing here.', remedy };
    const number = readWhole(String(value));
    if (number === undefined) return { problem: `${quoted(value)} is not a whole number.`, remedy };
    if (number >= least && number <= most) return undefined;
    return {
      problem: `${quoted(value)} is ${number < least ? 'too small' : 'too large'}.`,
      remedy: `Write ${write}, from ${least} to ${most.toLocaleString('en-GB')}.`,
    };
  };
