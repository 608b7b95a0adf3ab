import type { Demand } from './capacity.ts';
import { busyAt, groupsNeededElsewhere, isAnyElsewhere } from './clashes.ts';
import { demandsOf } from './demands.ts';
import type { Plan, Planning, Problem } from './problem.ts';
import { at, canAllStay, dayOf, groupOf, isIn, schoolOf, stateOf } from './timetable.ts';

/** A planning meeting that could precede the lesson of a cycle. */
export interface PlanningMeeting {
  readonly g: number;
  readonly c: number;
  readonly planning: Planning;
  readonly cost: number;
  readonly demands: readonly Demand[];
}

/** What was agreed before, and from which day on things can still be changed. */
export interface AgreedBefore {
  /** a meeting agreed in this plan is kept where it still fits; one that was held before `earliest` counts */
  readonly agreed?: Plan | undefined;
  /** nothing new before this day */
  readonly earliest?: number | undefined;
}

/** Does a meeting that day leave the days between planning and lesson that the group wants? */
export function fitsBefore(problem: Problem, g: number, meeting: number, lesson: number): boolean {
  const days = dayOf(problem, lesson).ord - dayOf(problem, meeting).ord;
  const [least, most] = groupOf(problem, g).planning;
  return days >= least && days <= most;
}

/** Can the group meet then, covered if need be? */
export function canMeet(problem: Problem, g: number, planning: Planning): boolean {
  const { members } = groupOf(problem, g);
  if (!members.every((member) => isIn(problem, member, planning.d))) return false;
  const { d } = planning;
  if (isAnyElsewhere(problem, g, d) && groupsNeededElsewhere(problem, g, busyAt(problem, g, planning)).length > 0)
    return false;
  if (planning.kind === 'after') return canAllStay(problem, members, planning.d);
  const states = members.map((member) => stateOf(problem, member, planning.d, planning.p));
  return states.every((state) => state === 'F' || (planning.kind === 'period' && state === 'T'));
}

const agreedMeeting = ({ agreed }: AgreedBefore, g: number, c: number): Planning | undefined =>
  agreed?.lessons.find((lesson) => lesson.g === g && lesson.c === c)?.planning;

const daysBefore = (problem: Problem, g: number, lesson: number): number[] =>
  [...problem.days.keys()].filter((d) => fitsBefore(problem, g, d, lesson)).reverse();

/** The best meeting before a lesson that takes nobody from a class: the agreed one, else in free time, else after school. */
export function meetingFor(
  problem: Problem,
  g: number,
  c: number,
  lesson: number,
  standing: AgreedBefore,
): Planning | undefined {
  const { earliest = 0 } = standing;
  const agreed = agreedMeeting(standing, g, c);
  if (agreed && agreed.kind !== 'period' && fitsBefore(problem, g, agreed.d, lesson))
    if (agreed.d < earliest || canMeet(problem, g, agreed)) return agreed;
  const days = daysBefore(problem, g, lesson).filter((d) => d >= earliest);
  for (const d of days)
    for (let p = 0; p < shortestDay(problem, g); p++)
      if (canMeet(problem, g, { d, kind: 'free', p })) return { d, kind: 'free', p };
  const after = days.find((d) => canMeet(problem, g, { d, kind: 'after' }));
  return after === undefined ? undefined : { d: after, kind: 'after' };
}

/** Every meeting that could precede a lesson of the cycle. */
export function meetingsOf(problem: Problem, g: number, c: number, standing: AgreedBefore): PlanningMeeting[] {
  const { members, cycles } = groupOf(problem, g);
  const { winStart, winEnd } = at(cycles, c);
  const { earliest = 0 } = standing;
  const lessons = [...problem.days.keys()].slice(winStart, winEnd + 1);
  const days = [...problem.days.keys()].filter((d) => lessons.some((lesson) => fitsBefore(problem, g, d, lesson)));
  const agreed = agreedMeeting(standing, g, c);
  const held = agreed && agreed.d < earliest ? [{ g, c, planning: agreed, cost: 0, demands: [] }] : [];
  const offered = days.flatMap((d): Planning[] => {
    if (d < earliest) return [];
    const periods = [...new Array(shortestDay(problem, g)).keys()].map((p): Planning => {
      const free = members.every((member) => stateOf(problem, member, d, p) === 'F');
      return { d, kind: free ? 'free' : 'period', p };
    });
    return [...periods, { d, kind: 'after' } as const].filter((planning) => canMeet(problem, g, planning));
  });
  return [...held, ...offered.map((planning) => meetingOf(problem, g, c, planning))];
}

export function meetingOf(problem: Problem, g: number, c: number, planning: Planning): PlanningMeeting {
  if (planning.kind === 'after') return { g, c, planning, cost: problem.weights.planAfterSchool, demands: [] };
  const { members } = groupOf(problem, g);
  const taken = members.map(({ s }, m) => ({ s, d: planning.d, p: planning.p, m, lesson: false }));
  const demands = demandsOf(problem, g, taken) ?? [];
  return {
    g,
    c,
    planning,
    cost: demands.reduce((sum, { cover }) => sum + cover * problem.weights.covered, 0),
    demands,
  };
}

const shortestDay = (problem: Problem, g: number): number =>
  Math.min(...groupOf(problem, g).members.map(({ s }) => schoolOf(problem, s).P));

/**
 * Without the meetings that take somebody from class though enough others would do: a rival blocks four at most of those
 * before a lesson, with lesson, debrief and two meetings of its own.
 */
export function withoutNeedless(
  problem: Problem,
  g: number,
  c: number,
  meetings: readonly PlanningMeeting[],
  rivals: number,
): readonly PlanningMeeting[] {
  const { winStart, winEnd } = at(groupOf(problem, g).cycles, c);
  const before = (lesson: number) =>
    meetings.filter(({ planning }) => planning.kind !== 'period' && fitsBefore(problem, g, planning.d, lesson)).length;
  const lacking = [...problem.days.keys()].slice(winStart, winEnd + 1).filter((lesson) => before(lesson) <= 4 * rivals);
  return meetings.filter(
    ({ planning }) =>
      planning.kind !== 'period' || lacking.some((lesson) => fitsBefore(problem, g, planning.d, lesson)),
  );
}
