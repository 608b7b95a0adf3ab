import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Proposal, Wish } from '#domain/cycles/plan.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { cyclesOf, hiresOf, inTime, keptBy, planOf, unknownGroups } from './agreed-plan.ts';
import { costOf } from './cost.ts';
import { type CycleNotHeld, whyNotHeld } from './explain.ts';
import { firstPlan } from './first-plan.ts';
import { blockInSchool, relieved, wayOutInSchool } from './in-school-words.ts';
import { planCover } from './plan-cover.ts';
import type { Plan, Problem } from './problem.ts';
import { type RepairOptions, repairPlan } from './repair.ts';
import { forbiddenBy, type NeededElsewhere, schoolProblem } from './school-problem.ts';
import { hiresFor, type WithSettled, withoutSettled } from './settled.ts';
import { type SolverWayOut, waysOut } from './ways-out.ts';

/** What the solver is asked: places in lists, no names. */
export interface SolverQuestion {
  readonly problem: Problem;
  /** a plan that holds, to be changed as little as can be; what is before the day `from` is history */
  readonly agreed?: Plan | undefined;
  readonly from: number;
}

export interface SolverAnswer {
  readonly plan: Plan;
  /** no plan is better */
  readonly proven: boolean;
  /** of a repair: is it proven that no plan changes less? */
  readonly leastChanges?: boolean | undefined;
  /** of the whole cost: by how much another plan could be better at most */
  readonly gap: number;
  readonly notHeld: readonly CycleNotHeld[];
  readonly waysOut: readonly SolverWayOut[];
}

/** Seconds that the solver may take to prove a plan the best, to repair one, and to look for ways out. */
const TIME = { best: 60, repair: 5, anew: 15, first: 2, waysOut: 15 } as const;

/** What a school asks of the planner at a moment, with what the link wishes and gives. */
function asked(p: Partnership, cohort: Cohort, asOf: Instant, elsewhere: readonly NeededElsewhere[] = []): WithSettled {
  const known = withoutSettled(p, cohort.calendar, schoolProblem(p, cohort, asOf, elsewhere), asOf);
  const { school } = known;
  const wishes = p.plan?.wishes ?? [];
  const wished: Problem = {
    ...school.problem,
    fixed: keptBy(p, school, wishes),
    forbidden: [...(school.problem.forbidden ?? []), ...forbiddenBy(school, wishes)],
  };
  const given = (it: Problem, wish: Wish) => (wish.what === 'allow' ? relieved(it, school, wish.relief) : it);
  return { ...known, school: { ...school, problem: wishes.reduce(given, wished) } };
}

/** @param elsewhere when its people are needed at other schools */
export function questionOf(
  p: Partnership,
  cohort: Cohort,
  asOf: Instant,
  elsewhere: readonly NeededElsewhere[] = [],
): SolverQuestion {
  const { school } = asked(p, cohort, asOf, elsewhere);
  const { problem, today: from } = school;
  return p.cycles.length > 0 ? { problem, agreed: planOf(p, school), from } : { problem, from };
}

/** The planner's answer: a first plan within seconds, or the best that it finds, with why anything is not held. */
export async function answerTo(
  { problem, agreed, from }: SolverQuestion,
  how: 'first' | 'best',
): Promise<SolverAnswer> {
  if (agreed) return repaired(problem, agreed, from, TIME);
  if (how === 'first') return quickAnswer({ problem, from }, TIME.first, 20);
  const { plan, proven, objective, bound } = await planCover(problem, { seconds: TIME.best });
  const notHeld = whyNotHeld(problem, plan, { from });
  return {
    plan,
    proven,
    gap: objective > 0 ? Math.max(0, (objective - bound) / objective) : 0,
    notHeld,
    waysOut: notHeld.length > 0 ? await waysOut(problem, plan, { seconds: TIME.waysOut, from }) : [],
  };
}

/**
 * The agreed plan with as little of it changed as can be. Where that leaves out a cycle, a plan made anew from what is
 * history, whatever it changes, is the answer if it holds more.
 */
