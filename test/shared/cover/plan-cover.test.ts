import { describe, expect, it } from 'vitest';
import { FixedLessonError } from '#cover/candidates.ts';
import { componentsOf } from '#cover/components.ts';
import { costOf } from '#cover/cost.ts';
import { firstPlan } from '#cover/first-plan.ts';
import { type PlanOptions, type Progress, planCover, type SolvedPlan } from '#cover/plan-cover.ts';
import type { Lesson, Problem, School } from '#cover/problem.ts';
import { at, coveredBy } from '#cover/timetable.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { firstFit } from '#test/support/first-fit.ts';
import { randomProblem } from '#test/support/random-schools.ts';

/** Every plan of these tests is judged by the rules. */
async function planned(problem: Problem, options: PlanOptions = {}): Promise<SolvedPlan> {
  const found = await planCover(problem, options);
  expect(checkPlan(problem, found.plan)).toEqual({ errors: [], objective: found.objective, parts: found.parts });
  expect(found.bound).toBeLessThanOrEqual(found.objective);
  return found;
}

const oneSchool = (seed: number, tight = false): Problem =>
  randomProblem({ seed, schools: 1, groupsPerSchool: 3, cycles: 3, tight });

const lessonOf = (lessons: readonly Lesson[], g: number, c: number): Lesson | undefined =>
  lessons.find((lesson) => lesson.g === g && lesson.c === c);

