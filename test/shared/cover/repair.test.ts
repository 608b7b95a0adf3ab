import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FixedLessonError } from '#cover/candidates.ts';
import type { CycleDifference } from '#cover/changes.ts';
import { planCover } from '#cover/plan-cover.ts';
import type { Lesson, Plan, Problem, School } from '#cover/problem.ts';
import { repairPlan } from '#cover/repair.ts';
import { leastObjective } from '#test/support/cover-brute-force.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { disturbances, disturbed } from '#test/support/disturbances.ts';
import { firstFit } from '#test/support/first-fit.ts';
import { randomProblem } from '#test/support/random-schools.ts';

/** Seconds that a busy machine may take. */
const patient = { seconds: 60 };
const outOfTime = { seconds: 0 };

const lessonIn = ({ lessons }: Plan, g: number, c: number) => lessons.find((it) => it.g === g && it.c === c);

const sameLesson = (a: Lesson | undefined, b: Lesson | undefined): boolean =>
  a?.t === b?.t && a?.d === b?.d && a?.p === b?.p;

const movedBetween = (agreed: Plan, plan: Plan): number =>
  agreed.lessons.filter((lesson) => !sameLesson(lesson, lessonIn(plan, lesson.g, lesson.c))).length;

/** Cycles lost weigh most, then lessons moved, then debriefs alone. */
const changePrice = (agreed: Plan) => (g: number, c: number, lesson: Lesson | undefined) => {
  const before = lessonIn(agreed, g, c);
  if (!before) return 0;
  if (!sameLesson(before, lesson)) return 10;
  return JSON.stringify(before.debrief) === JSON.stringify(lesson?.debrief) ? 0 : 8;
};

const costsNothing = (problem: Problem): Problem => ({
  ...problem,
  weights: {
    unmet: 300,
    covered: 0,
    supplyPerPound: 0,
    missStandby: 0,
    late: 0,
    debriefLater: 0,
    planAfterSchool: 0,
    fair: 0,
    fairWidth: 4,
    fairTiers: 6,
  },
});

const priceOfAll = (problem: Problem, agreed: Plan, plan: Plan): number => {
  const price = changePrice(agreed);
  const each = problem.groups.flatMap(({ cycles }, g) =>
    cycles.map((_, c) => (lessonIn(plan, g, c) ? 0 : 300) + price(g, c, lessonIn(plan, g, c))),
  );
  return each.reduce((sum, one) => sum + one, 0);
};

