import type { WeekLetter } from '#calendar/school-calendar.ts';
import { type Check, tidy } from './entry.ts';
import { faultsListed, quoted } from './fault.ts';

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

/** A weekday as 0 for Monday to 4 for Friday: written `Monday`, `Mon`, `tues`, or `1` for Monday. Undefined: it is none. */
export function readWeekday(cell: string): number | undefined {
  const text = cell.toLowerCase().replace(/^weds$/, 'wed');
  const place = /^[1-5]$/.test(text)
    ? Number(text) - 1
    : weekdays.findIndex((name) => text.length >= 3 && name.toLowerCase().startsWith(text));
  return place < 0 ? undefined : place;
}

export const weekdayCell: Check = (value) => {
  if (readWeekday(String(value)) !== undefined) return undefined;
  return {
    problem: value === '' ? 'There is nothing here.' : `${quoted(value)} is not a day from Monday to Friday.`,
    remedy: 'Write the day as Mon or Monday, or as 1 for Monday to 5 for Friday.',
  };
};

/** Week A or B; '' where both are alike; undefined: it is none. */
export const readWeekLetter = (cell: string): WeekLetter | '' | undefined => {
  const [, letter = ''] = /^(?:week )?([ab])$/i.exec(cell) ?? [];
  if (cell === '') return '';
  return letter.toUpperCase() === 'A' ? 'A' : letter ? 'B' : undefined;
};

export const week: Check = (value) =>
  readWeekLetter(String(value)) === undefined
    ? {
        problem: `${quoted(value)} is not a week.`,
        remedy: 'Write A or B, or leave it empty where both weeks are alike.',
      }
    : undefined;

/** Names of periods are the same whatever their case. */
export const samePeriod = (name: string): string => tidy(name).toLowerCase();

/** Slots in words, whole days together: "Tuesday 3 and 5, all of Thursday and Friday 1 of week B". */
export function slotsInWords(
  slots: readonly { readonly day: number; readonly period: string }[],
  periods: readonly string[],
  weeks: 1 | 2,
): string {
  const byDay = [...Map.groupBy(slots, ({ day }) => day)].sort(([a], [b]) => a - b);
  const days = byDay.map(([day, some]) => {
    const name = `${weekdays[day % 5]}${weeks === 2 ? ` of week ${day < 5 ? 'A' : 'B'}` : ''}`;
    return some.length === periods.length
      ? `all of ${name}`
      : `${faultsListed(some.map(({ period }) => period))} on ${name}`;
  });
  return days.join('; ');
}
