import { london } from '#calendar/london.ts';
import {
  type Cycle,
  type Duty as CycleDuty,
  type Hire as CycleHire,
  type CycleSlot,
  hiredCover,
} from '#domain/cycles/cycle.ts';
import type { NotHeld, Wish } from '#domain/cycles/plan.ts';
import { idOfCycle, withoutTimetable } from '#domain/cycles/planning.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { whoCovers } from './in-school-words.ts';
import type { Debrief, Duty, Hire, Lesson, Plan, Planning } from './problem.ts';
import { placeOf, type SchoolProblem } from './school-problem.ts';

const halves = { am: 'morning', pm: 'afternoon', full: 'day' } as const;

/** The planner's plan as the school's own cycles. */
export function cyclesOf(p: Partnership, school: SchoolProblem, plan: Plan): readonly Cycle[] {
  const { groups } = school;
  return plan.lessons
    .map((lesson): Cycle => {
      const group = groups[lesson.g];
      const members = group?.members ?? [];
      const duties = plan.duties.filter((duty) => duty.g === lesson.g && duty.c === lesson.c);
      return {
        id: idOfCycle(p, group?.name ?? '', lesson.c + 1),
        group: group?.name ?? '',
        nth: lesson.c + 1,
        members,
        teaching: members[lesson.t] ?? '',
        planning: planningSlot(p, school, lesson.planning),
        lesson: periodSlot(school, lesson.d, lesson.p),
        debrief: debriefSlot(p, school, lesson),
        duties: duties.map((duty) => cycleDuty(school, members, duty)).sort(byTime),
        state: 'planned',
        sequence: 0,
        coverVersion: 0,
      };
    })
    .sort(inTime);
}

export const inTime = (a: Cycle, b: Cycle): number =>
  a.lesson.start.at < b.lesson.start.at ? -1 : a.lesson.start.at > b.lesson.start.at ? 1 : a.id < b.id ? -1 : 1;

const byTime = (a: CycleDuty, b: CycleDuty): number => {
  const [one, other] = [`${a.date} ${a.period} ${a.kind} ${a.by}`, `${b.date} ${b.period} ${b.kind} ${b.by}`];
  return one < other ? -1 : one > other ? 1 : 0;
};

const slot = (date: string, period: { name: string; start: string; end: string } | undefined): CycleSlot => ({
  start: london(date, period?.start ?? '00:00'),
  end: london(date, period?.end ?? '00:00'),
  period: period?.name ?? '',
});

const periodSlot = ({ days, periods }: SchoolProblem, d: number, period: number): CycleSlot =>
  slot(days[d] ?? '', periods[period]);

const breakSlot = (p: Partnership, { days }: SchoolProblem, d: number, kind: 'lunch' | 'after'): CycleSlot =>
  slot(
    days[d] ?? '',
    p.provision?.periods.find((period) => period.kind === kind),
  );

const planningSlot = (p: Partnership, school: SchoolProblem, planning: Planning): CycleSlot =>
  planning.kind === 'after' ? breakSlot(p, school, planning.d, 'after') : periodSlot(school, planning.d, planning.p);

const debriefSlot = (p: Partnership, school: SchoolProblem, { d, debrief }: Lesson): CycleSlot =>
  debrief.kind === 'period' ? periodSlot(school, d, debrief.p) : breakSlot(p, school, d, debrief.kind);

function cycleDuty(school: SchoolProblem, members: readonly string[], duty: Duty): CycleDuty {
  return {
    kind: duty.type === 'cover' ? 'cover' : 'stand-by',
    date: school.days[duty.d] ?? '',
    period: school.periods[duty.p]?.name ?? '',
    ...(duty.m === undefined || duty.type !== 'cover' ? {} : { whom: members[duty.m] ?? '' }),
    ...whoCovers(school, duty.by),
  };
}

export const hiresOf = ({ days }: SchoolProblem, { supply }: Plan): readonly CycleHire[] =>
  supply.map((hire) => {
    const { by: unit, hired: nth } = hiredCover(hire.unit + 1);
    return { date: days[hire.d] ?? '', unit, nth, half: halves[hire.half] };
  });

