import { type LocalDate, london, plusDays } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import {
  type Coverer,
  type Cycle,
  type CycleSlot,
  cycleId,
  type Duty,
  type Hire,
  hiredCover,
} from '#domain/cycles/cycle.ts';
import type { NotHeld, Proposal, WayOut } from '#domain/cycles/plan.ts';
import { agreePlan, proposePlan } from '#domain/cycles/plan-acts.ts';
import { agreeing } from '#domain/cycles/planning.ts';
import type { Period, Provision } from '#domain/cycles/provision.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { choosesTeachers, countersigns, type JudgedAct, signs, triads } from './acting.ts';
import { sampleCohort } from './cohorts.ts';
import { type Given, given } from './given.ts';

const periods: readonly Period[] = [
  { name: '1', start: '09:00', end: '10:00', kind: 'lesson' },
  { name: '2', start: '10:00', end: '11:00', kind: 'lesson' },
  { name: '3', start: '11:15', end: '12:15', kind: 'lesson' },
  { name: 'Lunch', start: '12:15', end: '13:00', kind: 'lunch' },
  { name: '4', start: '13:00', end: '14:00', kind: 'lesson' },
  { name: '5', start: '14:00', end: '15:00', kind: 'lesson' },
  { name: 'After school', start: '15:15', end: '16:15', kind: 'after' },
];

/** Everybody teaches period 3; on Thursdays the second triad but for its first teacher is free in period 5. */
const weekOf = (nth: number): readonly string[] => ['TTTTF', 'FTTTT', 'TPPTT', nth > 4 ? 'TTTTF' : 'TFTTT', 'TTTFT'];

/** Six teachers' timetables, two people who cover and a budget for supply. */
export const provision: Provision = {
  periods,
  weeks: 1,
  timetables: Object.fromEntries(triads.flatMap((t) => t.members).map((m, i) => [m.email, weekOf(i + 1)])),
  cover: [
    {
      id: 'cover-1',
      name: 'Corin Standfast',
      email: 'corin@example.org',
      available: ['11111', '11111', '00000', '11111', '11111'],
      mostADay: 2,
      mostAWeek: 6,
    },
    {
      id: 'cover-2',
      name: 'Dilys Makebelieve',
      email: 'dilys@example.org',
      available: ['00111', '00111', '00111', '00111', '00111'],
      mostADay: 2,
      mostAWeek: 6,
    },
  ],
  supply: { halfDay: 120, fullDay: 210, budget: 1200, mostADay: 2, days: [] },
  closures: [],
  absences: [],
};

export const manager = { name: 'Mabel Invented', email: 'mabel@example.org' };

const slot = (date: LocalDate, name: string): CycleSlot => {
  const period = periods.find((p) => p.name === name);
  if (!period) throw new Error(`There is no period ${name}`);
  return { start: london(date, period.start), end: london(date, period.end), period: name };
};

const lessonDays: readonly (readonly LocalDate[])[] = [
  ['2026-10-08', '2026-11-19', '2027-01-14', '2027-02-25'],
  ['2026-10-13', '2026-11-24', '2027-01-19', '2027-03-02'],
];

/**
 * A cycle of one of the school's two triads whose lesson is in the third period of a day: debrief over lunch, planning
 * some days before. One observer's class is covered by `cover-1`, the other's by supply, and `cover-2` stands by.
 */
export function cycleOn(p: Partnership, group: number, nth: number, date: LocalDate): Cycle {
  const { name, members } = p.groups[group] ?? { name: '', members: [] };
  const teaching = members[(nth - 1) % members.length] ?? '';
  const observers = members.filter((id) => id !== teaching);
  const planningOn = plusDays(date, group === 0 ? -3 : -5);
  // the second triad first plans in a lesson period, in which its first teacher has a class
  const inLessonTime = group === 1 && nth === 1;
  const cover = (day: LocalDate, period: string, whom: string | undefined, coverer: Coverer): Duty[] =>
    whom === undefined ? [] : [{ kind: 'cover', date: day, period, whom, ...coverer }];
  return {
    id: cycleId(group, nth),
    group: name,
    nth,
    members,
    teaching,
    planning: slot(planningOn, inLessonTime ? '5' : 'After school'),
    lesson: slot(date, '3'),
    debrief: slot(date, 'Lunch'),
    duties: [
      ...(inLessonTime ? cover(planningOn, '5', members[0], { by: 'cover-2' }) : []),
      ...cover(date, '3', observers[0], { by: 'cover-1' }),
      ...cover(date, '3', observers[1], hiredCover(1)),
      { kind: 'stand-by', date, period: '3', by: 'cover-2' },
    ],
    state: 'planned',
    sequence: 0,
    coverVersion: 0,
  };
}