describe('a repaired plan', () => {
  it('changes as little as any plan could, in tiny schools', async () => {
    const tiny = fc.record({
      seed: fc.nat(1_000_000),
      groups: fc.integer({ min: 1, max: 2 }),
      cycles: fc.integer({ min: 1, max: 2 }),
      tight: fc.boolean(),
      what: fc.constantFrom(...disturbances),
    });
    await fc.assert(
      fc.asyncProperty(tiny, async ({ seed, groups, cycles, tight, what }) => {
        const problem = randomProblem({
          seed,
          schools: 1,
          groupsPerSchool: groups,
          cycles,
          days: 9,
          tight,
          periods: 3,
        });
        const { plan: agreed } = await planCover(problem, { seconds: 5 });
        const after = disturbed(problem, agreed, what, 0);
        const { plan, proven } = await repairPlan(after, agreed, { from: 0 }, patient);
        expect(checkPlan(after, plan).errors).toEqual([]);
        expect(proven).toBe(true);
        expect(priceOfAll(after, agreed, plan)).toBe(leastObjective(costsNothing(after), changePrice(agreed)));
      }),
      { numRuns: 12 },
    );
  });

  it('moves far less than planning anew, loses no more, and leaves history alone', async () => {
    const moved = { repaired: 0, atOnce: 0, anew: 0 };
    for (let seed = 1; seed <= 8; seed++) {
      const problem = randomProblem({ seed, schools: 1, groupsPerSchool: 5, cycles: 4, tight: seed % 3 === 0 });
      const { plan: agreed } = await planCover(problem, { seconds: 5 });
      const from = 8 + 3 * seed;
      const after = disturbed(problem, agreed, disturbances[seed % 4] ?? 'day-closed', from);
      const { plan, changes } = await repairPlan(after, agreed, { from }, patient);
      expect(checkPlan(after, plan).errors).toEqual([]);
      expect(historyIn(plan, from)).toEqual(historyIn(agreed, from));
      tellsEverything(problem, agreed, plan, changes);
      const { plan: atOnce } = await repairPlan(after, agreed, { from }, outOfTime);
      expect(checkPlan(after, atOnce).errors).toEqual([]);
      expect(historyIn(atOnce, from)).toEqual(historyIn(agreed, from));
      const past = agreed.lessons.filter(({ d }) => d < from);
      const anew = await planCover({ ...after, fixed: past }, { seconds: 5, agreed, earliest: from });
      moved.repaired += movedBetween(agreed, plan);
      moved.atOnce += movedBetween(agreed, atOnce);
      moved.anew += movedBetween(agreed, anew.plan);
      expect(plan.lessons.length).toBeGreaterThanOrEqual(anew.plan.lessons.length);
      expect(atOnce.lessons.length).toBeGreaterThanOrEqual(anew.plan.lessons.length);
    }
    expect(moved.repaired).toBeLessThanOrEqual(0.4 * moved.anew);
    expect(moved.atOnce).toBeLessThanOrEqual(0.4 * moved.anew);
  });

  it('is the same each time when there is no time to look for the best', async () => {
    const problem = randomProblem({ seed: 41, schools: 1, groupsPerSchool: 6, cycles: 4, tight: true });
    const { plan: agreed } = await planCover(problem, { seconds: 3 });
    const after = disturbed(problem, agreed, 'day-closed', 10);
    const [one, other] = [
      await repairPlan(after, agreed, { from: 10 }, outOfTime),
      await repairPlan(after, agreed, { from: 10 }, outOfTime),
    ];
    expect(one.plan).toEqual(other.plan);
    expect(one.proven).toBe(false);
  });

  it('reads an agreed plan in whatever order its parts are written', async () => {
    const problem = randomProblem({ seed: 21, schools: 1, groupsPerSchool: 2, cycles: 2 });
    const { plan: agreed } = await planCover(problem, { seconds: 5 });
    const backwards = <T extends object>(it: T): T => Object.fromEntries(Object.entries(it).reverse()) as T;
    const lessons = agreed.lessons.map((it) => ({
      ...it,
      planning: backwards(it.planning),
      debrief: backwards(it.debrief),
    }));
    const { changes } = await repairPlan(problem, { ...agreed, lessons }, { from: 0 }, patient);
    expect(changes.every(({ what }) => what === 'kept')).toBe(true);
  });

  it('lets the stand-by of the lesson step in when its cover drops out', async () => {
    const problem = randomProblem({ seed: 21, schools: 1, groupsPerSchool: 3, cycles: 3 });
    const { plan: agreed } = await planCover(problem, { seconds: 5 });
    const standby = agreed.duties.find(({ type, by }) => type === 'standby' && by.startsWith('k'));
    const covers = agreed.duties.filter(({ type, by }) => type === 'cover' && by.startsWith('k'));
    const lost = covers.find(
      ({ g, c, d, p }) => standby?.g === g && standby.c === c && standby.d === d && standby.p === p,
    );
    expect(lost).toBeDefined();
    const cover = problem.schools[0]?.cover.map((it, k) =>
      `k${k}` === lost?.by ? { ...it, away: [...it.away, lost.d] } : it,
    );
    const after: Problem = {
      ...problem,
      schools: problem.schools.map((school) => ({ ...school, cover: cover ?? [] })),
    };
    const { plan, changes } = await repairPlan(after, agreed, { from: lost?.d ?? 0 }, patient);
    const takes = plan.duties.find(
      (duty) =>
        duty.type === 'cover' && duty.d === lost?.d && duty.p === lost.p && duty.g === lost.g && duty.m === lost.m,
    );
    expect(takes?.by).toBe(standby?.by);
    expect(changes.filter(({ what }) => what !== 'kept' && what !== 'cover-changed')).toEqual([]);
  });

  it('is the agreed plan where nothing is disturbed', async () => {
    const problem = randomProblem({ seed: 31, schools: 3, groupsPerSchool: 2, cycles: 3, crossSchool: 1 });
    const { plan: agreed } = await planCover(problem, { seconds: 5 });
    const { plan, changes } = await repairPlan(problem, agreed, { from: 20 });
    expect(checkPlan(problem, plan)).toEqual(checkPlan(problem, agreed));
    expect(changes.filter(({ from, what }) => from && what !== 'kept')).toEqual([]);
  });
});

