import { type Capacity, type Demand, mostCovered, placeInPeriod, slotOf } from './capacity.ts';
import type { Problem } from './problem.ts';
import { at, groupOf, stateOf, type Taken } from './timetable.ts';

/** What the periods taken ask of cover; undefined where they fall into protected planning time or absence. */
export function demandsOf(problem: Problem, g: number, taken: readonly Taken[]): Demand[] | undefined {
  const { members } = groupOf(problem, g);
  const bySlot = new Map<number, Demand>();
  for (const { s, d, p, m, lesson } of taken) {
    const state = stateOf(problem, at(members, m), d, p);
    if (state !== 'T' && state !== 'F') return undefined;
    if (state === 'F') continue;
    const slot = slotOf(problem, s, d, p);
    const { cover, standby } = bySlot.get(slot) ?? { cover: 0, standby: 0 };
    bySlot.set(slot, { slot, cover: cover + 1, standby: lesson ? 1 : standby });
  }
  return [...bySlot.values()];
}

export const coversIn = (demands: readonly Demand[]): number => demands.reduce((sum, { cover }) => sum + cover, 0);

export interface Met {
  /** the demands without the stand-bys that cannot be had */
  readonly demands: readonly Demand[];
  /** how many those are */
  readonly missing: number;
}

/**
 * Could the demands be met if they were the only ones? Undefined if not. Stand-bys are taken out where nobody could do
 * them whatever else is planned: no supply that day, and too few cover people.
 */
export function metAlone(problem: Problem, capacity: Capacity, demands: readonly Demand[]): Met | undefined {
  const byDay = Map.groupBy(demands, ({ slot }) => {
    const { s, d } = placeInPeriod(problem, slot);
    return s * problem.days.length + d;
  });
  const met = [...byDay.values()].map((day) => metThatDay(problem, capacity, day));
  if (!met.every((day) => day !== undefined)) return undefined;
  return { demands: met.flatMap((day) => day.demands), missing: met.reduce((sum, { missing }) => sum + missing, 0) };
}

function metThatDay(problem: Problem, capacity: Capacity, day: readonly Demand[]): Met | undefined {
  const supply = capacity.supply((day[0] as Demand).slot);
  const covers = day.flatMap(({ slot, cover }) => Array.from({ length: Math.max(0, cover - supply) }, () => slot));
  if (mostCovered(problem, capacity, covers) < covers.length) return undefined;
  const waiting = day.filter(({ standby }) => standby > 0);
  if (supply > 0 || waiting.length === 0) return { demands: day, missing: 0 };
  const [only] = waiting;
  const lacks = ({ slot, cover }: Demand): boolean =>
    waiting.length === 1 && only
      ? mostCovered(problem, capacity, [...covers, only.slot]) === covers.length
      : capacity.people(slot).length <= cover;
  const demands = day.map((demand) => (demand.standby > 0 && lacks(demand) ? { ...demand, standby: 0 } : demand));
  return { demands, missing: waiting.length - demands.filter(({ standby }) => standby > 0).length };
}
