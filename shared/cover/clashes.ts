import type { Group, LessonAndDebrief, Planning, Problem, Times } from './problem.ts';
import { at, dayOf, debriefTimes, groupOf, schoolOf, timesOverlap } from './timetable.ts';

/** When something keeps a teacher (school and place in it, as `s:t`). */
export interface Busy {
  readonly teacher: string;
  readonly d: number;
  readonly times: Times;
}

/** When lesson and debrief keep each member; visitors are on their way before and after. */
export function busyIn(problem: Problem, { g, t, d, p, debrief }: LessonAndDebrief): Busy[] {
  const { members, travel } = groupOf(problem, g);
  const host = at(members, t).s;
  const school = schoolOf(problem, host);
  const lesson = at(school.grid.periods, p);
  const after = debriefTimes(school, debrief);
  return members.flatMap(({ s, t: place }) => {
    const teacher = `${s}:${place}`;
    if (s === host) return [lesson, after].map((times) => ({ teacher, d, times }));
    return [{ teacher, d, times: [lesson[0] - travel, after[1] + travel] }];
  });
}

export const busyAt = (problem: Problem, g: number, planning: Planning): Busy[] =>
  groupOf(problem, g).members.map(({ s, t }) => {
    const { grid } = schoolOf(problem, s);
    const times = planning.kind === 'after' ? grid.afterSchool : at(grid.periods, planning.p);
    return { teacher: `${s}:${t}`, d: planning.d, times };
  });

/** Who of these is needed at another school then: their places in the group, for `g`’s own busy times in its order. */
export const groupsNeededElsewhere = (problem: Problem, g: number, busy: readonly Busy[]): readonly number[] =>
  groupOf(problem, g).members.flatMap(({ s, t }, m) => {
    const { elsewhere = [] } = at(schoolOf(problem, s).teachers, t);
    const isMet = elsewhere.some(({ d, times }) =>
      busy.some((one) => one.teacher === `${s}:${t}` && one.d === d && timesOverlap(one.times, times)),
    );
    return isMet ? [m] : [];
  });

/** Is anybody of a group needed at another school on that day? Seldom, and it is asked often. */
export const isAnyElsewhere = (problem: Problem, g: number, d: number): boolean =>
  groupOf(problem, g).members.some(({ s, t }) =>
    at(schoolOf(problem, s).teachers, t).elsewhere?.some((one) => one.d === d),
  );

/**
 * How many other groups share a teacher with a group, whose sessions and meetings could so keep it from its own. Infinite
 * where more than one thing of a group can fall on a day, or where visitors are kept longer than a lesson or a break.
 */
export function rivalsOf(problem: Problem): (g: number) => number {
  const groups = Map.groupBy(
    problem.groups.flatMap(({ members }, g) => members.map(({ s, t }) => ({ g, teacher: `${s}:${t}` }))),
    ({ teacher }) => teacher,
  );
  const rivals = problem.groups.map((group, g) => {
    const sharing = group.members.flatMap(({ s, t }) => (groups.get(`${s}:${t}`) ?? []).map((other) => other.g));
    const others = [...new Set(sharing)].filter((other) => other !== g);
    if (!isInOrder(problem, group)) return Infinity;
    if (others.length === 0) return 0;
    const isSimple = (one: Group) => isInOrder(problem, one) && new Set(one.members.map(({ s }) => s)).size === 1;
    return [g, ...others].every((one) => isSimple(groupOf(problem, one))) ? others.length : Infinity;
  });
  return (g) => rivals[g] ?? 0;
}

/** Is each planning meeting on a day after the lesson of the cycle before, also where one between them is not held? */
function isInOrder(problem: Problem, { cycles, planning: [least, most], minGapDays }: Group): boolean {
  const ord = (d: number) => dayOf(problem, Math.min(d, problem.days.length - 1)).ord;
  const apart = cycles.slice(2).every(({ winStart }, c) => ord(winStart) - ord(at(cycles, c).winEnd) > most);
  return least >= 1 && most < minGapDays && apart;
}