/** The plan of all eight cycles, as the planner would propose it: 17 lessons covered for £960. */
export function proposalFor({ partnership: p, now }: Given, without: readonly string[] = []): Proposal {
  const cycles = lessonDays
    .flatMap((days, g) => days.map((date, i) => cycleOn(p, g, i + 1, date)))
    .filter((c) => !without.includes(c.id));
  const hires = cycles
    .map((c): Hire => ({ date: c.lesson.start.local.slice(0, 10), unit: 'supply-1', nth: 1, half: 'morning' }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return {
    at: now,
    cycles,
    hires,
    pounds: 120 * hires.length,
    lessonsCovered: cycles.flatMap((c) => c.duties).filter((d) => d.kind === 'cover').length,
    proven: true,
    gap: 0,
    notHeld: [],
    waysOut: [],
  };
}

/** The planner answers what it was last asked. */
export const proposes =
  (proposal: Proposal): JudgedAct =>
  (p, cohort, now) =>
    proposePlan(p, cohort, p.plan?.nth ?? 0, proposal, { final: true }, now);

/** The link agrees to whatever is proposed. */
export const agrees: JudgedAct = (p, cohort, now) => agreePlan(p, cohort, agreeing(p)?.id ?? '', 'link', now);

const { cohort: drafted, schools } = await sampleCohort('lesson-study');
const { provision: _, cover: __, ...bare } = schools[0] as School;

const chosen = (told: Pick<School, 'provision' | 'cover' | 'second'>): Given =>
  given(drafted, { ...bare, ...told })
    .at('2026-09-07T08:00')
    .decides()
    .at('2026-09-08T10:00')
    .does(signs)
    .decides()
    .does(countersigns)
    .decides()
    .does(choosesTeachers)
    .decides();

/** A school whose teachers are chosen and whose planner is at work since 10am on 8 September 2026. */
export const plannedSchool = ({ cover }: { readonly cover?: typeof manager | undefined } = { cover: manager }): Given =>
  chosen(cover ? { provision, cover } : { provision });

/** A school whose plan of eight cycles is agreed since 9 September 2026; the first lesson is on 8 October. */
export function coverSchool(): Given {
  const it = plannedSchool();
  return it
    .does(proposes(proposalFor(it)))
    .at('2026-09-09T10:00')
    .does(agrees);
}

const LAST = { group: 'Triad 2', nth: 4 } as const;

const notHeld: NotHeld = {
  ...LAST,
  nearest: [
    { date: '2027-03-02', period: '3', blocks: [{ kind: 'cover-used', who: ['cover-1', 'cover-2'] }] },
    { date: '2027-03-04', period: '4', blocks: [{ kind: 'supply-budget' }, { kind: 'ppa', who: ['teacher-5'] }] },
  ],
};

const waysOut: readonly WayOut[] = [
  { relief: { kind: 'cover-limit-week', who: 'cover-1', by: 1 }, pounds: 0, holds: 1 },
  { relief: { kind: 'supply-day', date: '2027-03-02', half: 'morning', pounds: 120 }, pounds: 120, holds: 1 },
];

/** The same in a programme that keeps no record of lessons. */
export const withoutRecords = (it: Given): Given =>
  it.within((cohort) => {
    const { cycles } = cohort.programme;
    if (!cycles) throw new Error('The programme has no cycles');
    const { record: _, ...rest } = cycles;
    return { ...cohort, programme: { ...cohort.programme, key: 'own-lesson-study', cycles: rest } };
  });

/** A school whose first plan awaits the link: one of its eight cycles is not held, with two ways out. */
export function proposedSchool(): Given {
  const it = plannedSchool();
  return it.does(proposes({ ...proposalFor(it, [cycleId(1, 4)]), notHeld: [notHeld], waysOut }));
}

/** A school that has told nothing to plan with: its link plans by hand, and sees to the cover too. */
export const byHandSchool = (told: Pick<School, 'second'> = {}): Given => chosen(told);
