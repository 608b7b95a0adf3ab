import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, localTime, plus, plusDays } from '#calendar/london.ts';
import {
  addSchoolDays,
  isSchoolDay,
  notASchoolDay,
  POST_CLOSES,
  POST_OPENS,
  postIsOpen,
  schoolDayFrom,
  schoolDays,
  schoolDaysBetween,
  whenPostIsOpen,
} from '#calendar/school-calendar.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { calendar } = (await sampleCohort()).cohort;
const known = schoolDays(calendar);
const schoolDay = fc.constantFrom(...known);
const anyDay = fc.integer({ min: -30, max: 360 }).map((count) => plusDays('2026-09-03', count));
const anyMoment = fc
  .integer({ min: -20 * 1440, max: 340 * 1440 })
  .map((minutes) => plus('2026-09-03T07:00:00Z', `${minutes < 0 ? '-' : ''}PT${Math.abs(minutes)}M`));

describe('a school calendar', () => {
  it('says why a day is not a school day', () => {
    expect(notASchoolDay(calendar, '2026-09-07')).toBeUndefined();
    expect(notASchoolDay(calendar, '2026-09-05')).toBe('a weekend');
    expect(notASchoolDay(calendar, '2026-09-03')).toBe('an INSET day');
    expect(notASchoolDay(calendar, '2026-10-28')).toBe('half-term');
    expect(notASchoolDay(calendar, '2026-12-21')).toBe('outside term');
    expect(notASchoolDay(calendar, '2027-05-03')).toBe('a bank holiday (Early May bank holiday)');
  });

  it('knows its school days in order, each once', () => {
    expect(known).toEqual([...new Set(known)].sort());
    expect(known.every((day) => isSchoolDay(calendar, day))).toBe(true);
    expect(known[0]).toBe('2026-09-04');
    expect(known.at(-1)).toBe('2027-07-21');
  });

  it('finds the first school day on or after a day', () => {
    expect(schoolDayFrom(calendar, '2026-09-07')).toBe('2026-09-07');
    expect(schoolDayFrom(calendar, '2026-10-24')).toBe('2026-11-02');
    expect(schoolDayFrom(calendar, '2026-12-19')).toBe('2027-01-06');
    expect(schoolDayFrom(calendar, '2027-07-22')).toBeUndefined();
  });

  it('counts over weekends, half-terms and holidays', () => {
    expect(addSchoolDays(calendar, '2026-09-04', 1)).toBe('2026-09-07');
    expect(addSchoolDays(calendar, '2026-10-23', 1)).toBe('2026-11-02');
    expect(addSchoolDays(calendar, '2026-11-02', -1)).toBe('2026-10-23');
    expect(addSchoolDays(calendar, '2026-12-18', 1)).toBe('2027-01-06');
    expect(addSchoolDays(calendar, '2027-04-30', 1)).toBe('2027-05-04');
    expect(addSchoolDays(calendar, '2027-07-21', 1)).toBeUndefined();
    expect(addSchoolDays(calendar, '2026-09-04', -1)).toBeUndefined();
  });

  it('reaches the nearest school day first from a day that is not one', () => {
    expect(addSchoolDays(calendar, '2026-09-05', 1)).toBe('2026-09-07');
    expect(addSchoolDays(calendar, '2026-09-05', -1)).toBe('2026-09-04');
  });

  it('undoes what it added', () => {
    fc.assert(
      fc.property(schoolDay, fc.integer({ min: -200, max: 200 }), (day, count) => {
        const there = addSchoolDays(calendar, day, count);
        if (there === undefined) return;
        expect(isSchoolDay(calendar, there)).toBe(true);
        expect(addSchoolDays(calendar, there, -count)).toBe(day);
        expect(schoolDaysBetween(calendar, day, there)).toBe(count);
      }),
    );
  });

  it('never goes back when the day or the count grows', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: 1, max: 60 }), (a, b, count) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const [x, y, z] = [
          addSchoolDays(calendar, first, count),
          addSchoolDays(calendar, second, count),
          addSchoolDays(calendar, first, count + 1),
        ];
        if (x && y) expect(x <= y).toBe(true);
        if (x && z) expect(x < z).toBe(true);
        if (x) expect(x > first).toBe(true);
      }),
    );
  });

  it('opens the post on school days from 07:30 until 17:30', () => {
    expect(postIsOpen(calendar, '2026-09-07T06:29:00Z')).toBe(false);
    expect(postIsOpen(calendar, '2026-09-07T06:30:00Z')).toBe(true);
    expect(postIsOpen(calendar, '2026-09-07T16:29:59Z')).toBe(true);
    expect(postIsOpen(calendar, '2026-09-07T16:30:00Z')).toBe(false);
    expect(postIsOpen(calendar, '2026-09-05T10:00:00Z')).toBe(false);
  });

  it('waits for eight in the morning of the next school day', () => {
    expect(whenPostIsOpen(calendar, '2026-09-07T10:15:00Z')).toBe('2026-09-07T10:15:00Z');
    expect(whenPostIsOpen(calendar, '2026-09-07T05:00:00Z')).toBe('2026-09-07T07:00:00Z');
    expect(whenPostIsOpen(calendar, '2026-09-07T18:00:00Z')).toBe('2026-09-08T07:00:00Z');
    expect(whenPostIsOpen(calendar, '2026-10-23T18:00:00Z')).toBe('2026-11-02T08:00:00Z');
    expect(whenPostIsOpen(calendar, '2027-03-25T18:00:00Z')).toBe('2027-04-12T07:00:00Z');
    // past the last term that it knows: the next weekday
    expect(whenPostIsOpen(calendar, '2027-07-23T18:00:00Z')).toBe('2027-07-26T07:00:00Z');
  });

  it('never waits for a time at which the post is closed, nor for one that has passed', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const at = whenPostIsOpen(calendar, now);
        expect(at >= now).toBe(true);
        expect(postIsOpen(calendar, at)).toBe(true);
        expect(isSchoolDay(calendar, localDate(at)) || at > '2027-07-21').toBe(true);
        expect(POST_OPENS <= localTime(at) && localTime(at) < POST_CLOSES).toBe(true);
        expect(whenPostIsOpen(calendar, at)).toBe(at);
      }),
    );
  });
});
