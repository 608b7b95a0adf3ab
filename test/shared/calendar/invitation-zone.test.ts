import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { invitation } from '#calendar/invitation.ts';
import { type LondonTime, localDate, localTime, london, plus, toInstant } from '#calendar/london.ts';
import { momentOf, parsed, sample } from './calendar-file.ts';

describe('the zone of an invitation', () => {
  const at = (start: LondonTime) => {
    const end = plus(start.at, 'PT45M');
    return momentOf(invitation({ ...sample, start, end: { local: '', at: end } }), 'dtstart');
  };

  it.each([
    ['2026-10-24', '09:00', '2026-10-24T08:00:00Z'],
    ['2026-10-25', '00:59', '2026-10-24T23:59:00Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00Z'],
    ['2026-10-26', '09:00', '2026-10-26T09:00:00Z'],
    ['2027-03-27', '09:00', '2027-03-27T09:00:00Z'],
    ['2027-03-28', '00:59', '2027-03-28T00:59:00Z'],
    ['2027-03-28', '02:00', '2027-03-28T01:00:00Z'],
    ['2027-03-29', '09:00', '2027-03-29T08:00:00Z'],
    ['2026-12-31', '00:00', '2026-12-31T00:00:00Z'],
    ['2027-06-01', '00:00', '2027-05-31T23:00:00Z'],
  ])('%s %s is %s by the rules within', (date, time, instant) => {
    expect(at(london(date, time))).toBe(instant);
  });

  it('has the rules of the law: the last Sundays of March and October, at 1am UTC', () => {
    const [rules] = parsed(invitation(sample)).getAllSubcomponents('vtimezone');
    const told = (name: string) => {
      const part = rules?.getFirstSubcomponent(name);
      return ['dtstart', 'rrule', 'tzoffsetfrom', 'tzoffsetto'].map((p) => part?.getFirstPropertyValue(p)?.toString());
    };
    expect(rules?.getFirstPropertyValue('tzid')).toBe('Europe/London');
    expect(told('daylight')).toEqual(['1970-03-29T01:00:00', expect.stringMatching(/BYDAY=-1SU/), '+00:00', '+01:00']);
    expect(told('standard')).toEqual(['1970-10-25T02:00:00', expect.stringMatching(/BYDAY=-1SU/), '+01:00', '+00:00']);
    expect(told('daylight')[1]).toContain('BYMONTH=3');
    expect(told('standard')[1]).toContain('BYMONTH=10');
  });

  it('says of the hour that autumn repeats its first', () => {
    const text = invitation({ ...sample, start: london('2026-10-25', '00:30'), end: london('2026-10-25', '01:30') });
    expect(text).toContain('DTEND;TZID=Europe/London:20261025T013000');
    expect(london('2026-10-25', '01:30').at).toBe('2026-10-25T00:30:00Z');
  });

  it('gives back every start and end of two years', () => {
    const first = Date.parse('2026-08-31T23:00:00Z') / 60_000;
    const nearChange = [Date.parse('2026-10-25T01:00:00Z'), Date.parse('2027-03-28T01:00:00Z')].map((t) => t / 60_000);
    const minute = fc.oneof(
      fc.integer({ min: first, max: first + 2 * 365 * 24 * 60 }),
      ...nearChange.map((m) => fc.integer({ min: m - 300, max: m + 300 })),
    );
    const timeOf = (at: string) => london(localDate(at), localTime(at));
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 600 }), (from, length) => {
        const [start, end] = [from, from + length].map((m) =>
          toInstant(Temporal.Instant.fromEpochMilliseconds(m * 60_000)),
        );
        if (!start || !end) throw new Error('no moment');
        // the second of a repeated hour is nobody's: see london
        fc.pre(timeOf(start).at === start && timeOf(end).at === end);
        // by RFC 5545 a repeated time is its first, as ours is; ical.js takes the second
        const repeated = (at: string) => timeOf(plus(at, 'PT1H')).at === at;
        fc.pre(!repeated(start) && !repeated(end));
        const text = invitation({ ...sample, start: timeOf(start), end: timeOf(end) });
        expect(momentOf(text, 'dtstart')).toBe(start);
        expect(momentOf(text, 'dtend')).toBe(end);
      }),
      { numRuns: 200 },
    );
  });
});