async function repaired(
  problem: Problem,
  agreed: Plan,
  from: number,
  seconds: { readonly repair: number; readonly anew: number },
  rounds?: RepairOptions['rounds'],
): Promise<SolverAnswer> {
  const near = await repairPlan(problem, agreed, { from }, { seconds: seconds.repair, rounds });
  const answer = (plan: Plan, leastChanges: boolean): SolverAnswer => ({
    plan,
    proven: false,
    leastChanges,
    gap: 0,
    notHeld: whyNotHeld(problem, plan, { from }),
    waysOut: [],
  });
  const repair = answer(near.plan, near.proven);
  if (!repair.notHeld.some(({ slots }) => slots > 0)) return repair;
  const history = historyOf(agreed, from);
  const anew = await repairPlan(problem, history, { from }, { seconds: seconds.anew, rounds });
  return anew.plan.lessons.length > near.plan.lessons.length ? answer(anew.plan, false) : repair;
}

/** A hasty repair without the solver: the same each time. Nobody has proven anything of it. */
export const quickRepair = ({ problem, agreed, from }: SolverQuestion): Promise<SolverAnswer> => {
  if (!agreed) throw new Error('There is no agreed plan to repair.');
  return repaired(problem, agreed, from, { repair: 0, anew: 0 }, { near: 1, all: 1 });
};

const historyOf = ({ lessons, duties, supply }: Plan, from: number): Plan => ({
  lessons: lessons.filter(({ d }) => d < from),
  duties: duties.filter(({ d }) => d < from),
  supply: supply.filter(({ d }) => d < from),
});

/**
 * A good plan without the solver. A plan that holds cannot be repaired so. It is the rounds that end it: whoever rehearses
 * gets the same plan on a busy machine. `seconds` only keeps somebody who waits from waiting for ever.
 */
export function quickAnswer({ problem, agreed, from }: SolverQuestion, seconds = 60, roundsACycle = 2): SolverAnswer {
  if (agreed) throw new Error('An agreed plan is repaired by the solver.');
  const plan = firstPlan(problem, { seconds, roundsACycle });
  return { plan, proven: false, gap: 1, notHeld: whyNotHeld(problem, plan, { from }), waysOut: [] };
}

/** The answer in the school's own words; `asOf` as in the question. */
export function proposalOf(
  p: Partnership,
  cohort: Cohort,
  asOf: Instant,
  answer: SolverAnswer,
  now: Instant,
): Proposal {
  const { school, settled, standing } = asked(p, cohort, asOf);
  const { plan, proven, leastChanges, gap } = answer;
  const { covered, supply } = costOf(school.problem, plan).parts;
  const { weights } = school.problem;
  // what somebody has called off while the planner was at work
  const found = cyclesOf(p, school, plan).filter(({ id }) => !settled.some((c) => c.id === id));
  const hires = hiresOf(school, plan);
  const kept = hiresFor(p, standing).filter(
    (hire) => !hires.some(({ date, unit }) => date === hire.date && unit === hire.unit),
  );
  return {
    at: now,
    cycles: [...found, ...standing].sort(inTime),
    hires: [...hires, ...kept],
    pounds: supply / weights.supplyPerPound,
    lessonsCovered: covered / weights.covered,
    proven,
    ...(leastChanges !== undefined && { leastChanges }),
    gap,
    notHeld: [
      ...answer.notHeld.map((it) => ({
        group: school.groups[it.g]?.name ?? '',
        nth: it.c + 1,
        nearest: it.nearest.map(({ d, p: period, blocks }) => ({
          date: school.days[d] ?? '',
          period: school.periods[period]?.name ?? '',
          blocks: blocks.map((block) => blockInSchool(school, it.g, block)),
        })),
      })),
      ...unknownGroups(p, cohort.programme.cycles?.windows.length ?? 0, [...settled, ...standing]),
    ],
    waysOut: answer.waysOut.flatMap((way) => wayOutInSchool(school, way)),
  };
}
