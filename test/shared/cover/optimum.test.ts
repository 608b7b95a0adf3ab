import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCover } from '#cover/plan-cover.ts';
import { leastObjective } from '#test/support/cover-brute-force.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { firstFit } from '#test/support/first-fit.ts';
import { randomProblem } from '#test/support/random-schools.ts';

/** Schools so small that every plan can be tried: one or two groups, in one school or across two. */
const tinySchools = fc
  .record({
    seed: fc.nat(1_000_000),
    across: fc.boolean(),
    groups: fc.integer({ min: 1, max: 2 }),
    cycles: fc.integer({ min: 1, max: 2 }),
    days: fc.integer({ min: 7, max: 11 }),
    tight: fc.boolean(),
  })
  .map(({ seed, across, groups, cycles, days, tight }) =>
    across
      ? randomProblem({ seed, schools: 2, groupsPerSchool: 0, crossSchool: 1, cycles, days, tight, periods: 3 })
      : randomProblem({ seed, schools: 1, groupsPerSchool: groups, cycles, days, tight, periods: 3 }),
  );

describe('the plan of a tiny school', () => {
  it('costs what the best of all plans costs, and keeps the rules', async () => {
    await fc.assert(
      fc.asyncProperty(tinySchools, async (problem) => {
        const planned = await planCover(problem, { seconds: 60 });
        const { errors, objective } = checkPlan(problem, planned.plan);
        expect(errors).toEqual([]);
        expect(planned.objective).toBe(objective);
        expect(planned.proven).toBe(true);
        expect(objective).toBe(leastObjective(problem));
      }),
      { numRuns: 25 },
    );
  });

  it('never costs more than what first fits', () => {
    fc.assert(
      fc.property(tinySchools, (problem) => {
        const { errors, objective } = checkPlan(problem, firstFit(problem));
        expect(errors).toEqual([]);
        expect(leastObjective(problem)).toBeLessThanOrEqual(objective);
      }),
      { numRuns: 20 },
    );
  });
});
