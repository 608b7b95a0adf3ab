import type { Choices } from './candidates.ts';
import { priceChanges } from './change-costs.ts';
import { relax, settleSolver, solve } from './highs.ts';
import { dutiesLikeAgreed, hiresLikeAgreed } from './keep-names.ts';
import { modelOf } from './model.ts';
import type { Decided } from './naming.ts';
import type { Duty, Lesson, Plan } from './problem.ts';
import type { Program } from './program.ts';
import { decidedIn, valuesOf } from './reading.ts';
import { fixByReducedCost } from './reduced-cost-fixing.ts';
import { draftFrom, type RepairAsked } from './repair-draft.ts';

export interface Part {
  readonly plan: Plan;
  readonly proven: boolean;
}

/** A good plan at once, see `draftFrom`; it is not proven. */
export const drafted = (asked: RepairAsked, choices: readonly Choices[], known: Plan, rounds: number): Part => ({
  plan: planOf(asked, draftFrom(asked, choices, known, rounds)),
  proven: false,
});

/** The plan that changes least among these choices, or the best found in the time: never worse than the one known. */
export async function search(
  asked: RepairAsked,
  choices: readonly Choices[],
  known: Part,
  left: () => number,
): Promise<Part> {
  if (left() <= 0) return known;
  const { problem, capacity, rivals, agreed, from } = asked;
  const model = modelOf(problem, capacity, choices, rivals);
  priceChanges(problem, model, agreed, from);
  const found = await leastValues(model.program, valuesOf(model, known.plan), left);
  if (!found.values) return known;
  return { plan: planOf(asked, decidedIn(problem, model, found.values)), proven: found.proven };
}

/** The values of the cheapest solution found. */
async function leastValues(
  program: Program,
  start: readonly number[],
  left: () => number,
): Promise<{ readonly values: ArrayLike<number> | undefined; readonly proven: boolean }> {
  const known = await completed(program, start);
  const relaxed = await relax(program, left());
  if (!relaxed) return { values: known?.values, proven: false };
  const lowest = Math.ceil(relaxed.objective - 1e-6);
  if (known && known.objective - lowest < 1) return { values: known.values, proven: true };
  const { objective = Infinity } = known ?? {};
  const { program: smaller, columns } = fixByReducedCost(program, relaxed, { objective, values: start });
  const solved = await solve(smaller, {
    seconds: left(),
    absoluteGap: 0.99,
    relativeGap: 0,
    patience: Infinity,
    start: known && columns.map((column) => start[column] as number),
  });
  if (!solved.values || solved.objective > objective) return { values: known?.values, proven: false };
  const values = new Float64Array(program.cost.length);
  for (const [place, value] of (await settleSolver(smaller, solved.values)).entries())
    values[columns[place] as number] = value;
  return { values, proven: solved.objective - solved.bound < 1 };
}

/** The cheapest values of the other columns where those of the whole ones are given; undefined if there are none. */
async function completed(program: Program, start: readonly number[]) {
  const set = (bounds: readonly number[]): number[] =>
    bounds.map((bound, column) => (program.integer[column] ? (start[column] as number) : bound));
  const flow = { ...program, lower: set(program.lower), upper: set(program.upper), integer: start.map(() => false) };
  const { values, objective } = await solve(flow, { seconds: 60, absoluteGap: 0, patience: 60, relativeGap: 0 });
  return values && { values: await settleSolver(program, values), objective };
}

/** The plan with the names of those who do it: as agreed where it can be, with what is done. */
function planOf({ problem, agreed, from }: RepairAsked, decided: Decided): Plan {
  const supply = hiresLikeAgreed(decided, agreed, from);
  const duties = dutiesLikeAgreed(problem, decided, supply, agreed, from);
  return {
    lessons: decided.lessons,
    duties: [...historyOf(agreed.duties, from, agreed, decided.lessons), ...duties],
    supply: [...agreed.supply.filter(({ d }) => d < from), ...supply],
  };
}

/** Duties that are done; those for a planning meeting that is repeated are left out. */
function historyOf(duties: readonly Duty[], from: number, agreed: Plan, lessons: readonly Lesson[]): readonly Duty[] {
  const planningOf = (list: readonly Lesson[], { g, c }: Duty) =>
    JSON.stringify(list.find((lesson) => lesson.g === g && lesson.c === c)?.planning);
  return duties.filter((duty) => duty.d < from && planningOf(agreed.lessons, duty) === planningOf(lessons, duty));
}
