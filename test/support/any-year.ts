import fc from 'fast-check';
import { type Instant, localDate, london, plusDays, weekday } from '#calendar/london.ts';
import { addSchoolDays, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { confirmCover, sayHeld } from '#domain/cycles/acts.ts';
import { agreePlan } from '#domain/cycles/plan-acts.ts';
import { chooseTeachers, holdMeeting } from '#domain/obligations/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import {
  answers,
  chasesNow,
  choosesTeachers,
  countersigns,
  declines,
  extendsTo,
  type JudgedAct,
  releases,
  renewsLink,
  signs,
  takesOver,
} from './acting.ts';

/** What somebody tries at a moment; much of it is refused. */
export interface Attempt {
  readonly at: Instant;
  /** index of the school */
  readonly school: number;
  readonly does: (typeof verbs)[number];
  /** chooses among what is owed, and how much time is given */
  readonly pick: number;
}

export interface AnyYear {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
  readonly attempts: readonly Attempt[];
  /** when the product is down: nothing is decided from one to the other */
  readonly down: readonly (readonly [Instant, Instant])[];
}

const verbs = ['do', 'decline', 'extend', 'release', 'take over', 'chase', 'renew', 'turn'] as const;

const days = (min: number, max: number) => fc.integer({ min, max });
const mondayOrLater = (date: string) => (weekday(date) > 5 ? plusDays(date, 8 - weekday(date)) : date);

const anyCalendar: fc.Arbitrary<SchoolCalendar> = fc
  .record({
    shift: days(0, 6),
    halfTerms: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    inset: fc.array(days(0, 320), { maxLength: 8 }),
    holidays: fc.array(days(0, 320), { maxLength: 8 }),
  })
  .map(({ shift, halfTerms, inset, holidays }) => {
    const on = (date: string) => plusDays(date, shift);
    const halves = [
      ['2026-10-24', '2026-11-01'],
      ['2027-02-15', '2027-02-19'],
      ['2027-05-31', '2027-06-04'],
    ] as const;
    const terms = [
      { name: 'Autumn', start: '2026-09-01', end: '2026-12-11' },
      { name: 'Spring', start: '2027-01-04', end: '2027-04-01' },
      { name: 'Summer', start: '2027-04-12', end: '2027-07-14' },
    ].map((term, i) => ({
      ...term,
      start: on(term.start),
      end: on(term.end),
      ...(halfTerms[i] ? { halfTerm: halves[i] as readonly [string, string] } : {}),
    }));
    const spread = (list: readonly number[]) =>
      [...new Set(list.map((d) => mondayOrLater(plusDays('2026-09-02', d))))].sort();
    return {
      region: 'england',
      terms,
      inset: spread(inset),
      bankHolidays: spread(holidays).map((date) => ({ date, name: 'A holiday' })),
    };
  });

const two = (n: number) => String(n).padStart(2, '0');
const clock = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(days(7, 18), days(0, 59)) },
  { weight: 1, arbitrary: fc.tuple(days(0, 23), days(0, 59)) },
);
const day = fc.oneof(
  { weight: 4, arbitrary: days(0, 60).map((d) => plusDays('2026-09-01', d)) },
  { weight: 3, arbitrary: days(0, 330).map((d) => plusDays('2026-09-01', d)) },
  // the clocks go back, forward, and the days around
  {
    weight: 1,
    arbitrary: fc.constantFrom('2026-10-24', '2026-10-25', '2026-10-26', '2027-03-27', '2027-03-28', '2027-03-29'),
  },
);
const moment = fc.tuple(day, clock).map(([date, [h, m]]) => london(date, `${two(h)}:${two(m)}`).at);

const anyAttempt: fc.Arbitrary<Attempt> = fc.record({
  at: moment,
  school: days(0, 2),
  does: fc.oneof(
    { weight: 12, arbitrary: fc.constant('do' as const) },
    { weight: 6, arbitrary: fc.constantFrom(...verbs.filter((verb) => verb !== 'decline')) },
    { weight: 1, arbitrary: fc.constant('decline' as const) },
  ),
  pick: fc.nat(40),
});

/** A year of three schools, two of which share a link, on a calendar of any kind, with people who do whatever they like. */
export const anyYear = (sample: {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
}): fc.Arbitrary<AnyYear> =>
  fc
    .record({
      calendar: anyCalendar,
      launch: days(0, 40),
      attempts: fc.array(anyAttempt, { maxLength: 45 }),
      down: fc.array(fc.tuple(moment, days(1, 20)), { maxLength: 2 }),
    })
    .map(({ calendar, launch, attempts, down }) => {
      const [a, b, c] = sample.schools as readonly [School, School, School];
      return {
        cohort: { ...sample.cohort, calendar, launch: plusDays('2026-09-01', launch), stage: 'launched' as const },
        schools: [a, { ...b, link: { ...b.link, email: a.link.email.toUpperCase() } }, c],
        attempts: attempts.toSorted((x, y) => (x.at < y.at ? -1 : x.at > y.at ? 1 : 0)),
        // the clock is well again before the calendar ends: what comes then is told apart
        down: down
          .filter(([from]) => from < '2027-06-15')
          .map(([from, n]) => [from, london(plusDays(localDate(from), n), '09:10').at] as const),
      };
    });

const choosesImported: JudgedAct = (p, _cohort, now) =>
  chooseTeachers(
    p,
    'choose-teachers',
    'link',
    p.groups.map(({ name, members }) => ({ name, members: p.people.filter(({ id }) => members.includes(id)) })),
    now,
  );

/** The act that an attempt means for a partnership as it is; undefined where there is nothing to try it on. */
export function attempted(
  { does, pick }: Attempt,
  p: Partnership,
  cohort: Cohort,
  now: Instant,
): JudgedAct | undefined {
  const open = p.obligations.filter(isOpen);
  const it = open[pick % Math.max(1, open.length)];
  if (does === 'turn' || !it) return undefined;
  switch (does) {
    case 'do':
      if (it.kind === 'sign-agreement') return signs;
      if (it.kind === 'countersign') return countersigns;
      if (it.kind === 'hold-meeting') return (p, _cohort, now) => holdMeeting(p, it.id, it.owner, localDate(now), now);
      if (it.kind === 'agree-plan') return (p, cohort, now) => agreePlan(p, cohort, it.id, it.owner, now);
      if (it.kind === 'confirm-cover') return (p, _cohort, now) => confirmCover(p, it.id, it.owner, now);
      if (it.kind === 'lesson-record' || it.kind === 'confirm-held')
        return (p, _cohort, now) => sayHeld(p, it.id, it.owner, now);
      // those of the files have timetables; others plan by hand
      if (it.kind === 'choose-teachers' && pick % 4 > 0) return choosesImported;
      return it.kind === 'choose-teachers' ? choosesTeachers : answers(it.id);
    case 'decline':
      return declines;
    case 'extend':
      return extendsTo(it.id, addSchoolDays(cohort.calendar, localDate(now), pick) ?? '2027-07-01');
    case 'release':
      return releases(it.id);
    case 'take over':
      return takesOver(it.id);
    case 'chase':
      return chasesNow(it.id);
    case 'renew':
      return renewsLink(it.id);
  }
}
