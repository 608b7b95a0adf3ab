import { describe, expect, it } from 'vitest';
import { busyAt, busyIn } from '#cover/clashes.ts';
import { whyNotHeld } from '#cover/explain.ts';
import { firstPlan } from '#cover/first-plan.ts';
import { planCover } from '#cover/plan-cover.ts';
import type { Plan, Problem } from '#cover/problem.ts';
import { repairPlan } from '#cover/repair.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { randomProblem } from '#test/support/random-schools.ts';

/** As if another school had what every so manyth session and duty of a plan would need of people. */
function takenElsewhere(problem: Problem, { lessons, duties }: Plan, every: number): Problem {
  const taken = lessons
    .filter((_, i) => i % every === 0)
    .flatMap((lesson) => [...busyIn(problem, lesson), ...busyAt(problem, lesson.g, lesson.planning)])
    .filter((_, i) => i % 2 === 0);
  const covering = duties.filter(({ by }, i) => by.startsWith('k') && i % every === 0);
  return {
    ...problem,
    schools: problem.schools.map((school, s) => ({
      ...school,
      teachers: school.teachers.map((one, t) => ({
        ...one,
        elsewhere: taken.filter(({ teacher }) => teacher === `${s}:${t}`),
      })),
      cover: school.cover.map((one, k) => ({
        ...one,
        busy: covering.filter((duty) => duty.s === s && duty.by === `k${k}`).map(({ d, p }) => ({ d, p })),
      })),
    })),
  };
}

describe.each([1, 2, 3, 4])('people who are needed at another school (%i)', (seed) => {
  const free = randomProblem({
    seed,
    schools: seed === 4 ? 2 : 1,
    groupsPerSchool: 3,
    cycles: 3,
    tight: seed === 3,
    ...(seed === 4 && { crossSchool: 1 }),
  });

  it('are planned at none of these times, by the first plan, the best, or a repair', async () => {
    const { plan: agreed } = await planCover(free, { seconds: 20 });
    expect(checkPlan(free, agreed).errors).toEqual([]);
    const problem = takenElsewhere(free, agreed, 2);
    expect(checkPlan(problem, agreed).errors.some((one) => one.includes('needed elsewhere'))).toBe(true);
    const plans = [
      firstPlan(problem, { seconds: 60, roundsACycle: 2 }),
      (await planCover(problem, { seconds: 20 })).plan,
      (await repairPlan(problem, agreed, { from: 0 }, { seconds: 20 })).plan,
    ];
    for (const plan of plans) expect(checkPlan(problem, plan).errors).toEqual([]);
  }, 120_000);
});

describe('a cycle for which nobody is free', () => {
  it('says that they are not, and not that they have PPA or are away', () => {
    const problem = randomProblem({ seed: 1, schools: 1, groupsPerSchool: 1, cycles: 1 });
    const always = problem.days.map((_, d) => ({ d, times: [0, 24 * 60] as const }));
    const never: Problem = {
      ...problem,
      schools: problem.schools.map((school) => ({
        ...school,
        teachers: school.teachers.map((one) => ({ ...one, elsewhere: always })),
      })),
    };
    const plan = firstPlan(never, { seconds: 60, roundsACycle: 2 });
    expect(plan.lessons).toEqual([]);
    const [lacking] = whyNotHeld(never, plan, { from: 0 });
    expect(lacking?.nearest.length).toBeGreaterThan(0);
    for (const { blocks } of lacking?.nearest ?? [])
      expect(blocks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['needed-elsewhere']));
  });
});
