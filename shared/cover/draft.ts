import type { Candidate, Choices } from './candidates.ts';
import type { Capacity } from './capacity.ts';
import { type Busy, busyAt, busyIn } from './clashes.ts';
import { fitsBefore, type PlanningMeeting } from './meetings.ts';
import { dutiesOf, hiresOf } from './naming.ts';
import type { Lesson, Plan, Problem } from './problem.ts';
import { type CoverGiven, emptyRoster, type Roster } from './roster.ts';
import { at, dayOf, groupOf, overlap } from './timetable.ts';

/** A session in the draft. */
export interface HeldSession {
  readonly candidate: Candidate;
  readonly meeting: PlanningMeeting | undefined;
  readonly given: CoverGiven;
  readonly busy: readonly Busy[];
}

/** A plan under construction: sessions come and go, the rules are kept all along. Cycles by their place in the choices. */
export interface PlanDraft {
  /** holds the cheapest session that fits, if it is cheaper than none */
  hold(cycle: number): void;
  drop(cycle: number): HeldSession | undefined;
  /** what was dropped, when everything else is as it was */
  restore(cycle: number, held: HeldSession | undefined): void;
  isHeld(cycle: number): boolean;
  cost(): number;
  plan(): Plan;
}

export function emptyDraft(
  problem: Problem,
  capacity: Capacity,
  choices: readonly Choices[],
  rivals: (g: number) => number,
  roster: Roster = emptyRoster(problem, capacity),
): PlanDraft {
  const held: (HeldSession | undefined)[] = choices.map(() => undefined);
  const busy = new Map<string, Set<Busy>>();
  const cheapestFirst = choices.map(({ candidates }) => candidates.toSorted((a, b) => a.cost - b.cost));
  const meetingsFirst = choices.map(({ meetings }) => meetings.toSorted((a, b) => a.cost - b.cost));
  let own = choices.length * problem.weights.unmet;

  const dayKey = ({ teacher, d }: Busy): string => `${teacher}|${d}`;
  const isClear = (things: readonly Busy[]): boolean =>
    things.every((one) => ![...(busy.get(dayKey(one)) ?? [])].some(({ times }) => overlap(times, one.times)));

  /** Does it keep the distance to its neighbours, and leave each member their share of the teaching? */
  const fits = (cycle: number, candidate: Candidate): boolean => {
    const { g, c } = candidate;
    const { members, cycles, minGapDays } = groupOf(problem, g);
    const first = cycle - c;
    const ord = dayOf(problem, candidate.d).ord;
    const before = c > 0 ? held[cycle - 1] : undefined;
    const after = c + 1 < cycles.length ? held[cycle + 1] : undefined;
    if (before && ord - dayOf(problem, before.candidate.d).ord < minGapDays) return false;
    if (after && dayOf(problem, after.candidate.d).ord - ord < minGapDays) return false;
    const teaches = members.map((_, t): number => (t === candidate.t ? 1 : 0));
    let left = cycles.length - 1;
    for (let other = first; other < first + cycles.length; other++) {
      const session = held[other];
      if (!session) continue;
      left--;
      teaches[session.candidate.t] = at(teaches, session.candidate.t) + 1;
    }
    const share = cycles.length / members.length;
    const lacking = teaches.reduce((sum, times) => sum + Math.max(0, Math.floor(share) - times), 0);
    return at(teaches, candidate.t) <= Math.ceil(share) && lacking <= left;
  };

  const enter = (cycle: number, session: HeldSession): void => {
    held[cycle] = session;
    own += session.candidate.cost + (session.meeting?.cost ?? 0) - problem.weights.unmet;
    for (const one of session.busy) busy.set(dayKey(one), (busy.get(dayKey(one)) ?? new Set()).add(one));
  };

  /** The session with a meeting where it needs one, its cover given already. */
  const tryOut = (cycle: number, candidate: Candidate, below: number): HeldSession | undefined => {
    const clashes = rivals(candidate.g) > 0;
    const lesson = clashes ? busyIn(problem, candidate) : [];
    if (!isClear(lesson)) return undefined;
    if (candidate.planning) {
      const planned = clashes ? busyAt(problem, candidate.g, candidate.planning) : [];
      const given = isClear(planned) ? roster.give(candidate.demands) : undefined;
      return given && { candidate, meeting: undefined, given, busy: [...lesson, ...planned] };
    }
    for (const meeting of at(meetingsFirst, cycle)) {
      if (candidate.cost + meeting.cost >= below) return undefined;
      if (!fitsBefore(problem, candidate.g, meeting.planning.d, candidate.d)) continue;
      const planned = clashes ? busyAt(problem, candidate.g, meeting.planning) : [];
      if (!isClear(planned)) continue;
      const given = roster.give([...candidate.demands, ...meeting.demands]);
      if (given) return { candidate, meeting, given, busy: [...lesson, ...planned] };
    }
    return undefined;
  };

  const drop = (cycle: number): HeldSession | undefined => {
    const session = held[cycle];
    if (!session) return undefined;
    held[cycle] = undefined;
    own -= session.candidate.cost + (session.meeting?.cost ?? 0) - problem.weights.unmet;
    for (const one of session.busy) busy.get(dayKey(one))?.delete(one);
    roster.take(session.given);
    return session;
  };

  return {
    hold(cycle) {
      const before = roster.cost();
      let best: HeldSession | undefined;
      let least = at(choices, cycle).fixed ? Infinity : problem.weights.unmet;
      for (const candidate of at(cheapestFirst, cycle)) {
        if (candidate.cost >= least) break;
        if (!fits(cycle, candidate)) continue;
        const session = tryOut(cycle, candidate, least);
        if (!session) continue;
        const cost = candidate.cost + (session.meeting?.cost ?? 0) + roster.cost() - before;
        roster.take(session.given);
        if (cost >= least) continue;
        least = cost;
        best = session;
      }
      if (!best) return;
      roster.giveAgain(best.given);
      enter(cycle, best);
    },
    drop,
    restore(cycle, session) {
      drop(cycle);
      if (!session) return;
      roster.giveAgain(session.given);
      enter(cycle, session);
    },
    isHeld: (cycle) => held[cycle] !== undefined,
    cost: () => own + roster.cost(),
    plan() {
      const lessons = held.flatMap((session): Lesson[] => {
        const planning = session?.candidate.planning ?? session?.meeting?.planning;
        if (!session || !planning) return [];
        const { g, c, t, d, p, debrief } = session.candidate;
        return [{ g, c, t, d, p, debrief, planning }];
      });
      const decided = { lessons, onDuty: roster.onDuty(), hires: roster.hires() };
      return { lessons, duties: dutiesOf(problem, decided), supply: hiresOf(decided) };
    },
  };
}
