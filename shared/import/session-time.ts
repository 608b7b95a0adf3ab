import { inWords, type LocalDate, type LocalTime, localTime, london, timeInWords } from '#calendar/london.ts';
import { readTimeOfDay, type TimeOfDay } from '#calendar/time-of-day.ts';
import { type Check, day } from './entry.ts';
import { quoted, type Trouble } from './fault.ts';
import type { Row } from './table.ts';

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

/** From when to when something is. */
export interface TimesTyped {
  readonly start: LocalTime;
  readonly end: LocalTime;
}

/** No lesson begins before. */
const EARLIEST = '07:00';

/**
 * The start and the end that a row says. Times that may be am or pm are the afternoon, where that makes sense together.
 * Undefined: one of them is no time, or must be said more clearly.
 */
export function readSpan(start: string, end: string): TimesTyped | undefined {
  const [from, to] = [readTimeOfDay(start), readTimeOfDay(end)];
  if (!from || !to) return undefined;
  const span = { start: laterOf(from), end: laterOf(to) };
  const said = ['either' in from, 'either' in to];
  const isClear = said[0] === said[1] || (EARLIEST <= span.start && span.start < span.end);
  return isClear ? span : undefined;
}

const laterOf = (read: TimeOfDay): LocalTime => ('time' in read ? read.time : read.either[1]);

/** What is wrong with the times of a row, each by itself and together. */
export function spanChecks({ cells: { start = '', end = '' } }: Row): { readonly start: Check; readonly end: Check } {
  const isUnclear = readTimeOfDay(start) !== undefined && readTimeOfDay(end) !== undefined && !readSpan(start, end);
  const check: Check = (value) => timeTrouble(String(value), isUnclear);
  return { start: check, end: check };
}

function timeTrouble(cell: string, isUnclear: boolean): Trouble | undefined {
  const read = readTimeOfDay(cell);
  if (!read) {
    const problem = cell === '' ? 'There is nothing here.' : `${quoted(cell)} is not a time of the day.`;
    return { problem, remedy: 'Write the time as hours and minutes, for example 13:30.' };
  }
  if (!isUnclear || 'time' in read) return undefined;
  const [am, pm] = read.either.map(timeInWords);
  return { problem: `${quoted(cell)} can be ${am} or ${pm}.`, remedy: `Write ${am} or ${pm}.` };
}

/** A time that the clocks leave out on that day, when they go forward. */
export const isSkipped = (date: LocalDate, time: LocalTime): boolean => localTime(london(date, time).at) !== time;

export const skipped = (date: LocalDate, time: LocalTime) => ({
  problem: `There is no ${time} on ${inWords(date)}: the clocks go forward then.`,
  remedy: 'Write a time that the clocks show on that day.',
});
