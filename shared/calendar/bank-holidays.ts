import { type LocalDate, plusDays, weekday } from './london.ts';
import type { SchoolCalendar, Term } from './school-calendar.ts';

const states = { england: 'ENG', wales: 'WLS', scotland: 'SCT', 'northern-ireland': 'NIR' } as const;

export type Region = keyof typeof states;

/** Where a school can be: each has bank holidays of its own. */
export const regions = Object.keys(states) as readonly Region[];

export const isRegion = (text: string): text is Region => Object.hasOwn(states, text);

/**
 * The bank holidays of a region from one day to another, both inclusive, in order; where one falls at a weekend, its
 * substitute day instead. The library behind it is slow to load: only who asks pays for it.
 */
export async function bankHolidays(
  region: Region,
  from: LocalDate,
  to: LocalDate,
): Promise<{ date: LocalDate; name: string }[]> {
  const { default: Holidays } = await import('date-holidays');
  const known = new Holidays('GB', states[region], { languages: ['en'], types: ['public', 'bank'] });
  const years = Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) => i);
  return years
    .flatMap((i) => known.getHolidays(Number(from.slice(0, 4)) + i, 'en'))
    .map(({ date, name }) => ({ date: date.slice(0, 10), name }))
    .filter(({ date }) => from <= date && date <= to && weekday(date) <= 5)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Those that a calendar knows, and those after its last term, where other terms reach past it. */
export async function bankHolidaysFor(
  { region, terms, bankHolidays: known }: SchoolCalendar,
  wanted: readonly Pick<Term, 'end'>[],
): Promise<SchoolCalendar['bankHolidays']> {
  const last = (some: readonly Pick<Term, 'end'>[]) =>
    some
      .map(({ end }) => end)
      .sort()
      .at(-1);
  const [from, to] = [last(terms), last(wanted)];
  if (!isRegion(region) || !from || !to || to <= from) return known;
  const more = await bankHolidays(region, plusDays(from, 1), to);
  return [...known, ...more.filter(({ date }) => !known.some((one) => one.date === date))];
}
