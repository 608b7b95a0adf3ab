import type { PeriodNumber } from './capacity.ts';
import { fitsBefore } from './meetings.ts';
import type { Model } from './model.ts';
import type { Of } from './model-cover.ts';
import { type Decided, dutiesDecided, hiresDecided } from './naming.ts';
import type { Lesson, Plan, Problem } from './problem.ts';

/** What the values of a model's columns mean. */
export function decidedIn(problem: Problem, model: Model, values: ArrayLike<number>): Decided {
  const count = (column: number): number => Math.round(values[column] ?? 0);
  const chosen = <T>(columns: readonly Of<T>[]): T[] =>
    columns.flatMap(({ column, of }) => (count(column) ? [of] : []));
  const meetings = chosen(model.meetings);
  const lessons = chosen(model.sessions).map(({ g, c, t, d, p, debrief, planning: own }): Lesson => {
    const meeting = meetings.find((of) => of.g === g && of.c === c && fitsBefore(problem, g, of.planning.d, d));
    const planning = own ?? meeting?.planning;
    if (!planning) throw new Error(`No planning meeting for group ${g}, cycle ${c}.`);
    return { g, c, t, d, p, debrief, planning };
  });
  const onDuty = new Map<PeriodNumber, number[]>();
  for (const { slot, k } of chosen(model.cover.duties)) onDuty.set(slot, [...(onDuty.get(slot) ?? []), k]);
  const hires = model.cover.hires.map(({ s, d, am, pm, full }) => ({
    s,
    d,
    am: count(am),
    pm: count(pm),
    full: count(full),
  }));
  return { lessons, onDuty, hires };
}

export function planIn(problem: Problem, model: Model, values: ArrayLike<number>): Plan {
  const decided = decidedIn(problem, model, values);
  return { lessons: decided.lessons, duties: dutiesDecided(problem, decided), supply: hiresDecided(decided) };
}

/** The values of the whole columns in a plan; the solver finds those of the others. */
export function valuesOf(model: Model, plan: Plan): number[] {
  const values = model.program.cost.map(() => 0);
  const lessons = new Map(plan.lessons.map((lesson) => [`${lesson.g}|${lesson.c}`, lesson]));
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const set = (column: number, holds: boolean): void => {
    if (holds) values[column] = 1;
  };
  for (const { column, of } of model.sessions) {
    const lesson = lessons.get(`${of.g}|${of.c}`);
    const sameTime = lesson?.d === of.d && lesson.p === of.p && lesson.t === of.t;
    set(column, sameTime && same(lesson?.debrief, of.debrief));
  }
  for (const { column, of } of model.meetings) set(column, same(lessons.get(`${of.g}|${of.c}`)?.planning, of.planning));
  for (const { column, of } of model.unheld) set(column, !lessons.has(`${of.g}|${of.c}`));
  for (const { s, d, ...columns } of model.cover.hires)
    for (const half of ['am', 'pm', 'full'] as const)
      values[columns[half]] = plan.supply.filter((hire) => hire.s === s && hire.d === d && hire.half === half).length;
  return values;
}
