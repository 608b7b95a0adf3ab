import { type PeriodNumber, placeInPeriod, slotOf } from './capacity.ts';
import type { Decided } from './naming.ts';
import type { Duty, Hire, Plan, Problem } from './problem.ts';
import { coveredBy, schoolOf } from './timetable.ts';

type Task = Omit<Duty, 'by'>;

const halvesOf = ({ half }: Pick<Hire, 'half'>): readonly string[] => (half === 'full' ? ['am', 'pm'] : [half]);

/** The hires one by one, agreed units where they stay. */
export function hiresLikeAgreed(decided: Decided, agreed: Plan, from: number): readonly Hire[] {
  return decided.hires.flatMap(({ s, d, ...count }) => {
    if (d < from) return [];
    const before = agreed.supply.filter((hire) => hire.s === s && hire.d === d);
    const wanted = (['full', 'am', 'pm'] as const).flatMap((half) => Array.from({ length: count[half] }, () => half));
    const kept = (['full', 'am', 'pm'] as const).flatMap((half) =>
      before.filter((hire) => hire.half === half).slice(0, count[half]),
    );
    const more = [...wanted];
    for (const { half } of kept) more.splice(more.indexOf(half), 1);
    return numbered(s, d, kept, more);
  });
}

/** Gives each further hire the first unit that is free for it. */
function numbered(s: number, d: number, kept: readonly Hire[], more: readonly Hire['half'][]): readonly Hire[] {
  const hires = [...kept];
  for (const half of more) {
    const isFree = (unit: number) =>
      !hires.some((hire) => hire.unit === unit && halvesOf(hire).some((part) => halvesOf({ half }).includes(part)));
    let unit = 0;
    while (!isFree(unit)) unit++;
    hires.push({ s, d, unit, half });
  }
  return hires;
}

/**
 * Who covers whom from a day on, as agreed where that person is still on duty then. Where not, the stand-by of that very
 * lesson steps in, else somebody who was not on duty; stand-bys of other lessons are moved last.
 */
export function dutiesLikeAgreed(
  problem: Problem,
  decided: Decided,
  hires: readonly Hire[],
  agreed: Plan,
  from: number,
): readonly Duty[] {
  const tasks = Map.groupBy(tasksOf(problem, decided, from), ({ s, d, p }) => slotOf(problem, s, d, p));
  const before = Map.groupBy(agreed.duties, ({ s, d, p }) => slotOf(problem, s, d, p));
  return [...tasks].flatMap(([slot, own]) =>
    assigned(own, handsIn(problem, decided, hires, slot), before.get(slot) ?? []),
  );
}

function tasksOf(problem: Problem, { lessons }: Decided, from: number): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const lesson of lessons)
    for (const { s, d, p, m, lesson: live } of coveredBy(problem, lesson)) {
      if (d < from) continue;
      const { g, c } = lesson;
      tasks.set(`cover ${s} ${d} ${p} ${g} ${c} ${m}`, { s, d, p, type: 'cover', g, c, m });
      if (live) tasks.set(`standby ${s} ${d} ${p} ${g} ${c}`, { s, d, p, type: 'standby', g, c });
    }
  return [...tasks.values()];
}

function handsIn(problem: Problem, decided: Decided, hires: readonly Hire[], slot: PeriodNumber): readonly string[] {
  const { s, d, p } = placeInPeriod(problem, slot);
  const half = schoolOf(problem, s).grid.am.includes(p) ? 'am' : 'pm';
  const units = hires.filter((hire) => hire.s === s && hire.d === d && halvesOf(hire).includes(half));
  return [...units.map(({ unit }) => `u${unit}`), ...(decided.onDuty.get(slot) ?? []).map((k) => `k${k}`)];
}

function assigned(tasks: readonly Task[], hands: readonly string[], before: readonly Duty[]): readonly Duty[] {
  const free = new Set(hands);
  const done = new Map<Task, Duty>();
  const pass = (type: Task['type'], choose: (task: Task) => string | undefined): void => {
    for (const task of tasks) {
      const by = task.type === type && !done.has(task) ? choose(task) : undefined;
      if (by === undefined || !free.delete(by)) continue;
      done.set(task, { ...task, by });
    }
  };
  const agreedFor = ({ g, c, m }: Task, type: Task['type']): string | undefined =>
    before.find((duty) => duty.type === type && duty.g === g && duty.c === c && (type === 'standby' || duty.m === m))
      ?.by;
  const first = (list: Iterable<string>): string | undefined => [...list][0];
  pass('cover', (task) => agreedFor(task, 'cover'));
  pass('cover', (task) => agreedFor(task, 'standby'));
  pass('cover', () => first([...free].filter((by) => !before.some((duty) => duty.by === by))));
  pass('cover', () => first(free));
  pass('standby', (task) => agreedFor(task, 'standby'));
  pass('standby', () => first(free));
  return [...done.values()];
}
