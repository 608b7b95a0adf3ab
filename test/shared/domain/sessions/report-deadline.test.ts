import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { hoursBetween, type Instant, localTime, london, toInstant } from '#calendar/london.ts';
import { isSchoolDay, schoolDays } from '#calendar/school-calendar.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import { reportChases } from '#domain/sessions/report-chases.ts';
import { QUIET_FROM, QUIET_UNTIL, reportDue, timesOf } from '#domain/sessions/session.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort } = await sampleCohort();
const policy = coachingPackage.sessions?.report as ReportPolicy;

/** Any second of two years, clock changes and holidays included. */
const anyInstant = fc
  .integer({ min: Date.parse('2026-08-01T00:00:00Z') / 1000, max: Date.parse('2028-08-01T00:00:00Z') / 1000 })
  .map((second): Instant => toInstant(Temporal.Instant.fromEpochMilliseconds(second * 1000)));

describe('the deadline of a report', () => {
  test('is 24 hours by the clock after the end, whatever clocks and calendars do', () => {
    fc.assert(
      fc.property(anyInstant, (ended) => {
        expect(hoursBetween(ended, reportDue(policy, cohort.calendar, ended))).toBe(24);
      }),
      { numRuns: 500 },
    );
  });

  test('24 hours over the spring change end an hour later on the wall clock, over the autumn change an hour earlier', () => {
    expect(localTime(reportDue(policy, cohort.calendar, london('2027-03-27', '15:00').at))).toBe('16:00');
    expect(localTime(reportDue(policy, cohort.calendar, london('2026-10-24', '15:00').at))).toBe('14:00');
  });

  test('counted in working days it is the same time on the next school day', () => {
    const days = schoolDays(cohort.calendar);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: days.length - 2 }), fc.integer({ min: 8, max: 19 }), (i, hour) => {
        const ended = london(days[i] as string, `${String(hour).padStart(2, '0')}:30`);
        const due = reportDue({ ...policy, due: 'next-school-day' }, cohort.calendar, ended.at);
        expect(due).toBe(london(days[i + 1] as string, ended.local.slice(11)).at);
        expect(isSchoolDay(cohort.calendar, days[i + 1] as string)).toBe(true);
      }),
    );
  });
});

describe('the chases of a report', () => {
  test('nudges stay out of the night and before the deadline; the word to the head is at the deadline, at any hour', () => {
    fc.assert(
      fc.property(anyInstant, (ended) => {
        const due = reportDue(policy, cohort.calendar, ended);
        const chases = reportChases(policy, ended, due);
        for (const { act, at } of chases) {
          expect(at > ended && at <= due).toBe(true);
          if (act !== 'nudge') continue;
          const time = localTime(at);
          expect(time >= QUIET_UNTIL && time <= QUIET_FROM, time).toBe(true);
          expect(at < due).toBe(true);
        }
        expect(chases.map((c) => c.at)).toEqual(chases.map((c) => c.at).toSorted());
        expect(chases.filter((c) => c.act === 'tell-head').map((c) => c.at)).toEqual([due]);
        expect(chases.filter((c) => c.act === 'escalate').map((c) => hoursBetween(ended, c.at))).toEqual([22]);
        expect(new Set(chases.map((c) => c.hours)).size).toBe(chases.length);
      }),
      { numRuns: 500 },
    );
  });

  test('a session that ends in the evening is nudged that evening or not at all, and the next day in the morning', () => {
    const ended = london('2026-10-05', '10:00').at;
    const nudges = reportChases(policy, ended, reportDue(policy, cohort.calendar, ended)).filter(
      (c) => c.act === 'nudge',
    );
    expect(nudges.map((c) => c.at)).toEqual([london('2026-10-05', '14:00').at, london('2026-10-06', '07:00').at]);
  });
});

test('a session that ends at or past midnight ends on the next day', () => {
  const { start, end } = timesOf({ date: '2026-10-05', start: '23:00', end: '00:00' });
  expect([start.local, end.local]).toEqual(['2026-10-05T23:00', '2026-10-06T00:00']);
  expect(hoursBetween(start.at, end.at)).toBe(1);
});
