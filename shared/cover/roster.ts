import { type Capacity, type Demand, type PeriodNumber, placeOf, slotOf } from './capacity.ts';
import type { Problem, School } from './problem.ts';
import { at, dayOf, schoolOf } from './timetable.ts';

/** A duty on the roster: a cover person's place, or supply. */
interface Entry {
  readonly slot: PeriodNumber;
  readonly k: number | 'supply';
}

/** What a session's demands were given, and how many of its stand-bys are missing. */
export interface CoverGiven {
  readonly entries: readonly Entry[];
  readonly missing: number;
}

/** Who is on duty when, found greedily; with what hires, fairness and missing stand-bys cost so far. */
export interface Roster {
  /** undefined if a class would be left without cover; then nothing has changed */
  give(demands: readonly Demand[]): CoverGiven | undefined;
  take(given: CoverGiven): void;
  /** what was given before and taken since */
  giveAgain(given: CoverGiven): void;
  cost(): number;
  onDuty(): ReadonlyMap<PeriodNumber, readonly number[]>;
  hires(): {
    readonly s: number;
    readonly d: number;
    readonly am: number;
    readonly pm: number;
    readonly full: number;
  }[];
}

export function emptyRoster(problem: Problem, capacity: Capacity): Roster {
  const { weights } = problem;
  const onDuty = new Map<PeriodNumber, readonly number[]>();
  const units = new Map<PeriodNumber, number>();
  const pounds = problem.schools.map(() => 0);
  const loads = problem.schools.map(({ cover }) => cover.map(() => emptyLoad(problem)));
  const loadOf = (s: number, k: number): Load => at(at(loads, s), k);
  let fair = 0;
  let missing = 0;
  const tier = (period: number): number =>
    weights.fair * Math.min(weights.fairTiers - 1, Math.floor(period / weights.fairWidth));

  const hired = (s: number, d: number, half: 'am' | 'pm'): number => {
    const first = slotOf(problem, s, d, 0);
    return schoolOf(problem, s).grid[half].reduce((most, p) => Math.max(most, units.get(first + p) ?? 0), 0);
  };
  const priceOf = (s: number, d: number): number => {
    const { am, pm, full } = halves(schoolOf(problem, s), hired(s, d, 'am'), hired(s, d, 'pm'));
    const { supply } = schoolOf(problem, s);
    return (am + pm) * supply.half + full * supply.full;
  };

  const enter = ({ slot, k }: Entry, by: 1 | -1): void => {
    if (k === 'supply') {
      const { s, d } = placeOf(problem, slot);
      const before = priceOf(s, d);
      units.set(slot, (units.get(slot) ?? 0) + by);
      pounds[s] = (pounds[s] ?? 0) + priceOf(s, d) - before;
      return;
    }
    const here = onDuty.get(slot) ?? [];
    onDuty.set(slot, by > 0 ? [...here, k] : here.filter((other) => other !== k));
    const { s, d } = placeOf(problem, slot);
    const load = loadOf(s, k);
    fair += by > 0 ? tier(load.all) : -tier(load.all - 1);
    load.all += by;
    load.days[d] = (load.days[d] as number) + by;
    const { w } = dayOf(problem, d);
    load.weeks[w] = (load.weeks[w] as number) + by;
  };

  /** The free cover person with least to do so far. */
  const person = (slot: PeriodNumber): number | undefined => {
    const { s, d } = placeOf(problem, slot);
    const { cover } = schoolOf(problem, s);
    const { w } = dayOf(problem, d);
    const here = onDuty.get(slot) ?? [];
    let found: number | undefined;
    let least = Infinity;
    for (const k of capacity.people(slot)) {
      const load = loadOf(s, k);
      const { maxDay, maxWeek } = at(cover, k);
      if (load.all >= least || (load.days[d] as number) >= maxDay || (load.weeks[w] as number) >= maxWeek) continue;
      if (here.includes(k)) continue;
      found = k;
      least = load.all;
    }
    return found;
  };

  /** Somebody for one duty in the slot, entered already. */
  const find = (slot: PeriodNumber, mayHire: boolean): Entry | undefined => {
    const { s, d } = placeOf(problem, slot);
    if (capacity.supply(slot) > 0) {
      const before = pounds[s] as number;
      const entry: Entry = { slot, k: 'supply' };
      enter(entry, 1);
      if (pounds[s] === before && (units.get(slot) ?? 0) <= capacity.supply(slot)) return entry;
      enter(entry, -1);
    }
    const k = person(slot);
    const entry: Entry | undefined = k === undefined ? undefined : { slot, k };
    if (entry) enter(entry, 1);
    if (entry || !mayHire || (units.get(slot) ?? 0) >= capacity.supply(slot)) return entry;
    const unit: Entry = { slot, k: 'supply' };
    enter(unit, 1);
    if ((pounds[s] as number) <= schoolOf(problem, s).supply.budget && hired(s, d, 'am') + hired(s, d, 'pm') > 0)
      return unit;
    enter(unit, -1);
    return undefined;
  };

  const undo = (entries: readonly Entry[]): void => {
    for (const entry of entries.toReversed()) enter(entry, -1);
  };

  return {
    give(demands) {
      const entries: Entry[] = [];
      for (const { slot, cover } of demands)
        for (let i = 0; i < cover; i++) {
          const entry = find(slot, true);
          if (!entry) {
            undo(entries);
            return undefined;
          }
          entries.push(entry);
        }
      let lacking = 0;
      for (const { slot, standby } of demands) {
        if (standby === 0) continue;
        const entry = find(slot, false);
        if (entry) entries.push(entry);
        else lacking++;
      }
      missing += lacking;
      return { entries, missing: lacking };
    },
    take({ entries, missing: lacking }) {
      undo(entries);
      missing -= lacking;
    },
    giveAgain({ entries, missing: lacking }) {
      for (const entry of entries) enter(entry, 1);
      missing += lacking;
    },
    cost: () =>
      fair + missing * weights.missStandby + weights.supplyPerPound * pounds.reduce((sum, spent) => sum + spent, 0),
    onDuty: () => onDuty,
    hires: () => {
      const days = new Map(
        [...units].map(([slot]) => [
          slotOf(problem, placeOf(problem, slot).s, placeOf(problem, slot).d, 0),
          placeOf(problem, slot),
        ]),
      );
      return [...days.values()].map(({ s, d }) => ({
        s,
        d,
        ...halves(schoolOf(problem, s), hired(s, d, 'am'), hired(s, d, 'pm')),
      }));
    },
  };
}

/** Mornings and afternoons as whole days where that is cheaper. */
function halves({ supply }: School, am: number, pm: number) {
  const full = supply.full < 2 * supply.half ? Math.min(am, pm) : 0;
  return { am: am - full, pm: pm - full, full };
}

/** A cover person's periods in all, by day and by week. */
interface Load {
  all: number;
  readonly days: Uint8Array;
  readonly weeks: Uint8Array;
}

const emptyLoad = ({ days }: Problem): Load => ({
  all: 0,
  days: new Uint8Array(days.length),
  weeks: new Uint8Array(Math.max(0, ...days.map(({ w }) => w)) + 1),
});
