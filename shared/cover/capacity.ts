import type { CoverPerson, Problem } from './problem.ts';
import { dayOf, schoolOf } from './timetable.ts';

/** A period of a day in a school, as one number. */
export type PeriodNumber = number;

const PERIODS = 32;

export const slotOf = (problem: Problem, s: number, d: number, p: number): PeriodNumber =>
  (s * problem.days.length + d) * PERIODS + p;

export function placeInPeriod(
  problem: Problem,
  slot: PeriodNumber,
): { readonly s: number; readonly d: number; readonly p: number } {
  const day = Math.floor(slot / PERIODS);
  return { s: Math.floor(day / problem.days.length), d: day % problem.days.length, p: slot % PERIODS };
}

/** How many a session asks for in a slot: to cover classes, and to stand by. */
export interface Demand {
  readonly slot: PeriodNumber;
  readonly cover: number;
  readonly standby: number;
}

export function canCover(problem: Problem, person: CoverPerson, d: number, p: number): boolean {
  if (person.away.includes(d) || person.maxDay < 1 || person.maxWeek < 1) return false;
  if (person.from != null && d < person.from) return false;
  if (person.until != null && d >= person.until) return false;
  if (person.busy?.some((one) => one.d === d && one.p === p)) return false;
  return person.avail[dayOf(problem, d).wd]?.[p] === '1';
}

/** Who could cover in a slot, were nothing else asked of them. */
export interface Capacity {
  /** places of cover people in their school */
  people(slot: PeriodNumber): readonly number[];
  /** supply units that could be hired */
  supply(slot: PeriodNumber): number;
}

export function capacityOf(problem: Problem): Capacity {
  const known = new Map<PeriodNumber, readonly number[]>();
  const bookable = problem.schools.map(({ supply, blackout }) => {
    const cheapest = Math.min(supply.half, supply.full);
    const units = Math.min(supply.perDayMax, cheapest > 0 ? Math.floor(supply.budget / cheapest) : Infinity);
    return new Map(supply.days.filter((d) => !blackout.includes(d)).map((d) => [d, units]));
  });
  const look = (slot: PeriodNumber): readonly number[] => {
    const { s, d, p } = placeInPeriod(problem, slot);
    const school = schoolOf(problem, s);
    if (school.blackout.includes(d)) return [];
    return school.cover.flatMap((person, k) => (canCover(problem, person, d, p) ? [k] : []));
  };
  return {
    people(slot) {
      const people = known.get(slot) ?? look(slot);
      known.set(slot, people);
      return people;
    },
    supply(slot) {
      const { s, d } = placeInPeriod(problem, slot);
      return bookable[s]?.get(d) ?? 0;
    },
  };
}

/**
 * How many of these duties of one day in one school its cover people could do at most, within their daily limits:
 * augmenting paths, for a handful of duties.
 */
export function mostCovered(problem: Problem, capacity: Capacity, duties: readonly PeriodNumber[]): number {
  const first = duties[0];
  if (first === undefined) return 0;
  const { cover } = schoolOf(problem, placeInPeriod(problem, first).s);
  const doing = cover.map((): number[] => []);
  const canTake = (k: number, duty: number): boolean =>
    !(doing[k] as number[]).some((other) => duties[other] === duties[duty]);
  const give = (duty: number, tried: Set<number>): boolean =>
    capacity
      .people(duties[duty] as PeriodNumber)
      .some((k) => !tried.has(k) && canTake(k, duty) && (takes(k, duty) || swaps(k, duty, tried)));
  const takes = (k: number, duty: number): boolean => {
    const own = doing[k] as number[];
    if (own.length >= (cover[k] as CoverPerson).maxDay) return false;
    own.push(duty);
    return true;
  };
  /** Takes the duty for one of their own that another can take. */
  const swaps = (k: number, duty: number, tried: Set<number>): boolean => {
    tried.add(k);
    const own = doing[k] as number[];
    const place = own.findIndex((other) => give(other, tried));
    if (place < 0) return false;
    own[place] = duty;
    return true;
  };
  return duties.filter((_, duty) => give(duty, new Set())).length;
}