describe('a plan', () => {
  it.each([1, 2, 3])('is proven the best, and better than what first fits (school %i)', async (seed) => {
    const problem = oneSchool(seed, seed === 3);
    const { objective, bound, proven } = await planned(problem);
    expect(proven).toBe(true);
    expect(bound).toBe(objective);
    expect(objective).toBeLessThanOrEqual(checkPlan(problem, firstFit(problem)).objective);
  });

  it('tells how it gets on: costs go down, bounds up, to the end', async () => {
    const told: Progress[] = [];
    const { objective } = await planned(oneSchool(4), { onProgress: (progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(1);
    for (const [i, { objective, bound }] of told.entries()) {
      expect(objective).toBeLessThanOrEqual(told[i - 1]?.objective ?? Infinity);
      expect(bound).toBeGreaterThanOrEqual(told[i - 1]?.bound ?? -Infinity);
    }
    expect(objective).toBeLessThanOrEqual(told.at(-1)?.objective ?? 0);
  });

  it('is there when there is no time to improve it, and says so', async () => {
    const problem = randomProblem({ seed: 5, schools: 1, groupsPerSchool: 8, cycles: 4, tight: true });
    const { objective, bound, proven } = await planned(problem, { seconds: 0 });
    expect(proven).toBe(false);
    expect(bound).toBeLessThan(objective);
    expect(objective).toBeLessThanOrEqual(costOf(problem, firstPlan(problem, { seconds: 0 })).objective);
  });

  it('does not depend on how a week is written: weeks A and B alike are one week', async () => {
    const problem = oneSchool(6);
    const twice = <T>(week: readonly T[]): T[] => [...week, ...week];
    const alternating: Problem = {
      ...problem,
      days: problem.days.map((day) => ({ ...day, wd: day.wd + (day.w % 2) * 5 })),
      schools: problem.schools.map((school) => ({
        ...school,
        afterSchoolBlocked: [...school.afterSchoolBlocked, ...school.afterSchoolBlocked.map((wd) => wd + 5)],
        cover: school.cover.map((person) => ({ ...person, avail: twice(person.avail) })),
        teachers: school.teachers.map((teacher) => ({ ...teacher, tt: twice(teacher.tt) })),
      })),
    };
    expect((await planned(alternating)).objective).toBe((await planned(problem)).objective);
  });
});

describe('what is wished for', () => {
  it('a fixed lesson is held exactly so', async () => {
    const problem = oneSchool(7);
    const best = await planned(problem);
    const [fixed] = firstFit(problem).lessons.filter(({ g, c, d }) => lessonOf(best.plan.lessons, g, c)?.d !== d);
    expect(fixed).toBeDefined();
    if (!fixed) return;
    const { plan, objective } = await planned({ ...problem, fixed: [fixed] });
    expect(lessonOf(plan.lessons, fixed.g, fixed.c)).toEqual(fixed);
    expect(objective).toBeGreaterThanOrEqual(best.objective);
  });

  it('a lesson fixed against the rules is refused', async () => {
    const problem = oneSchool(7);
    const lesson = at(firstFit(problem).lessons, 0);
    const closed = (school: School): School => ({ ...school, blackout: [...school.blackout, lesson.d] });
    const shut = { ...problem, schools: problem.schools.map(closed), fixed: [lesson] };
    await expect(planCover(shut)).rejects.toThrow(FixedLessonError);
  });

  it('no lesson is where it is forbidden: a period, a day, in one cycle or all', async () => {
    const problem = oneSchool(8);
    const { lessons } = (await planned(problem)).plan;
    const forbidden = lessons.map(
      ({ g, c, d, p }) =>
        [
          { g, d },
          { g, c, d },
          { g, c, d, p },
        ][g] ?? { g, d },
    );
    const { plan } = await planned({ ...problem, forbidden });
    for (const { g, c, d, p } of lessons) {
      const now = lessonOf(plan.lessons, g, c);
      expect(now?.d === d && (g !== 2 || now.p === p)).toBe(false);
    }
  });

  it('nothing is asked of a teacher who is away', async () => {
    const problem = oneSchool(9);
    const { lessons } = (await planned(problem)).plan;
    const { s, t } = at(at(problem.groups, 0).members, 0);
    const away = lessons.filter(({ g }) => g === 0).flatMap(({ d, planning }) => [d, planning.d]);
    const schools = problem.schools.map((school, place) => ({
      ...school,
      teachers: school.teachers.map((teacher, i) => (place === s && i === t ? { ...teacher, away } : teacher)),
    }));
    const { plan } = await planned({ ...problem, schools });
    for (const { d, planning } of plan.lessons.filter(({ g }) => g === 0)) {
      expect(away).not.toContain(d);
      expect(away).not.toContain(planning.d);
    }
  });

  it('a surcharge moves what it is dearer than, and is in the objective', async () => {
    const problem = oneSchool(10);
    const best = await planned(problem);
    const taken = new Set(best.plan.lessons.map(({ g, c, d }) => `${g}|${c}|${d}`));
    const surcharge = ({ g, c, d }: { g: number; c: number; d: number }) => (taken.has(`${g}|${c}|${d}`) ? 200 : 0);
    const dearer = await planCover(problem, { surcharge });
    const { errors, objective } = checkPlan(problem, dearer.plan);
    const paid = dearer.plan.lessons.reduce((sum, lesson) => sum + surcharge(lesson), 0);
    expect(errors).toEqual([]);
    expect(dearer.proven).toBe(true);
    expect(dearer.objective).toBe(objective + paid);
    expect(dearer.objective).toBeLessThanOrEqual(best.objective + 200 * best.plan.lessons.length);
  });

  it('a meeting that was held counts, and nothing new lies in the past', async () => {
    const problem = oneSchool(11);
    const agreed = (await planned(problem)).plan;
    const earliest = at(agreed.lessons, 1).d;
    const isPast = ({ d }: Lesson): boolean => d < earliest;
    const now = { ...problem, fixed: agreed.lessons.filter(isPast) };
    const { plan } = await planned(now, { agreed, earliest });
    for (const lesson of plan.lessons) {
      const before = lessonOf(agreed.lessons, lesson.g, lesson.c);
      if (before && isPast(before)) expect(lesson).toEqual(before);
      else expect(lesson.d).toBeGreaterThanOrEqual(earliest);
      if (lesson.planning.d < earliest) expect(lesson.planning).toEqual(before?.planning);
    }
  });
});

describe('several schools', () => {
  it('that no group joins are planned as if each were alone', async () => {
    const problem = randomProblem({ seed: 12, schools: 3, groupsPerSchool: 2, cycles: 2 });
    const components = componentsOf(problem);
    expect(components).toHaveLength(3);
    const alone = await Promise.all(components.map((component) => planned(component.problem)));
    const together = await planned(problem);
    expect(together.proven).toBe(true);
    expect(together.objective).toBe(alone.reduce((sum, { objective }) => sum + objective, 0));
  });

  it('joined by a group are one part; visitors are covered for visit and way', async () => {
    const problem = randomProblem({ seed: 13, schools: 2, groupsPerSchool: 1, cycles: 2, crossSchool: 1 });
    expect(componentsOf(problem)).toHaveLength(1);
    const { plan, proven } = await planned(problem);
    expect(proven).toBe(true);
    const across = problem.groups.findIndex(({ members }) => new Set(members.map(({ s }) => s)).size > 1);
    const visits = plan.lessons.filter(({ g }) => g === across);
    expect(visits.length).toBeGreaterThan(0);
    const away = visits.flatMap((lesson) => {
      const { members } = at(problem.groups, across);
      const host = at(members, lesson.t).s;
      return coveredBy(problem, lesson).filter(({ s }) => s !== host);
    });
    for (const { s, d, p, m } of away)
      expect(plan.duties).toContainEqual(expect.objectContaining({ s, d, p, m, g: across, type: 'cover' }));
  });
});
