import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  earliest,
  inShort,
  inWords,
  localDate,
  localTime,
  london,
  plus,
  plusDays,
  timeInWords,
  toInstant,
  weekday,
  withOffset,
} from '#calendar/london.ts';

const instants = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2034-12-31'), noInvalidDate: true })
  .map((date) => toInstant(Temporal.Instant.fromEpochMilliseconds(date.getTime())));
const days = instants.map(localDate);

describe('London time', () => {
  it('keeps what was meant beside the instant, in summer and in winter', () => {
    expect(london('2026-09-07', '08:00')).toEqual({ local: '2026-09-07T08:00', at: '2026-09-07T07:00:00Z' });
    expect(london('2026-12-07', '08:00')).toEqual({ local: '2026-12-07T08:00', at: '2026-12-07T08:00:00Z' });
  });

  it('holds the school’s clock when clocks go back on 25 October 2026', () => {
    expect(london('2026-10-24', '08:00').at).toBe('2026-10-24T07:00:00Z');
    expect(london('2026-10-25', '08:00').at).toBe('2026-10-25T08:00:00Z');
    expect(london('2026-10-25', '01:30').at).toBe('2026-10-25T00:30:00Z');
    expect(plus('2026-10-24T07:00:00Z', 'P1D')).toBe('2026-10-25T08:00:00Z');
    expect(plus('2026-10-24T07:00:00Z', 'PT24H')).toBe('2026-10-25T07:00:00Z');
  });

  it('holds the school’s clock when clocks go forward on 28 March 2027', () => {
    expect(london('2027-03-27', '08:00').at).toBe('2027-03-27T08:00:00Z');
    expect(london('2027-03-28', '08:00').at).toBe('2027-03-28T07:00:00Z');
    expect(london('2027-03-28', '01:30')).toEqual({ local: '2027-03-28T01:30', at: '2027-03-28T01:30:00Z' });
    expect(plus('2027-03-27T08:00:00Z', 'P1D')).toBe('2027-03-28T07:00:00Z');
  });

  it('shows an instant as a local date and time and with its offset', () => {
    expect(localDate('2026-09-07T23:30:00Z')).toBe('2026-09-08');
    expect(localTime('2026-09-07T23:30:00Z')).toBe('00:30');
    expect(withOffset('2026-09-07T07:00:00Z')).toBe('2026-09-07T08:00:00+01:00');
    expect(withOffset('2026-12-07T08:00:00Z')).toBe('2026-12-07T08:00:00+00:00');
  });

  it('says dates and times as people do', () => {
    expect(inWords('2026-09-07')).toBe('Monday 7 September 2026');
    expect(inShort('2026-09-07')).toMatch(/^Mon 7 Sept? 2026$/);
    expect(['17:00', '08:30', '12:00', '00:05'].map(timeInWords)).toEqual(['5pm', '8:30am', '12pm', '12:05am']);
  });

  it('goes from a local time to an instant and back, except in the hour that the spring change skips', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 2, max: 23 }), (date, hour) => {
        const time = `${String(hour).padStart(2, '0')}:15`;
        const { at } = london(date, time);
        expect([localDate(at), localTime(at)]).toEqual([date, time]);
      }),
    );
  });

  it('writes all instants in one width, so that they sort as text', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(a).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(a < b).toBe(Date.parse(a) < Date.parse(b));
        expect(earliest(undefined, a, b)).toBe(a < b ? a : b);
      }),
    );
    expect(earliest(undefined)).toBeUndefined();
  });

  it('counts days and weekdays', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(weekday('2026-09-07')).toBe(1);
    fc.assert(
      fc.property(days, fc.integer({ min: -900, max: 900 }), (date, count) => {
        expect(daysBetween(date, plusDays(date, count))).toBe(count);
        expect(plusDays(plusDays(date, count), -count)).toBe(date);
        expect(weekday(plusDays(date, 7))).toBe(weekday(date));
      }),
    );
  });
});
