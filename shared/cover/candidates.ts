import type { Capacity, Demand } from './capacity.ts';
import { busyIn, groupsNeededElsewhere, isAnyElsewhere } from './clashes.ts';
import { coversIn, demandsOf, metAlone } from './demands.ts';
import {
  type AgreedBefore,
  canMeet,
  fitsBefore,
  meetingFor,
  meetingOf,
  meetingsOf,
  type PlanningMeeting,
  withoutNeedless,
} from './meetings.ts';
import type { Debrief, Lesson, LessonAndDebrief, Planning, Problem } from './problem.ts';
import {
  at,
  canAllStay,
  debriefTimes,
  groupOf,
  isIn,
  isStraightAfter,
  schoolOf,
  stateOf,
  takenBy,
} from './timetable.ts';

/** A session that a group could hold; what it costs by itself, supply and fairness apart, and what it asks of cover. */
export interface Candidate extends LessonAndDebrief {
  /** undefined: one of the group's meetings has to be chosen beside it */
  readonly planning: Planning | undefined;
  readonly cost: number;
  readonly demands: readonly Demand[];
}

/** Everything that one group could do in one cycle. */
export interface Choices {
  readonly g: number;
  readonly c: number;
  /** the one candidate has to be */
  readonly fixed: boolean;
  readonly candidates: readonly Candidate[];
  /** planning meetings for those candidates that bring none */
  readonly meetings: readonly PlanningMeeting[];
}

export interface ChoiceOptions extends AgreedBefore {
  /** added to the cost of a session; a whole number */
  readonly surcharge?: ((session: LessonAndDebrief) => number) | undefined;
}

const SHORTEST_DEBRIEF = 30;

/**
 * What each group could do in each cycle. Debriefs and planning meetings that are no better than another of the same
 * lesson are left out, which loses nothing; so are sessions that nobody could ever cover. A group with `rivals` keeps as
 * many as those could block, and one more.
 */
export function choicesOf(
  problem: Problem,
  capacity: Capacity,
  rivals: (g: number) => number,
  options: ChoiceOptions = {},
): Choices[] {
  return problem.groups.flatMap((group, g) =>
    group.cycles.map((_, c) => {
      const fixed = problem.fixed?.find((lesson) => lesson.g === g && lesson.c === c);
      if (fixed)
        return { g, c, fixed: true, candidates: [fixedCandidate(problem, capacity, fixed, options)], meetings: [] };
      let known: readonly PlanningMeeting[] | undefined;
      const meetings = (): readonly PlanningMeeting[] => {
        if (known) return known;
        const all = meetingsOf(problem, g, c, options).filter(({ demands }) => metAlone(problem, capacity, demands));
        known = withoutNeedless(problem, g, c, all, rivals(g));
        return known;
      };
      const planned = new Map<number, Planning | undefined>();
      const planning = (d: number): Planning | undefined => {
        if (rivals(g) > 0) return undefined;
        if (!planned.has(d)) planned.set(d, meetingFor(problem, g, c, d, options));
        return planned.get(d);
      };
      const candidates = lessonsOf(problem, g, c, options.earliest).flatMap((lesson) => {
        const own = planning(lesson.d);
        if (!own && !meetings().some((meeting) => fitsBefore(problem, g, meeting.planning.d, lesson.d))) return [];
        const all = debriefsOf(problem, lesson).flatMap((debrief) =>
          candidateOf(problem, capacity, { ...lesson, debrief }, own, options),
        );
        return best(all, rivals(g));
      });
      const linked = candidates.some(({ planning }) => !planning);
      return { g, c, fixed: false, candidates, meetings: linked ? meetings() : [] };
    }),
  );
}

/** Where the group's lesson of a cycle could be, debrief and cover apart. */
function lessonsOf(problem: Problem, g: number, c: number, earliest = 0): Omit<LessonAndDebrief, 'debrief'>[] {
  const { members, cycles } = groupOf(problem, g);
  const { winStart, winEnd, settled } = at(cycles, c);
  if (settled) return [];
  const lessons: Omit<LessonAndDebrief, 'debrief'>[] = [];
  for (let d = Math.max(winStart, earliest); d <= Math.min(winEnd, problem.days.length - 1); d++) {
    if (!members.every((member) => isIn(problem, member, d))) continue;
    const forbidden = problem.forbidden?.filter((f) => f.g === g && (f.c ?? c) === c && f.d === d) ?? [];
    members.forEach((member, t) => {
      for (let p = 0; p < schoolOf(problem, member.s).P; p++)
        if (stateOf(problem, member, d, p) === 'T' && !forbidden.some((f) => (f.p ?? p) === p))
          lessons.push({ g, c, t, d, p });
    });
  }
  return lessons;
}

