import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankHolidays, bankHolidaysFor, isRegion, regions } from '#calendar/bank-holidays.ts';
import { weekday } from '#calendar/london.ts';

const dates = async (...args: Parameters<typeof bankHolidays>) => (await bankHolidays(...args)).map((h) => h.date);

describe('bank holidays', () => {
  it('are those of England and Wales in 2026 and 2027, with substitute days', async () => {
    const published = [
      ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
      ['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
    ].flat();
    expect(await dates('england', '2026-01-01', '2027-12-31')).toEqual(published);
    expect(await dates('wales', '2026-01-01', '2027-12-31')).toEqual(published);
  });

  it('are named in English', async () => {
    expect(await bankHolidays('england', '2027-12-27', '2028-01-03')).toEqual([
      { date: '2027-12-27', name: 'Christmas Day (substitute day)' },
      { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2028-01-03', name: "New Year's Day (substitute day)" },
    ]);
  });

  it('differ in Scotland and Northern Ireland', async () => {
    const scotland = await dates('scotland', '2026-01-01', '2026-12-31');
    expect(scotland).toEqual(expect.arrayContaining(['2026-01-02', '2026-08-03', '2026-11-30']));
    expect(scotland).not.toContain('2026-04-06');
    expect(await dates('northern-ireland', '2026-01-01', '2026-12-31')).toEqual(
      expect.arrayContaining(['2026-03-17', '2026-07-13']),
    );
  });

  it('lie between the days asked for, on weekdays, in order', async () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...regions), day, day, async (region, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const found = await dates(region, from, to);
        expect(found).toEqual([...new Set(found)].sort());
        for (const date of found) expect(from <= date && date <= to && weekday(date) <= 5).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('of a calendar that gets longer are those that it knew and those after its last term', async () => {
    const known = [{ date: '2026-12-25', name: 'As the files had it' }];
    const terms = [{ name: 'Autumn', start: '2026-09-02', end: '2027-03-28' }];
    const calendar = { region: 'england', terms, inset: [], bankHolidays: known };
    const on = async (end: string, region = 'england') =>
      (await bankHolidaysFor({ ...calendar, region }, [...terms, { end }])).map(({ date }) => date);
    expect(await on('2027-05-31')).toEqual(['2026-12-25', '2027-03-29', '2027-05-03', '2027-05-31']);
    expect(await on('2026-12-31')).toEqual(['2026-12-25']);
    expect(await on('2027-05-31', 'nowhere')).toEqual(['2026-12-25']);
  });

  it('are known for four regions only', () => {
    expect(regions.every(isRegion)).toBe(true);
    expect(['England', 'constructor', ''].some(isRegion)).toBe(false);
  });
});
