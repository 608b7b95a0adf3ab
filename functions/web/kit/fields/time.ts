import { type LocalTime, timeInWords } from '#calendar/london.ts';
import { readTimeOfDay } from '#calendar/time-of-day.ts';
import type { Posted, Read } from './fault.ts';

/** A time of the day; where it may be am or pm the form asks. `what` begins the sentences: "The start". */
export function readTime(posted: Posted, field: string, what: string): Read<LocalTime> {
  const typed = (posted[field] ?? '').trim();
  const asked = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  const fault = (sentence: string) => ({ faults: [{ field, sentence }] });
  if (!typed) return fault(`Enter ${asked}`);
  const read = readTimeOfDay(typed);
  if (!read) return fault(`${what} must be a time, like 9:30 or 2:15pm`);
  if ('either' in read) return fault(`Say whether ${asked} is am or pm, like ${timeInWords(read.either[1])}`);
  return { values: read.time };
}