/** The debriefs of a lesson that the rules allow. */
function debriefsOf(problem: Problem, { g, t, d, p }: Omit<LessonAndDebrief, 'debrief'>): Debrief[] {
  const { members } = groupOf(problem, g);
  const school = schoolOf(problem, at(members, t).s);
  const debriefs: Debrief[] = [];
  for (let later = p + 1; later < school.P; later++)
    if (later === p + 1 || members.every((member) => stateOf(problem, member, d, later) === 'F'))
      debriefs.push({ kind: 'period', p: later });
  if (p <= school.grid.lunchAfter) debriefs.push({ kind: 'lunch' });
  if (canAllStay(problem, members, d)) debriefs.push({ kind: 'after' });
  return debriefs.filter((debrief) => {
    const [from, until] = debriefTimes(school, debrief);
    return until - from >= SHORTEST_DEBRIEF;
  });
}

function candidateOf(
  problem: Problem,
  capacity: Capacity,
  session: LessonAndDebrief,
  planning: Planning | undefined,
  options: ChoiceOptions,
): Candidate[] {
  const { g, d } = session;
  if (isAnyElsewhere(problem, g, d) && groupsNeededElsewhere(problem, g, busyIn(problem, session)).length > 0)
    return [];
  const demands = demandsOf(problem, session.g, takenBy(problem, session));
  const met = demands && metAlone(problem, capacity, demands);
  if (!met) return [];
  const { weights } = problem;
  const group = groupOf(problem, session.g);
  const school = schoolOf(problem, at(group.members, session.t).s);
  const cost =
    weights.covered * coversIn(met.demands) +
    weights.missStandby * met.missing +
    weights.late * (session.d - at(group.cycles, session.c).winStart) +
    (isStraightAfter(school, session.p, session.debrief) ? 0 : weights.debriefLater) +
    (planning?.kind === 'after' ? weights.planAfterSchool : 0) +
    (options.surcharge?.(session) ?? 0);
  return [{ ...session, planning, cost, demands: met.demands }];
}

/** Is the first no worse than the second in cost and in every slot? */
function isAsGood(first: Candidate, second: Candidate): boolean {
  if (first.cost > second.cost) return false;
  return first.demands.every(({ slot, cover, standby }) => {
    const other = second.demands.find((demand) => demand.slot === slot);
    return other !== undefined && cover <= other.cover && standby <= other.standby;
  });
}

/** Of the debriefs of one lesson those that could be the best when each rival has blocked its lesson's and debrief's times. */
function best(all: readonly Candidate[], rivals: number): readonly Candidate[] {
  return all.filter((one, i) => {
    const better = all.filter((other, j) => i !== j && isAsGood(other, one) && (j < i || !isAsGood(one, other)));
    // A lesson never blocks a break: each rival blocks one at most.
    return better.length <= 2 * rivals && better.filter(({ debrief }) => debrief.kind !== 'period').length <= rivals;
  });
}

/** The lesson that a group must have, with its meeting's demands. */
function fixedCandidate(problem: Problem, capacity: Capacity, fixed: Lesson, options: ChoiceOptions): Candidate {
  const { planning, ...session } = fixed;
  const isThere = lessonsOf(problem, fixed.g, fixed.c).some(
    ({ t, d, p }) => t === fixed.t && d === fixed.d && p === fixed.p,
  );
  const sameDebrief = debriefsOf(problem, session).find(
    ({ kind, ...when }) =>
      kind === fixed.debrief.kind && JSON.stringify(when) === JSON.stringify(whenOf(fixed.debrief)),
  );
  const canPlan = canMeet(problem, fixed.g, planning) && fitsBefore(problem, fixed.g, planning.d, fixed.d);
  const [candidate] =
    isThere && sameDebrief && canPlan ? candidateOf(problem, capacity, session, planning, options) : [];
  if (!candidate) throw new FixedLessonError(fixed);
  const meeting = planning.kind === 'period' ? meetingOf(problem, fixed.g, fixed.c, planning) : undefined;
  if (!meeting) return candidate;
  return {
    ...candidate,
    cost: candidate.cost + meeting.cost,
    demands: [...candidate.demands, ...meeting.demands],
  };
}

const whenOf = ({ kind, ...when }: Debrief) => when;

/** A fixed lesson breaks the rules, or the fixed lessons together do: no plan can have them. */
export class FixedLessonError extends Error {
  /** undefined: it takes several to break a rule */
  readonly lesson: Lesson | undefined;

  constructor(lesson?: Lesson) {
    super(
      lesson
        ? `No lesson of group ${lesson.g}, cycle ${lesson.c} can be fixed then.`
        : 'The fixed lessons cannot all be held.',
    );
    this.lesson = lesson;
  }
}
