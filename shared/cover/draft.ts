import { BusyTeachers } from './busy-teachers.ts';
import type { Candidate, Choices } from './candidates.ts';
import type { Capacity } from './capacity.ts';
import { type Busy, busyAt, busyIn } from './clashes.ts';
import { fits } from './group-rules.ts';
import { fitsBefore, type PlanningMeeting } from './meetings.ts';
import { dutiesDecided, hiresDecided } from './naming.ts';
import type { Lesson, Plan, Planning, Problem } from './problem.ts';
import { type CoverGiven, emptyRoster, type Roster } from './roster.ts';
import { at } from './timetable.ts';

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

export const emptyDraft = (
  problem: Problem,
  capacity: Capacity,
  choices: readonly Choices[],
  rivals: (g: number) => number,
  roster: Roster = emptyRoster(problem, capacity),
): PlanDraft => new Draft(problem, choices, rivals, roster);

class Draft implements PlanDraft {
  private readonly problem: Problem;
  private readonly choices: readonly Choices[];
  private readonly rivals: (g: number) => number;
  private readonly roster: Roster;
  private readonly held: (HeldSession | undefined)[];
  private readonly teachers = new BusyTeachers();
  private readonly cheapestFirst: readonly (readonly Candidate[])[];
  private readonly meetingsFirst: readonly (readonly PlanningMeeting[])[];
  /** what the sessions cost without their cover */
  private own: number;

  constructor(problem: Problem, choices: readonly Choices[], rivals: (g: number) => number, roster: Roster) {
    this.problem = problem;
    this.choices = choices;
    this.rivals = rivals;
    this.roster = roster;
    this.held = choices.map(() => undefined);
    this.cheapestFirst = choices.map(({ candidates }) => candidates.toSorted((a, b) => a.cost - b.cost));
    this.meetingsFirst = choices.map(({ meetings }) => meetings.toSorted((a, b) => a.cost - b.cost));
    this.own = choices.length * problem.weights.unmet;
  }

  hold(cycle: number): void {
    const best = this.cheapest(cycle);
    if (!best) return;
    this.roster.giveAgain(best.given);
    this.enter(cycle, best);
  }

  drop(cycle: number): HeldSession | undefined {
    const session = this.held[cycle];
    if (!session) return undefined;
    this.held[cycle] = undefined;
    this.own -= costOf(session) - this.problem.weights.unmet;
    this.teachers.release(session.busy);
    this.roster.take(session.given);
    return session;
  }

  restore(cycle: number, session: HeldSession | undefined): void {
    this.drop(cycle);
    if (!session) return;
    this.roster.giveAgain(session.given);
    this.enter(cycle, session);
  }

  isHeld(cycle: number): boolean {
    return this.held[cycle] !== undefined;
  }

  cost(): number {
    return this.own + this.roster.cost();
  }

  plan(): Plan {
    const lessons = this.held.flatMap((session) => (session ? lessonOf(session) : []));
    const decided = { lessons, onDuty: this.roster.onDuty(), hires: this.roster.hires() };
    return { lessons, duties: dutiesDecided(this.problem, decided), supply: hiresDecided(decided) };
  }

  private enter(cycle: number, session: HeldSession): void {
    this.held[cycle] = session;
    this.own += costOf(session) - this.problem.weights.unmet;
    this.teachers.keep(session.busy);
  }

  /** The cheapest session that fits, its cover not given; undefined if to hold none is cheaper. */
  private cheapest(cycle: number): HeldSession | undefined {
    const before = this.roster.cost();
    let best: HeldSession | undefined;
    let least = at(this.choices, cycle).fixed ? Infinity : this.problem.weights.unmet;
    for (const candidate of at(this.cheapestFirst, cycle)) {
      if (candidate.cost >= least) break;
      if (!fits(this.problem, this.held, cycle, candidate)) continue;
      const session = this.tryOut(cycle, candidate, least);
      if (!session) continue;
      const cost = costOf(session) + this.roster.cost() - before;
      this.roster.take(session.given);
      if (cost >= least) continue;
      least = cost;
      best = session;
    }
    return best;
  }

  /** The session with a meeting where it needs one, its cover given already. */
  private tryOut(cycle: number, candidate: Candidate, below: number): HeldSession | undefined {
    const lesson = this.rivals(candidate.g) > 0 ? busyIn(this.problem, candidate) : [];
    if (!this.teachers.areFree(lesson)) return undefined;
    if (candidate.planning) return this.given(candidate, undefined, candidate.planning, lesson);
    for (const meeting of at(this.meetingsFirst, cycle)) {
      if (candidate.cost + meeting.cost >= below) return undefined;
      if (!fitsBefore(this.problem, candidate.g, meeting.planning.d, candidate.d)) continue;
      const session = this.given(candidate, meeting, meeting.planning, lesson);
      if (session) return session;
    }
    return undefined;
  }

  /** The session with its planning meeting at that time, if all are free and there is cover, which is given already. */
  private given(
    candidate: Candidate,
    meeting: PlanningMeeting | undefined,
    planning: Planning,
    lesson: readonly Busy[],
  ): HeldSession | undefined {
    const planned = this.rivals(candidate.g) > 0 ? busyAt(this.problem, candidate.g, planning) : [];
    if (!this.teachers.areFree(planned)) return undefined;
    const given = this.roster.give(meeting ? [...candidate.demands, ...meeting.demands] : candidate.demands);
    return given && { candidate, meeting, given, busy: [...lesson, ...planned] };
  }
}

/** Of the lesson and of the meeting before it, without cover. */
const costOf = ({ candidate, meeting }: HeldSession): number => candidate.cost + (meeting?.cost ?? 0);

function lessonOf({ candidate, meeting }: HeldSession): readonly Lesson[] {
  const planning = candidate.planning ?? meeting?.planning;
  if (!planning) return [];
  const { g, c, t, d, p, debrief } = candidate;
  return [{ g, c, t, d, p, debrief, planning }];
}
