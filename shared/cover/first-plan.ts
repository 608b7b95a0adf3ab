import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type ChoiceOptions, type Choices, choicesOf } from './candidates.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { rivalsOf } from './clashes.ts';
import { emptyDraft, type PlanDraft } from './draft.ts';
import type { Plan, Problem } from './problem.ts';

/** How long a first plan is bettered: rounds are counted, so that a question has one answer; the clock only stops what is too slow. */
export interface Search {
  readonly roundsACycle: number;
  readonly seconds: number;
}

/** A good plan at once: every cycle in turn takes the session that costs least, then some are taken out and tried anew. */
export function firstPlan(
  problem: Problem,
  { seconds = 2, roundsACycle = 20, ...options }: ChoiceOptions & Partial<Search> = {},
): Plan {
  const capacity = capacityOf(problem);
  const rivals = rivalsOf(problem);
  return firstPlanOf(problem, capacity, choicesOf(problem, capacity, rivals, options), rivals, {
    seconds,
    roundsACycle,
  });
}

export function firstPlanOf(
  problem: Problem,
  capacity: Capacity,
  choices: readonly Choices[],
  rivals: (g: number) => number,
  searching: Search,
): Plan {
  const draft = emptyDraft(problem, capacity, choices, rivals);
  const scarce = [...choices.keys()].sort((a, b) => rank(choices[a]) - rank(choices[b]));
  for (const cycle of scarce) draft.hold(cycle);
  improve(draft, choices, searching);
  return draft.plan();
}

/** What is fixed first, then what has least choice. */
const rank = (choices: Choices | undefined): number => (choices?.fixed ? -1 : (choices?.candidates.length ?? 0));

/** Takes out a few cycles at a time and holds them again in another order; what came out worse is put back. */
export function improve(draft: PlanDraft, choices: readonly Choices[], { roundsACycle, seconds }: Search): void {
  const until = performance.now() + seconds * 1000;
  let rounds = roundsACycle * choices.length;
  // the same plan each time
  const generator = xoroshiro128plus(1);
  const random = (): number => uniformFloat64(generator);
  const free = [...choices.keys()].filter((cycle) => !choices[cycle]?.fixed);
  const pick = (): number => free[Math.floor(random() * free.length)] as number;
  while (free.length > 0 && rounds-- > 0 && performance.now() < until) {
    const ofGroups = new Set([pick(), pick()].slice(0, random() < 0.5 ? 1 : 2).map((cycle) => choices[cycle]?.g));
    const out =
      random() < 0.5 ? free.filter((cycle) => ofGroups.has(choices[cycle]?.g)) : [pick(), pick(), pick(), pick()];
    const unheld = free.filter((cycle) => !draft.isHeld(cycle) && random() < 0.5);
    const cycles = [...new Set([...out, ...unheld])];
    const before = draft.cost();
    const were = cycles.map((cycle) => ({ cycle, held: draft.drop(cycle) }));
    for (const { cycle } of were.toSorted(() => random() - 0.5)) draft.hold(cycle);
    if (draft.cost() <= before) continue;
    for (const { cycle } of were) draft.drop(cycle);
    for (const { cycle, held } of were) draft.restore(cycle, held);
  }
}
