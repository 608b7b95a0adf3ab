import type { Problem } from '#cover/problem.ts';
import { dayOf, type Need, schoolOf } from './session-rules.ts';

interface Place {
  readonly s: number;
  readonly d: number;
  readonly p: number;
}

interface Task extends Place {
  readonly standby: boolean;
}

/** Supply, missing stand-bys and uneven load of the cheapest way to cover these classes; infinite if there is none. */
export function leastDutyCost(problem: Problem, needs: readonly Need[]): number {
  const tasks = tasksOf(needs);
  const taken = new Map<string, number>();
  const count = (key: string) => taken.get(key) ?? 0;
  const add = (keys: readonly string[], by: number) => {
    for (const key of keys) taken.set(key, count(key) + by);
  };
  // What must be missed is in the sessions' own cost.
  const known = mustMiss(problem, needs);
  let best = Number.POSITIVE_INFINITY;
  const give = (i: number, cost: number): void => {
    const spent = supplyCost(problem, tasks.slice(0, i), count);
    if (spent === undefined || cost + spent >= best) return;
    const task = tasks[i];
    if (!task) {
      best = cost + spent;
      return;
    }
    const { s, d, p, standby } = task;
    const { w } = dayOf(problem, d);
    for (const k of peopleFor(problem, task)) {
      const person = schoolOf(problem, s).cover[k];
      const [slot, day, week, all] = [
        `${s} ${k} at ${d} ${p}`,
        `${s} ${k} day ${d}`,
        `${s} ${k} week ${w}`,
        `${s} ${k}`,
      ];
      if (!person || count(slot) || count(day) >= person.maxDay || count(week) >= person.maxWeek) continue;
      const { fair, fairTiers, fairWidth } = problem.weights;
      const price = fair * Math.min(fairTiers - 1, Math.floor(count(all) / fairWidth));
      add([slot, day, week, all], 1);
      give(i + 1, cost + price);
      add([slot, day, week, all], -1);
    }
    const hired = `${s} supply at ${d} ${p}`;
    if (canHire(problem, task) && count(hired) < schoolOf(problem, s).supply.perDayMax) {
      add([hired], 1);
      give(i + 1, cost);
      add([hired], -1);
    }
    if (standby) give(i + 1, cost + problem.weights.missStandby);
  };
  give(0, 0);
  return best - known;
}

/** What the stand-bys cost for whom there can be nobody. */
export const mustMiss = (problem: Problem, needs: readonly Need[]): number =>
  problem.weights.missStandby *
  tasksOf(needs).filter((task) => task.standby && !canHire(problem, task) && !peopleFor(problem, task).length).length;

/** Each class, and a stand-by for each period of a session in a school; hardest first. */
function tasksOf(needs: readonly Need[]): readonly Task[] {
  const watched = Map.groupBy(
    needs.filter(({ standby }) => standby),
    ({ s, d, p, g, c }) => [s, d, p, g, c].join(),
  );
  const standbys = [...watched.values()].flatMap((same) => same.slice(0, 1));
  return [
    ...needs.map(({ s, d, p }) => ({ s, d, p, standby: false })),
    ...standbys.map(({ s, d, p }) => ({ s, d, p, standby: true })),
  ];
}

function peopleFor(problem: Problem, { s, d, p }: Place): readonly number[] {
  const { cover, blackout } = schoolOf(problem, s);
  if (blackout.includes(d)) return [];
  return cover.flatMap(({ avail, away, from, until }, k) => {
    const there = !away.includes(d) && (from ?? 0) <= d && d < (until ?? Number.POSITIVE_INFINITY);
    return there && avail[dayOf(problem, d).wd]?.[p] === '1' ? [k] : [];
  });
}

const canHire = (problem: Problem, { s, d }: Place): boolean =>
  schoolOf(problem, s).supply.days.includes(d) && !schoolOf(problem, s).blackout.includes(d);

/** The cheapest hires that give as many supply teachers as are at work at once in each half-day; undefined: over a budget. */
function supplyCost(problem: Problem, tasks: readonly Task[], count: (key: string) => number): number | undefined {
  let all = 0;
  for (const [s, { supply, grid }] of problem.schools.entries()) {
    const own = tasks.filter((task) => task.s === s);
    let spent = 0;
    for (const d of new Set(own.map((task) => task.d))) {
      const atOnce = (periods: readonly number[]) =>
        Math.max(0, ...periods.map((p) => count(`${s} supply at ${d} ${p}`)));
      const [am, pm] = [atOnce(grid.am), atOnce(grid.pm)];
      const both = Math.min(am, pm);
      spent +=
        both * Math.min(supply.full, 2 * supply.half) + (Math.max(am, pm) - both) * Math.min(supply.half, supply.full);
    }
    if (spent > supply.budget) return undefined;
    all += spent;
  }
  return all * problem.weights.supplyPerPound;
}
