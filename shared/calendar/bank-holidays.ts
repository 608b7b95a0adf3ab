import { type LocalDate, weekday } from './london.ts';

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
