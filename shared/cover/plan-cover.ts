import { type ChoiceOptions, choicesOf, FixedLessonError } from './candidates.ts';
import { capacityOf } from './capacity.ts';
import { rivalsOf } from './clashes.ts';
import { type Component, componentsOf, optionsIn, together } from './components.ts';
import { costOf } from './cost.ts';
import { firstPlanOf } from './first-plan.ts';
import { relax, settleSolver, solve } from './highs.ts';
import { type Model, modelOf } from './model.ts';
import type { LessonParts, Plan, Problem } from './problem.ts';
import { planIn, valuesOf } from './reading.ts';
import { fixByReducedCost } from './reduced-cost-fixing.ts';

export interface PlanOptions extends ChoiceOptions {
  /** how long to look for a better plan, 60 if not said; the best found by then is kept */
  readonly seconds?: number | undefined;
  /** called while the thread is busy, so it must not wait for anything */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  /** independent parts planned so far, of all */
  readonly done: number;
  readonly of: number;
  /** cost and bound of the part at work; Infinity and -Infinity before they are known */
  readonly objective: number;
  readonly bound: number;
}

export interface SolvedPlan {
  readonly plan: Plan;
  /** the sum of the parts, and of surcharges if there are any */
  readonly objective: number;
  /** no plan costs less */
  readonly bound: number;
  /** the plan costs the least possible */
  readonly proven: boolean;
  readonly parts: LessonParts;
  readonly ms: number;
}

interface Found {
  readonly plan: Plan;
  /** Infinity if it lacks a fixed lesson */
  readonly objective: number;
  readonly bound: number;
}

/** Up to so many groups in a component the best plan is proven; above, after a while, what is within the relative gap will do. */
const PROVEN_UP_TO = 10;
const NEAR_ENOUGH = 0.001;
/** First plans so near the relaxation's cost are hardly ever bettered: measured. */
const NEARLY_BEST = 0.005;
/** of a component's time */
const PATIENCE = 0.5;
/** Costs are whole numbers: nothing lies between a cost and a bound so near. */
const PROOF = 0.99;
/** about 20 ms for a group of four cycles */
const FIRST_PLAN_ROUNDS = 4;

/**
 * The best plan that can be found in the time, with its proof or the bound. Independent components are planned one after
 * another, small ones first; what time they leave goes to the larger. Keeps the thread busy.
 * Throws FixedLessonError where a fixed lesson cannot be held.
 */
export async function planCover(problem: Problem, options: PlanOptions = {}): Promise<SolvedPlan> {
  const began = performance.now();
  const { seconds = 60, onProgress } = options;
  const components = componentsOf(problem).sort((a, b) => a.groups.length - b.groups.length);
  const parts: (Found & { readonly component: Component })[] = [];
  let groups = problem.groups.length;
  for (const component of components) {
    const left = seconds - (performance.now() - began) / 1000;
    const share = (left * component.groups.length) / groups;
    groups -= component.groups.length;
    const report = (objective: number, bound: number): void =>
      onProgress?.({ done: parts.length, of: components.length, objective, bound });
    parts.push({ component, ...(await planComponent(component, options, share, report)) });
  }
  const plan = together(parts);
  const objective = parts.reduce((sum, part) => sum + part.objective, 0);
  const bound = parts.reduce((sum, part) => sum + part.bound, 0);
  const proven = parts.every((part) => part.objective - part.bound < 1);
  return { plan, objective, bound, proven, parts: costOf(problem, plan).parts, ms: performance.now() - began };
}

async function planComponent(
  component: Component,
  all: ChoiceOptions,
  seconds: number,
  report: (objective: number, bound: number) => void,
): Promise<Found> {
  const until = performance.now() + seconds * 1000;
  const { problem } = component;
  const options = optionsIn(component, all);
  const size = problem.groups.length;
  const capacity = capacityOf(problem);
  const rivals = rivalsOf(problem);
  const choices = choicesOf(problem, capacity, rivals, options);
  const cost = (plan: Plan): number =>
    plan.lessons.reduce((sum, lesson) => sum + (options.surcharge?.(lesson) ?? 0), costOf(problem, plan).objective);
  const searching = { roundsACycle: FIRST_PLAN_ROUNDS, seconds: Math.max(0, seconds / 4) };
  const plan = firstPlanOf(problem, capacity, choices, rivals, searching);
  const hasFixed = (problem.fixed ?? []).every(({ g, c }) => plan.lessons.some((one) => one.g === g && one.c === c));
  const first = { plan, objective: hasFixed ? cost(plan) : Infinity, bound: 0 };
  report(first.objective, first.bound);
  const model = modelOf(problem, capacity, choices, rivals);
  const searched = await search(model, first, until, size, report);
  const found = searched.values && planIn(problem, model, searched.values);
  const best = found && cost(found) < first.objective ? { plan: found, objective: cost(found) } : first;
  if (best.objective === Infinity) throw new FixedLessonError();
  return { plan: best.plan, objective: best.objective, bound: Math.min(best.objective, searched.bound) };
}

/** The values of the cheapest solution found, if it is cheaper than the first plan; and the bound. */
async function search(
  model: Model,
  first: Found,
  until: number,
  size: number,
  report: (objective: number, bound: number) => void,
): Promise<{ readonly values: Float64Array | undefined; readonly bound: number }> {
  const left = (): number => (until - performance.now()) / 1000;
  const start = valuesOf(model, first.plan);
  const relaxed = await relax(model.program, left());
  if (!relaxed) return { values: undefined, bound: 0 };
  const lowest = Math.ceil(relaxed.objective - 1e-6);
  report(first.objective, lowest);
  if (first.objective - lowest < 1) return { values: undefined, bound: lowest };
  const { program, columns } = fixByReducedCost(model.program, relaxed, { objective: first.objective, values: start });
  const solved = await solve(program, {
    seconds: left(),
    absoluteGap: PROOF,
    patience: size <= PROVEN_UP_TO ? Infinity : left() * PATIENCE,
    relativeGap: NEAR_ENOUGH,
    proofOnly: first.objective - lowest < NEARLY_BEST * first.objective,
    start: first.objective < Infinity ? columns.map((column) => start[column] as number) : undefined,
    onProgress: ({ objective, bound }) => report(Math.min(objective, first.objective), Math.max(bound, lowest)),
  });
  const settled = solved.values && (await settleSolver(program, solved.values));
  const values = settled && new Float64Array(model.program.cost.length);
  settled?.forEach((value, place) => {
    if (values) values[columns[place] as number] = value;
  });
  return { values, bound: Math.max(lowest, Math.ceil(solved.bound - 1e-6)) };
}
