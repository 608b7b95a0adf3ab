import { type Capacity, type Demand, type PeriodNumber, placeInPeriod } from './capacity.ts';
import { type BookedDuty, DutyBook, type Hires } from './duty-book.ts';
import type { Problem } from './problem.ts';
import { schoolOf } from './timetable.ts';

/** What a session's demands were given, and how many of its stand-bys are missing. */
export interface CoverGiven {
  readonly entries: readonly BookedDuty[];
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
  hires(): Hires[];
}

export function emptyRoster(problem: Problem, capacity: Capacity): Roster {
  const { weights } = problem;
  const book = new DutyBook(problem);
  let missing = 0;
  return {
    give(demands) {
      const covers = coversFor(problem, capacity, book, demands);
      if (!covers) return undefined;
      const wanted = demands.filter(({ standby }) => standby !== 0);
      const standbys = wanted.flatMap(({ slot }) => entered(problem, capacity, book, slot, false) ?? []);
      const lacking = wanted.length - standbys.length;
      missing += lacking;
      return { entries: [...covers, ...standbys], missing: lacking };
    },
    take({ entries, missing: lacking }) {
      book.strikeOut(entries);
      missing -= lacking;
    },
    giveAgain({ entries, missing: lacking }) {
      for (const entry of entries) book.enter(entry, 1);
      missing += lacking;
    },
    cost: () => book.unfairness() + missing * weights.missStandby + weights.supplyPerPound * book.spent(),
    onDuty: () => book.onDuty,
    hires: () => book.hires(),
  };
}

/** Somebody for each class, entered already; undefined, and nobody entered, if one would be left without. */
function coversFor(
  problem: Problem,
  capacity: Capacity,
  book: DutyBook,
  demands: readonly Demand[],
): readonly BookedDuty[] | undefined {
  const entries: BookedDuty[] = [];
  for (const slot of demands.flatMap((demand) => Array<PeriodNumber>(demand.cover).fill(demand.slot))) {
    const entry = entered(problem, capacity, book, slot, true);
    if (!entry) {
      book.strikeOut(entries);
      return undefined;
    }
    entries.push(entry);
  }
  return entries;
}

/** Somebody for one duty in the slot, entered already: supply that is there anyway, a cover person, supply to be hired. */
function entered(
  problem: Problem,
  capacity: Capacity,
  book: DutyBook,
  slot: PeriodNumber,
  mayHire: boolean,
): BookedDuty | undefined {
  const { s, d } = placeInPeriod(problem, slot);
  const units = capacity.supply(slot);
  const before = book.spentBy(s);
  const isThere = () => book.spentBy(s) === before && book.unitsIn(slot) <= units;
  const hired = units > 0 ? enteredIf(book, { slot, k: 'supply' }, isThere) : undefined;
  if (hired) return hired;
  const k = person(problem, capacity, book, slot);
  if (k !== undefined) return enteredIf(book, { slot, k }, () => true);
  if (!mayHire || book.unitsIn(slot) >= units) return undefined;
  const { budget } = schoolOf(problem, s).supply;
  const isPaid = () => book.spentBy(s) <= budget && book.halfDaysHired(s, d) > 0;
  return enteredIf(book, { slot, k: 'supply' }, isPaid);
}

/** The entry, if it may stand as the book is with it. */
function enteredIf(book: DutyBook, entry: BookedDuty, mayStand: () => boolean): BookedDuty | undefined {
  book.enter(entry, 1);
  if (mayStand()) return entry;
  book.enter(entry, -1);
  return undefined;
}

/** The free cover person with least to do so far. */
function person(problem: Problem, capacity: Capacity, book: DutyBook, slot: PeriodNumber): number | undefined {
  const { s, d } = placeInPeriod(problem, slot);
  const here = book.onDuty.get(slot) ?? [];
  let found: number | undefined;
  let least = Infinity;
  for (const k of capacity.people(slot)) {
    const load = book.load(s, k, d);
    if (load >= least || here.includes(k)) continue;
    found = k;
    least = load;
  }
  return found;
}
