import type { LocalTime } from '#calendar/london.ts';
import type { Posted, Read } from './fault.ts';

const words: Readonly<Record<string, LocalTime>> = { noon: '12:00', midday: '12:00', midnight: '00:00' };

/** "9:30", "0930", "14.30", "2pm", "2:15 pm", "noon". `what` begins the sentences: "The start". */
export function readTime(posted: Posted, field: string, what: string): Read<LocalTime> {
  const typed = (posted[field] ?? '').trim().toLowerCase();
  const asked = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  const fault = (sentence: string) => ({ faults: [{ field, sentence }] });
  if (!typed) return fault(`Enter ${asked}`);
  const word = Object.hasOwn(words, typed) ? words[typed] : undefined;
  if (word) return { values: word };
  const time = timeIn(typed);
  if (!time) return fault(`${what} must be a time, like 9:30 or 2:15pm`);
  const { hour, minutes, half } = time;
  if (isInDoubt(time)) return fault(`Say whether ${asked} is am or pm, like ${hour}:${minutes}pm`);
  const shown = half ? (hour % 12) + (half.startsWith('p') ? 12 : 0) : hour;
  return { values: `${String(shown).padStart(2, '0')}:${minutes}` };
}

interface Typed {
  /** as typed */
  readonly hours: string;
  readonly hour: number;
  readonly minutes: string;
  /** am or pm, however it is written; empty where they say neither */
  readonly half: string;
}

function timeIn(typed: string): Typed | undefined {
  const [, hours = '', minutes = '00', half = ''] =
    /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(typed) ?? [];
  const hour = Number(hours);
  if (!hours || Number(minutes) > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return undefined;
  return { hours, hour, minutes, half };
}

/** Nobody coaches at a quarter past two in the morning: whoever means it writes 02:15. */
const isInDoubt = ({ hours, hour, half }: Typed): boolean => !half && hours.length === 1 && hour >= 1 && hour <= 6;
