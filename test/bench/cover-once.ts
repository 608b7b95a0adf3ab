import { readFileSync, writeFileSync } from 'node:fs';
import { choicesOf } from '#cover/candidates.ts';
import { capacityOf } from '#cover/capacity.ts';
import { rivalsOf } from '#cover/clashes.ts';
import { componentsOf, together } from '#cover/components.ts';
import { supplyPounds } from '#cover/cost.ts';
import { asMps } from '#cover/highs.ts';
import { modelOf } from '#cover/model.ts';
import { planCover } from '#cover/plan-cover.ts';
import type { Plan, Problem } from '#cover/problem.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { firstFit } from '#test/support/first-fit.ts';

/** What one planning in a process of its own was like. */
export interface Once {
  readonly objective: number;
  readonly bound: number;
  readonly proven: boolean;
  /** from the first call, with loading and compiling the solver */
  readonly ms: number;
  readonly peakMB: number;
  readonly errors: readonly string[];
  readonly covered: number;
  /** pounds */
  readonly supply: number;
  readonly byHand: { readonly objective: number; readonly covered: number; readonly supply: number };
}

const coveredIn = (plan: Plan): number => plan.duties.filter(({ type }) => type === 'cover').length;

async function planOnce(problem: Problem, planFile: string | undefined): Promise<Once> {
  const { plan, objective, bound, proven, ms } = await planCover(problem);
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  if (planFile) writeFileSync(planFile, JSON.stringify(plan));
  const checked = checkPlan(problem, plan);
  const errors = checked.objective === objective ? checked.errors : [...checked.errors, 'the objective is another'];
  // Component by component, which is the same plan and does not take minutes for many schools.
  const hand = together(componentsOf(problem).map((component) => ({ component, plan: firstFit(component.problem) })));
  return {
    objective,
    bound,
    proven,
    ms: Math.round(ms),
    peakMB,
    errors,
    covered: coveredIn(plan),
    supply: supplyPounds(problem, plan),
    byHand: {
      objective: checkPlan(problem, hand).objective,
      covered: coveredIn(hand),
      supply: supplyPounds(problem, hand),
    },
  };
}

/** The whole model, as it is before anything is left out of it. */
async function writeModel(problem: Problem, file: string): Promise<void> {
  const capacity = capacityOf(problem);
  const rivals = rivalsOf(problem);
  const { program } = modelOf(problem, capacity, choicesOf(problem, capacity, rivals), rivals);
  writeFileSync(file, await asMps(program));
}

const [what, from = '', to] = process.argv.slice(2);
const problem: Problem = JSON.parse(readFileSync(from, 'utf8'));
if (what === 'model' && to) await writeModel(problem, to);
else process.stdout.write(`${JSON.stringify(await planOnce(problem, to))}\n`);
