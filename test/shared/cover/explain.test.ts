import { beforeAll, describe, expect, it } from 'vitest';
import { whyNotHeld } from '#cover/explain.ts';
import type { Near } from '#cover/obstacles.ts';
import { planCover } from '#cover/plan-cover.ts';
import type { Lesson, Plan, Problem } from '#cover/problem.ts';
import { applyWayOut, type SolverWayOut, waysOut } from '#cover/ways-out.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { lifted } from '#test/support/lifting.ts';
import { randomProblem } from '#test/support/random-schools.ts';

const liftable = ({ blocks, lesson }: Near): boolean =>
  lesson.planning !== undefined &&
  !blocks.some(({ kind }) => ['own-session-then', 'too-close-to-neighbour', 'no-planning-time'].includes(kind));

const wholeLesson = ({ lesson }: Near): Lesson => {
  if (!lesson.planning) throw new Error('no planning meeting');
  return { ...lesson, planning: lesson.planning };
};

const oneOfEachKind = (ways: readonly SolverWayOut[]): readonly SolverWayOut[] => [
  ...new Map(ways.map((way) => [way.relax.kind, way])).values(),
];

/** Schools short of cover, with the best plan that they can have. */
let scarce: readonly { readonly problem: Problem; readonly plan: Plan }[];

beforeAll(async () => {
  const problems = [7, 9].map((seed) =>
    randomProblem({ seed, schools: 1, groupsPerSchool: 6, cycles: 4, tight: true }),
  );
  const planned: { problem: Problem; plan: Plan }[] = [];
  for (const problem of problems) planned.push({ problem, plan: (await planCover(problem, { seconds: 5 })).plan });
  scarce = planned;
});

describe('why a cycle is not held', () => {
  it('is told for each cycle not held, with three to five of the nearest slots', () => {
    const told = scarce.flatMap(({ problem, plan }) => {
      const cycles = problem.groups.reduce((sum, group) => sum + group.cycles.length, 0);
      const notHeld = whyNotHeld(problem, plan);
      expect(notHeld).toHaveLength(cycles - plan.lessons.length);
      return notHeld;
    });
    expect(told.length).toBeGreaterThan(0);
    for (const { nearest, slots, tally } of told) {
      expect(nearest.length).toBeGreaterThanOrEqual(Math.min(3, slots));
      expect(nearest.length).toBeLessThanOrEqual(5);
      for (const { blocks } of nearest) expect(blocks.length).toBeGreaterThan(0);
      for (const count of Object.values(tally)) expect(count).toBeLessThanOrEqual(slots);
    }
  });

  it('is the whole truth: once everything named is lifted, the slot works', async () => {
    let tried = 0;
    for (const { problem, plan } of scarce)
      for (const { g, nearest } of whyNotHeld(problem, plan).slice(0, 3))
        for (const near of nearest.filter(liftable).slice(0, 3)) {
          const lesson = wholeLesson(near);
          const fixed = [...plan.lessons, lesson];
          const again = await planCover({ ...lifted(problem, g, near), fixed }, { seconds: 30 });
          expect(again.plan.lessons).toContainEqual(lesson);
          tried++;
        }
    expect(tried).toBeGreaterThan(5);
  });

  it('is nothing but the truth: with nothing lifted, none of the slots works', async () => {
    for (const { problem, plan } of scarce)
      for (const { nearest } of whyNotHeld(problem, plan).slice(0, 2))
        for (const near of nearest.filter(liftable).slice(0, 2)) {
          const fixed = [...plan.lessons, wholeLesson(near)];
          await expect(planCover({ ...problem, fixed }, { seconds: 30 })).rejects.toThrow();
        }
  });
});

describe('a way out', () => {
  it('holds as many more cycles as it says, for what it costs, and keeps the rules', async () => {
    let offered = 0;
    for (const { problem, plan } of scarce) {
      const ways = await waysOut(problem, plan, { seconds: 5 });
      expect(ways.map(({ price }) => price)).toEqual(ways.map(({ price }) => price).sort((a, b) => a - b));
      for (const way of oneOfEachKind(ways)) {
        expect(way.price).toBeGreaterThan(0);
        const relaxed = applyWayOut(problem, way);
        const again = await planCover(relaxed, { seconds: 30 });
        expect(checkPlan(relaxed, again.plan).errors).toEqual([]);
        expect(way.holds).toBeGreaterThan(0);
        expect(again.plan.lessons.length).toBeGreaterThanOrEqual(plan.lessons.length + way.holds);
        offered++;
      }
    }
    expect(offered).toBeGreaterThan(1);
  });
});
