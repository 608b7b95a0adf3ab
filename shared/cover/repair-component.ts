import { type Choices, choicesOf, FixedLessonError } from './candidates.ts';
import { capacityOf, placeInPeriod } from './capacity.ts';
import { surchargeOver, withoutHistory } from './change-costs.ts';
import { isSameLesson } from './changes.ts';
import { rivalsOf } from './clashes.ts';
import type { Lesson, Plan, Problem } from './problem.ts';
import type { RepairAsked } from './repair-draft.ts';
import { drafted, type Part, search } from './repair-search.ts';
import { isPossible, stillPossible } from './still-possible.ts';

/** Of the time, for the groups that lost something; what it leaves is for all. */
const NEAR_SHARE = 0.5;

/** Sessions tried anew in a draft, for each cycle: the second takes a second for twenty groups, and mostly finds the best. */
const ROUNDS: RoundsACycle = { near: 4, all: 20 };

export interface RoundsACycle {
  readonly near: number;
  readonly all: number;
}

/**
 * Repairs the plan of schools that belong together. First only groups that lost a session may move; where that moves none
 * but sessions that have become impossible, nothing can do with less. Else all may move, in the time that is left.
 * Throws FixedLessonError where a lesson fixed ahead cannot be held.
 */
export async function repairComponent(
  whole: Problem,
  agreed: Plan,
  from: number,
  seconds: number,
  rounds = ROUNDS,
): Promise<Part> {
  const until = performance.now() + seconds * 1000;
  const left = () => (until - performance.now()) / 1000;
  const problem = withoutHistory(whole, agreed, from);
  const [capacity, rivals] = [capacityOf(problem), rivalsOf(problem)];
  const open = choicesOf(problem, capacity, rivals, { agreed, earliest: from, surcharge: surchargeOver(agreed) }).map(
    (own) => (own.fixed ? asFixed(problem, own, agreed, from) : own),
  );
  const survivors = stillPossible(whole, agreed, from, open);
  if (survivors.intact && hasFixed(problem, agreed) && holdsAll(open, agreed)) return { plan: agreed, proven: true };
  const choices = open.map((own) => asHeld(own, agreed, from) ?? own);
  const asked: RepairAsked = { problem, capacity, rivals, agreed, from, patience: 5 + Math.max(0, seconds) };
  const near = choices.map((own) => asAgreed(own, agreed, survivors.plan) ?? own);
  const first = drafted(asked, near, survivors.plan, rounds.near);
  const nearest = holdsAll(open, first.plan)
    ? await search(asked, near, first, () => left() - (1 - NEAR_SHARE) * seconds)
    : first;
  const isDone = nearest.proven && isLeast(agreed, nearest.plan, choices);
  const best = isDone ? nearest : await search(asked, choices, drafted(asked, choices, nearest.plan, rounds.all), left);
  if (!hasFixed(problem, best.plan)) throw new FixedLessonError();
  return best;
}

const hasFixed = ({ fixed = [] }: Problem, { lessons }: Plan): boolean =>
  fixed.every((lesson) => lessons.some((other) => isSameLesson(lesson, other)));

/** Whether all cycles that can be are held and only those sessions are changed that cannot be held as agreed, whoever covers them. */
function isLeast(agreed: Plan, plan: Plan, choices: readonly Choices[]): boolean {
  const isKept = (lesson: Lesson) => plan.lessons.some((other) => isSameLesson(lesson, other));
  return holdsAll(choices, plan) && agreed.lessons.every((lesson) => isKept(lesson) || !isPossible(choices, lesson));
}

/** Is every cycle held for which there is any time at all? */
const holdsAll = (choices: readonly Choices[], { lessons }: Plan): boolean =>
  choices.every(({ g, c, candidates }) => candidates.length === 0 || lessons.some((it) => it.g === g && it.c === c));

/** Where a group has lost nothing, its sessions are no choice for now. */
function asAgreed(own: Choices, agreed: Plan, surviving: Plan): Choices | undefined {
  const lost = agreed.lessons.filter(({ g }) => g === own.g).length;
  const kept = surviving.lessons.filter(({ g }) => g === own.g);
  const lesson = kept.find(({ c }) => c === own.c);
  if (!lesson || kept.length < lost) return undefined;
  const candidates = own.candidates.filter((candidate) =>
    isSameLesson({ ...lesson, ...candidate, planning: lesson.planning }, lesson),
  );
  return { ...own, candidates };
}

/** What was held before `from` is no choice any more, and asks nothing of cover: its duties are done. */
function asHeld({ g, c }: Choices, agreed: Plan, from: number): Choices | undefined {
  const held = agreed.lessons.find((lesson) => lesson.g === g && lesson.c === c && lesson.d < from);
  return held && { g, c, fixed: true, candidates: [{ ...held, cost: 0, demands: [] }], meetings: [] };
}

/** A fixed lesson asks nothing of cover for a planning meeting that was held; one that was not cannot be in the past. */
function asFixed(problem: Problem, own: Choices, agreed: Plan, from: number): Choices {
  const candidates = own.candidates.map((candidate) => {
    const fixed = problem.fixed?.find(({ g, c }) => g === own.g && c === own.c);
    const before = agreed.lessons.find(({ g, c }) => g === own.g && c === own.c);
    const isPast = fixed !== undefined && fixed.planning.d < from;
    if (isPast && !(before && isSameLesson({ ...fixed, planning: before.planning }, fixed)))
      throw new FixedLessonError(fixed);
    return { ...candidate, demands: candidate.demands.filter(({ slot }) => placeInPeriod(problem, slot).d >= from) };
  });
  return { ...own, candidates };
}