/** The school's agreed cycles as the planner reads them; those made by hand, at times of no period, are left out. */
export function planOf(p: Partnership, school: SchoolProblem): Plan {
  const kept = p.cycles.filter((c) => c.state === 'planned' || c.state === 'held');
  const lessons = kept.flatMap((cycle) => lessonOf(p, school, cycle) ?? []);
  const has = (g: number, c: number) => lessons.some((lesson) => lesson.g === g && lesson.c === c);
  const duties = kept.flatMap((cycle) => {
    const { g, c } = placeOf(school, cycle);
    return has(g, c) ? cycle.duties.flatMap((duty) => dutyOf(school, g, c, duty) ?? []) : [];
  });
  const supply = (p.plan?.hires ?? []).flatMap((hire): readonly Hire[] => {
    const d = school.days.indexOf(hire.date);
    const half = hire.half === 'morning' ? 'am' : hire.half === 'afternoon' ? 'pm' : 'full';
    return d < 0 ? [] : [{ s: 0, d, unit: hire.nth - 1, half }];
  });
  return { lessons, duties, supply };
}

/** Lessons that the link wants kept as they were proposed. */
export const keptBy = (p: Partnership, school: SchoolProblem, wishes: readonly Wish[]): readonly Lesson[] =>
  wishes.flatMap((wish) => (wish.what === 'keep' && wish.cycle ? (lessonOf(p, school, wish.cycle) ?? []) : []));

export function lessonOf(p: Partnership, school: SchoolProblem, cycle: Cycle): Lesson | undefined {
  const { g, c } = placeOf(school, cycle);
  const at = (it: CycleSlot) => ({
    d: school.days.indexOf(it.start.local.slice(0, 10)),
    p: periodAt(school, it.period),
  });
  const kindAt = (it: CycleSlot) => p.provision?.periods.find((period) => period.name === it.period)?.kind;
  const [lesson, planning, debrief] = [at(cycle.lesson), at(cycle.planning), at(cycle.debrief)];
  const t = school.groups[g]?.members.indexOf(cycle.teaching) ?? -1;
  if (g < 0 || t < 0 || lesson.d < 0 || lesson.p < 0 || planning.d < 0) return undefined;
  const debriefKind = kindAt(cycle.debrief);
  const debriefs: Debrief | undefined =
    debriefKind === 'lunch' || debriefKind === 'after'
      ? { kind: debriefKind }
      : debrief.p >= 0
        ? { kind: 'period', p: debrief.p }
        : undefined;
  const meets: Planning | undefined =
    kindAt(cycle.planning) === 'after'
      ? { d: planning.d, kind: 'after' }
      : planning.p >= 0
        ? { d: planning.d, p: planning.p, kind: everybodyFree(school, g, planning.d, planning.p) ? 'free' : 'period' }
        : undefined;
  return debriefs && meets && { g, c, t, ...lesson, debrief: debriefs, planning: meets };
}

export const periodAt = ({ periods }: SchoolProblem, name: string): number =>
  periods.findIndex((period) => period.name === name);

const everybodyFree = ({ problem }: SchoolProblem, g: number, d: number, period: number): boolean =>
  (problem.groups[g]?.members ?? []).every(
    (m) => problem.schools[m.s]?.teachers[m.t]?.tt[problem.days[d]?.wd ?? 0]?.[period] === 'F',
  );

function dutyOf(school: SchoolProblem, g: number, c: number, duty: CycleDuty): Duty | undefined {
  const [d, period] = [school.days.indexOf(duty.date), periodAt(school, duty.period)];
  const cover = school.problem.schools[0]?.cover.findIndex((person) => person.id === duty.by) ?? -1;
  const by = duty.hired === undefined ? `k${cover}` : `u${duty.hired - 1}`;
  if (d < 0 || period < 0 || by === 'k-1') return undefined;
  const members = school.groups[g]?.members ?? [];
  const m = duty.whom === undefined ? undefined : members.indexOf(duty.whom);
  // nobody is needed for the class of somebody who has left
  if (m !== undefined && m < 0) return undefined;
  return {
    s: 0,
    d,
    p: period,
    by,
    type: duty.kind === 'cover' ? 'cover' : 'standby',
    g,
    c,
    ...(m === undefined ? {} : { m }),
  };
}

/** Cycles for which nothing can be planned, as nobody knows when their group is free; but for those settled already. */
export const unknownGroups = (p: Partnership, cycles: number, settled: readonly Cycle[]): readonly NotHeld[] =>
  p.groups.flatMap((g) => {
    const without = withoutTimetable(p, g.members);
    return without.length === 0
      ? []
      : Array.from({ length: cycles }, (_, i) => ({
          group: g.name,
          nth: i + 1,
          nearest: [],
          withoutTimetable: without,
        })).filter(({ group, nth }) => !settled.some((c) => c.group === group && c.nth === nth));
  });
