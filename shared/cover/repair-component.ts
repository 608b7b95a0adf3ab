import { type Choices, choicesOf } from './candidates.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { priceChanges, surchargeOver, withoutHistory } from './change-costs.ts';
import { isSameLesson } from './changes.ts';
import { rivalsOf } from './clashes.ts';
import { settle, solve } from './highs.ts';
import { dutiesLikeAgreed, hiresLikeAgreed } from './keep-names.ts';
import { modelOf } from './model.ts';
import type { Duty, Lesson, Plan, Problem } from './problem.ts';
import { decidedIn, valuesOf } from './reading.ts';
import { isPossible, survivorsOf } from './survivors.ts';

interface Part {
  readonly plan: Plan;
  readonly proven: boolean;
}

/**
 * Repairs the plan of schools that belong together. First only groups that lost a session may move; where that moves none
 * but sessions that have become impossible, nothing can do with less. Else all may move, in the time that is left.
 */
export async function repairComponent(
  whole: Problem,
  agreed: Plan,
  from: number,
  seconds: number,
  improve: boolean,
): Promise<Part> {
  const until = performance.now() + seconds * 1000;
  const left = () => (until - performance.now()) / 1000;
  const problem = withoutHistory(whole, agreed, from);
  const [capacity, rivals] = [capacityOf(problem), rivalsOf(problem)];
  const open = choicesOf(problem, capacity, rivals, { agreed, earliest: from, surcharge: surchargeOver(agreed) });
  const survivors = survivorsOf(whole, agreed, from, open);
  if (survivors.intact && !improve) return { plan: agreed, proven: true };
  const choices = open.map((own) => asHeld(own, agreed, from) ?? own);
  const asked: Asked = { problem, capacity, rivals, agreed, from };
  const near = choices.map((own) => asAgreed(own, agreed, survivors.plan) ?? own);
  const first = (await search(asked, near, survivors.plan, left())) ?? { plan: survivors.plan, proven: false };
  const hasLeast = first.proven && isLeast(whole, agreed, first.plan, choices);
  return hasLeast ? first : ((await search(asked, choices, first.plan, left())) ?? { ...first, proven: false });
}

interface Asked {
  readonly problem: Problem;
  readonly capacity: Capacity;
  readonly rivals: (g: number) => number;
  readonly agreed: Plan;
  readonly from: number;
}

/** The plan that changes least among these choices, or the best found in the time. */
async function search(
  asked: Asked,
  choices: readonly Choices[],
  known: Plan,
  seconds: number,
): Promise<Part | undefined> {
  const { problem, capacity, rivals, agreed, from } = asked;
  const model = modelOf(problem, capacity, choices, rivals);
  priceChanges(problem, model, agreed, from);
  const start = valuesOf(model, known);
  const solved = await solve(model.program, { seconds, absoluteGap: 0.99, relativeGap: 0, patience: Infinity, start });
  if (!solved.values) return undefined;
  const decided = decidedIn(problem, model, await settle(model.program, solved.values));
  const supply = hiresLikeAgreed(decided, agreed, from);
  const duties = dutiesLikeAgreed(problem, decided, supply, agreed, from);
  const plan: Plan = {
    lessons: decided.lessons,
    duties: [...historyOf(agreed.duties, from, agreed, decided.lessons), ...duties],
    supply: [...agreed.supply.filter(({ d }) => d < from), ...supply],
  };
  return { plan, proven: solved.objective - solved.bound < 1 };
}

/** Whether all cycles are held and only those sessions are changed that cannot be held as agreed, whoever covers them. */
function isLeast({ groups }: Problem, agreed: Plan, plan: Plan, choices: readonly Choices[]): boolean {
  const cycles = groups.reduce((sum, group) => sum + group.cycles.length, 0);
  const isKept = (lesson: Lesson) => plan.lessons.some((other) => isSameLesson(lesson, other));
  return (
    plan.lessons.length === cycles && agreed.lessons.every((lesson) => isKept(lesson) || !isPossible(choices, lesson))
  );
}

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

/** Duties that are done; those for a planning meeting that is repeated are left out. */
function historyOf(duties: readonly Duty[], from: number, agreed: Plan, lessons: readonly Lesson[]): readonly Duty[] {
  const planningOf = (list: readonly Lesson[], { g, c }: Duty) =>
    JSON.stringify(list.find((lesson) => lesson.g === g && lesson.c === c)?.planning);
  return duties.filter((duty) => duty.d < from && planningOf(agreed.lessons, duty) === planningOf(lessons, duty));
}
