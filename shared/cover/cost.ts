import type { LessonParts, Plan, Problem } from './problem.ts';
import { at, coveredBy, groupOf, isStraightAfter, schoolOf, sessionsAsked } from './timetable.ts';

/** What a plan costs, by reason and in all. It is taken to keep the rules. */
export function costOf(problem: Problem, plan: Plan): { readonly objective: number; readonly parts: LessonParts } {
  const { weights } = problem;
  const covered = plan.lessons.map((lesson) => ({ lesson, taken: coveredBy(problem, lesson) }));
  const wanted = new Set(
    covered.flatMap(({ lesson: { g, c }, taken }) =>
      taken.flatMap(({ s, d, p, lesson }) => (lesson ? [`${s}|${d}|${p}|${g}|${c}`] : [])),
    ),
  );
  const standing = new Set(
    plan.duties.flatMap(({ type, s, d, p, g, c }) => (type === 'standby' ? [`${s}|${d}|${p}|${g}|${c}`] : [])),
  );
  const later = plan.lessons.filter(({ g, t, p, debrief }) => {
    const school = schoolOf(problem, at(groupOf(problem, g).members, t).s);
    return !isStraightAfter(school, p, debrief);
  });
  const parts: LessonParts = {
    unmet: weights.unmet * (sessionsAsked(problem) - plan.lessons.length),
    covered: weights.covered * covered.reduce((sum, { taken }) => sum + taken.length, 0),
    supply: weights.supplyPerPound * supplyPounds(problem, plan),
    standby: weights.missStandby * [...wanted].filter((key) => !standing.has(key)).length,
    late:
      weights.late * plan.lessons.reduce((sum, { g, c, d }) => sum + d - at(groupOf(problem, g).cycles, c).winStart, 0),
    debrief: weights.debriefLater * later.length,
    planning: weights.planAfterSchool * plan.lessons.filter(({ planning }) => planning.kind === 'after').length,
    fair: fairness(problem, plan),
  };
  return { objective: Object.values(parts).reduce((sum, part) => sum + part, 0), parts };
}

/** What the plan's supply costs, in pounds. */
export const supplyPounds = (problem: Problem, plan: Plan): number =>
  plan.supply.reduce((sum, { s, half }) => sum + schoolOf(problem, s).supply[half === 'full' ? 'full' : 'half'], 0);

function fairness(problem: Problem, { duties }: Plan): number {
  const { fair, fairWidth, fairTiers } = problem.weights;
  const loads = Map.groupBy(
    duties.filter(({ by }) => by.startsWith('k')),
    ({ s, by }) => `${s}|${by}`,
  );
  const tier = (period: number): number => Math.min(fairTiers - 1, Math.floor(period / fairWidth));
  return [...loads.values()].reduce((sum, load) => sum + load.reduce((own, _, i) => own + fair * tier(i), 0), 0);
}
