import { Temporal } from 'temporal-polyfill';
import { inWords, type LocalDate } from '#calendar/london.ts';
import type { Line } from '#web/kit/opened.ts';
import type { Posted, Read } from './fault.ts';

const months = 'january february march april may june july august september october november december'.split(' ');

/** "9", "09", "sep", "Sept." or "September" */
function monthOf(typed: string): number {
  const word = typed.toLowerCase().replace(/\.$/, '');
  const named = word.length >= 3 ? months.findIndex((month) => month.startsWith(word === 'sept' ? 'sep' : word)) : -1;
  return named >= 0 ? named + 1 : /^\d{1,2}$/.test(word) ? Number(word) : 0;
}

/** A date in three fields, `PREFIX-day` and so on. `what` begins the sentences: "The new date". */
export function readDate(posted: Posted, prefix: string, what: string): Read<LocalDate> {
  const typed = (part: string) => (posted[`${prefix}-${part}`] ?? '').trim();
  const missing = ['day', 'month', 'year'].filter((part) => !typed(part));
  const fault = (part: string, sentence: string) => ({ faults: [{ field: `${prefix}-${part}`, sentence }] });
  if (missing.length === 3) return fault('day', `Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}`);
  if (missing[0]) return fault(missing[0], `${what} must include a ${missing.join(' and a ')}`);
  if (!/^\d{4}$/.test(typed('year'))) return fault('year', 'Year must include 4 numbers');
  try {
    const [day, month, year] = [Number(typed('day')), monthOf(typed('month')), Number(typed('year'))];
    if (!/^\d{1,2}$/.test(typed('day'))) throw new RangeError();
    return { values: Temporal.PlainDate.from({ day, month, year }, { overflow: 'reject' }).toString() };
  } catch {
    return fault('day', `${what} must be a real date, like 24 3 2027`);
  }
}

/** A line of a form with a date in three fields. */
export const dateLine = (label: string, prefix: string): Line => ({
  label,
  fields: dateFields(prefix),
  inWords(typed) {
    const read = readDate(typed, prefix, label);
    return 'values' in read
      ? inWords(read.values)
      : dateFields(prefix)
          .flatMap((field) => typed[field] || [])
          .join(' ');
  },
});

/** A date as its three fields show it to be changed; empty: there is none. */
export function typedDate(prefix: string, date: LocalDate | undefined): Posted {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return date
    ? { [`${prefix}-day`]: String(Number(day)), [`${prefix}-month`]: String(Number(month)), [`${prefix}-year`]: year }
    : {};
}

export const dateFields = (prefix: string): readonly string[] =>
  ['day', 'month', 'year'].map((part) => `${prefix}-${part}`);
