import { inWords, type LocalDate, type LocalTime, localTime, london } from '#calendar/london.ts';
import { type Check, day } from './entry.ts';
import { quoted } from './fault.ts';

/** A day as a file of tables has it: `2026-10-05`, or as a British spreadsheet shows it, `05/10/2026`. */
export function readDay(cell: string): LocalDate {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  return year ? `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}` : cell;
}

export const sessionDay: Check = (value) => {
  const remedy = 'Write the date as 2026-10-05 or, day first, as 05/10/2026.';
  if (value === '') return { problem: 'There is nothing here.', remedy };
  const trouble = day(readDay(String(value)));
  if (!trouble) return undefined;
  // shown as it was written, which may be the other way round
  const { problem } = trouble;
  return { problem: /year-month-day/.test(problem) ? `${quoted(value)} is not a date.` : problem, remedy };
};

/** A time as `13:30`: written so, or as `9:05`, `13.30`, `1.30pm` or `2 pm`. Undefined: it is none. */
export function readTime(cell: string): LocalTime | undefined {
  const [, hours, minutes, half] = /^(\d{1,2})(?:[:.](\d\d)(?::00)?)?\s*([ap]m)?$/i.exec(cell) ?? [];
  if (!hours || (!minutes && !half)) return undefined;
  const hour = Number(hours);
  if (Number(minutes ?? 0) > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return undefined;
  const inDay = half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
  return `${String(inDay).padStart(2, '0')}:${minutes ?? '00'}`;
}

export const sessionTime: Check = (value) => {
  if (readTime(String(value)) !== undefined) return undefined;
  const problem = value === '' ? 'There is nothing here.' : `${quoted(value)} is not a time of the day.`;
  return { problem, remedy: 'Write the time as hours and minutes, for example 13:30.' };
};

/** A time that the clocks leave out on that day, when they go forward. */
export const isSkipped = (date: LocalDate, time: LocalTime): boolean => localTime(london(date, time).at) !== time;

export const skipped = (date: LocalDate, time: LocalTime) => ({
  problem: `There is no ${time} on ${inWords(date)}: the clocks go forward then.`,
  remedy: 'Write a time that the clocks show on that day.',
});