describe('what is fixed when a plan is repaired', () => {
  const problem = randomProblem({ seed: 7, schools: 1, groupsPerSchool: 3, cycles: 3 });
  const from = 10;

  /** A lesson elsewhere than agreed, still ahead. */
  async function elsewhere(): Promise<{ readonly agreed: Plan; readonly fixed: Lesson }> {
    const { plan: agreed } = await planCover(problem, { seconds: 5 });
    const fixed = firstFit(problem).lessons.find((lesson) => {
      const before = lessonIn(agreed, lesson.g, lesson.c);
      return before && before.d >= from && lesson.planning.d >= from && !sameLesson(before, lesson);
    });
    if (!fixed) throw new Error('nothing to fix');
    return { agreed, fixed };
  }

  it.each([patient, outOfTime])('wins over what was agreed ($seconds seconds)', async (options) => {
    const { agreed, fixed } = await elsewhere();
    const wished = { ...problem, fixed: [fixed] };
    const { plan, changes } = await repairPlan(wished, agreed, { from }, options);
    expect(checkPlan(wished, plan).errors).toEqual([]);
    expect(plan.lessons).toContainEqual(fixed);
    expect(changes.find(({ g, c }) => g === fixed.g && c === fixed.c)?.what).toBe('moved');
    expect(changes.filter(({ g, what }) => g !== fixed.g && what === 'moved')).toEqual([]);
  });

  it('is refused where it breaks a rule', async () => {
    const { agreed, fixed } = await elsewhere();
    const closed = (school: School): School => ({ ...school, blackout: [...school.blackout, fixed.d] });
    const shut = { ...problem, schools: problem.schools.map(closed), fixed: [fixed] };
    await expect(repairPlan(shut, agreed, { from }, patient)).rejects.toThrow(FixedLessonError);
  });

  it('does not rewrite history', async () => {
    const { agreed, fixed } = await elsewhere();
    const later = Math.max(...agreed.lessons.map(({ d }) => d)) + 1;
    const { plan } = await repairPlan({ ...problem, fixed: [fixed] }, agreed, { from: later }, patient);
    expect(historyIn(plan, later)).toEqual(historyIn(agreed, later));
  });
});

const historyIn = ({ lessons, duties, supply }: Plan, from: number) =>
  [lessons, duties, supply].map((list) =>
    list
      .filter(({ d }) => d < from)
      .map((it) => JSON.stringify(it))
      .sort(),
  );

/** One change for each cycle; what it says is so. */
function tellsEverything({ groups }: Problem, agreed: Plan, plan: Plan, changes: readonly CycleDifference[]): void {
  expect(changes.map(({ g, c }) => `${g} ${c}`)).toEqual(
    groups.flatMap(({ cycles }, g) => cycles.map((_, c) => `${g} ${c}`)),
  );
  for (const { g, c, what, from, to } of changes) {
    expect(from).toEqual(lessonIn(agreed, g, c));
    expect(to).toEqual(lessonIn(plan, g, c));
    expect(what === 'not-held').toBe(to === undefined);
    if (from && to && !sameLesson(from, to)) expect(what).toBe('moved');
  }
}
