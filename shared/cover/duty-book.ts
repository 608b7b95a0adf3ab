import { type PeriodNumber, placeInPeriod, slotOf } from './capacity.ts';
import type { Problem, School } from './problem.ts';
import { at, dayOf, schoolOf } from './timetable.ts';

/** A duty on the roster: a cover person's place, or supply. */
export interface BookedDuty {
  readonly slot: PeriodNumber;
  readonly k: number | 'supply';
}

/** Supply of a school on a day: half days and whole ones. */
export interface Hires {
  readonly s: number;
  readonly d: number;
  readonly am: number;
  readonly pm: number;
  readonly full: number;
}

/** Duties as they are entered and struck out, with what each person does, what supply costs and how fair it is. */
export class DutyBook {
  readonly onDuty = new Map<PeriodNumber, readonly number[]>();
  private readonly problem: Problem;
  private readonly units = new Map<PeriodNumber, number>();
  private readonly pounds: number[];
  private readonly loads: readonly (readonly Load[])[];
  private unfair = 0;

  constructor(problem: Problem) {
    this.problem = problem;
    this.pounds = problem.schools.map(() => 0);
    this.loads = problem.schools.map(({ cover }) => cover.map(() => emptyLoad(problem)));
  }

  /** Enters a duty, or with -1 strikes it out. */
  enter(entry: BookedDuty, by: 1 | -1): void {
    if (entry.k === 'supply') this.enterUnit(entry.slot, by);
    else this.enterPerson(entry.slot, entry.k, by);
  }

  strikeOut(entries: readonly BookedDuty[]): void {
    for (const entry of entries.toReversed()) this.enter(entry, -1);
  }

  /** Supply units on duty. */
  unitsIn(slot: PeriodNumber): number {
    return this.units.get(slot) ?? 0;
  }

  /** Half days for which a school has supply on a day. */
  halfDaysHired(s: number, d: number): number {
    return this.hired(s, d, 'am') + this.hired(s, d, 'pm');
  }

  /** Pounds that a school pays for supply. */
  spentBy(s: number): number {
    return this.pounds[s] as number;
  }

  /** Pounds that all schools pay for supply. */
  spent(): number {
    return this.pounds.reduce((sum, spent) => sum + spent, 0);
  }

  /** What it costs that some do more than others. */
  unfairness(): number {
    return this.unfair;
  }

  /** Periods of a cover person in all; infinite where they may do no more that day or that week. */
  load(s: number, k: number, d: number): number {
    const load = this.loadOf(s, k);
    const { maxDay, maxWeek } = at(schoolOf(this.problem, s).cover, k);
    const { w } = dayOf(this.problem, d);
    return (load.days[d] as number) >= maxDay || (load.weeks[w] as number) >= maxWeek ? Infinity : load.all;
  }

  hires(): Hires[] {
    const { problem } = this;
    const days = new Map(
      [...this.units.keys()].map((slot) => {
        const { s, d } = placeInPeriod(problem, slot);
        return [slotOf(problem, s, d, 0), { s, d }];
      }),
    );
    return [...days.values()].map(({ s, d }) => ({ s, d, ...this.hiredOn(s, d) }));
  }

  private enterUnit(slot: PeriodNumber, by: 1 | -1): void {
    const { s, d } = placeInPeriod(this.problem, slot);
    const before = this.priceOf(s, d);
    this.units.set(slot, this.unitsIn(slot) + by);
    this.pounds[s] = (this.pounds[s] ?? 0) + this.priceOf(s, d) - before;
  }

  private enterPerson(slot: PeriodNumber, k: number, by: 1 | -1): void {
    const here = this.onDuty.get(slot) ?? [];
    this.onDuty.set(slot, by > 0 ? [...here, k] : here.filter((other) => other !== k));
    const { s, d } = placeInPeriod(this.problem, slot);
    const load = this.loadOf(s, k);
    this.unfair += by > 0 ? this.tier(load.all) : -this.tier(load.all - 1);
    load.all += by;
    load.days[d] = (load.days[d] as number) + by;
    const { w } = dayOf(this.problem, d);
    load.weeks[w] = (load.weeks[w] as number) + by;
  }

  private loadOf(s: number, k: number): Load {
    return at(at(this.loads, s), k);
  }

  /** What somebody's next period costs, who has done so many. */
  private tier(periods: number): number {
    const { fair, fairTiers, fairWidth } = this.problem.weights;
    return fair * Math.min(fairTiers - 1, Math.floor(periods / fairWidth));
  }

  private hired(s: number, d: number, half: 'am' | 'pm'): number {
    const first = slotOf(this.problem, s, d, 0);
    return schoolOf(this.problem, s).grid[half].reduce((most, p) => Math.max(most, this.unitsIn(first + p)), 0);
  }

  private hiredOn(s: number, d: number) {
    return halves(schoolOf(this.problem, s), this.hired(s, d, 'am'), this.hired(s, d, 'pm'));
  }

  private priceOf(s: number, d: number): number {
    const { am, pm, full } = this.hiredOn(s, d);
    const { supply } = schoolOf(this.problem, s);
    return (am + pm) * supply.half + full * supply.full;
  }
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
