import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { isSoon, isWithinASchoolDay } from '#domain/dates/soon.ts';
import { cohort } from '#test/support/first-school.ts';

const { calendar } = cohort;
const at = (local: string) => london(local.slice(0, 10), local.slice(11)).at;
const soon = (then: string, now: string) => isSoon(calendar, [at(then)], at(now));
const withinADay = (then: string, now: string) => isWithinASchoolDay(calendar, [at(then)], at(now));

describe('what is soon', () => {
  it('begins on the day after tomorrow at the latest', () => {
    expect(soon('2026-09-16T15:00', '2026-09-14T08:00')).toBe(true);
    expect(soon('2026-09-17T09:00', '2026-09-14T23:00')).toBe(false);
  });

  it('is what is within one school day too, however many days without school lie between', () => {
    expect(soon('2026-09-21T15:00', '2026-09-18T18:00')).toBe(true);
    expect(soon('2026-09-22T09:00', '2026-09-18T18:00')).toBe(false);
    // half-term is from 26 to 30 October
    expect(withinADay('2026-11-02T09:00', '2026-10-23T18:00')).toBe(true);
    expect(withinADay('2026-11-03T09:00', '2026-10-23T18:00')).toBe(false);
    expect(withinADay('2026-09-16T09:00', '2026-09-14T08:00')).toBe(false);
  });

  it('is nothing that has begun', () => {
    expect(soon('2026-09-14T08:00', '2026-09-14T08:00')).toBe(false);
  });

  it('is asked of one place', () => {
    const own = globSync('shared/domain/**/*.ts').filter((file) => /'P[12]D'/.test(readFileSync(file, 'utf8')));
    expect(own.toSorted()).toEqual(['shared/domain/dates/soon.ts', 'shared/domain/messages/timing.ts']);
  });
});
