import type { Candidate } from './candidates.ts';
import { type Capacity, type Demand, type PeriodNumber, placeInPeriod } from './capacity.ts';
import type { PlanningMeeting } from './meetings.ts';
import type { Problem, School } from './problem.ts';
import { addColumn, atLeast, atMost, type Coefficient, type Program } from './program.ts';
import { dayOf } from './timetable.ts';

export interface CoverColumns {
  /** person k of the slot's school is on duty in it */
  readonly duties: readonly Of<{ readonly slot: PeriodNumber; readonly k: number }>[];
  readonly hires: readonly HireColumns[];
}

/** How many supply teachers a school hires on a day, for the morning, the afternoon, and all of it. */
interface HireColumns {
  readonly s: number;
  readonly d: number;
  readonly am: number;
  readonly pm: number;
  readonly full: number;
}

type Asking = Of<Candidate | PlanningMeeting>;

/** Columns and rows that give every session its cover: people within their limits, hires within the budget, stand-bys. */
export function addCover(
  problem: Problem,
  capacity: Capacity,
  program: Program,
  sessions: readonly Of<Candidate>[],
  meetings: readonly Of<PlanningMeeting>[],
): CoverColumns {
  const asked = new Map<PeriodNumber, { readonly asking: Asking; readonly demand: Demand }[]>();
  for (const asking of [...sessions, ...meetings])
    for (const demand of asking.of.demands) {
      const list = asked.get(demand.slot);
      if (list) list.push({ asking, demand });
      else asked.set(demand.slot, [{ asking, demand }]);
    }
  const hires = addHires(problem, capacity, program, [...asked.keys()]);
  const hired = hiredIn(problem, hires);
  const duties = [...asked].flatMap(([slot, asking]) => {
    const people = capacity.people(slot).map((k) => ({ of: { slot, k }, column: addColumn(program, {}) }));
    const here: Coefficient[] = [...people.map(({ column }): Coefficient => [column, 1]), ...hired(slot)];
    const wanted = asking.map(({ asking, demand }): Coefficient => [asking.column, -(demand.cover + demand.standby)]);
    const standby = asking.flatMap(({ asking, demand }): Coefficient[] => (demand.standby ? [[asking.column, 1]] : []));
    if (standby.length === 0) {
      atLeast(program, 0, [...here, ...wanted]);
      return people;
    }
    const missing = addColumn(program, { cost: problem.weights.missStandby, upper: Infinity });
    atLeast(program, 0, [...here, [missing, 1], ...wanted]);
    atLeast(program, 0, [...standby, [missing, -1]]);
    return people;
  });
  needHires(capacity, program, sessions, hired);
  keepLimits(problem, program, duties);
  return { duties, hires };
}

function addHires(
  problem: Problem,
  capacity: Capacity,
  program: Program,
  slots: readonly PeriodNumber[],
): HireColumns[] {
  const days = Map.groupBy(
    slots.filter((slot) => capacity.supply(slot) > 0),
    (slot) => {
      const { s, d } = placeInPeriod(problem, slot);
      return `${s}|${d}`;
    },
  );
  const hires = [...days.values()].map((slots) => {
    const { s, d } = placeInPeriod(problem, slots[0] as PeriodNumber);
    const { half, full } = (problem.schools[s] as School).supply;
    const units = capacity.supply(slots[0] as PeriodNumber);
    const [am, pm, whole] = [half, half, full].map((pounds) =>
      addColumn(program, { cost: pounds * problem.weights.supplyPerPound, upper: units, integer: true }),
    ) as [number, number, number];
    for (const part of [am, pm])
      atMost(program, units, [
        [part, 1],
        [whole, 1],
      ]);
    return { s, d, am, pm, full: whole };
  });
  problem.schools.forEach(({ supply }, s) => {
    const entries = hires.flatMap((hire): Coefficient[] =>
      hire.s === s
        ? [
            [hire.am, supply.half],
            [hire.pm, supply.half],
            [hire.full, supply.full],
          ]
        : [],
    );
    if (entries.length > 0) atMost(program, supply.budget, entries);
  });
  return hires;
}

/** The columns of hires that can work in a slot. */
function hiredIn(problem: Problem, hires: readonly HireColumns[]): (slot: PeriodNumber) => Coefficient[] {
  const byDay = new Map(hires.map((hire) => [`${hire.s}|${hire.d}`, hire]));
  return (slot) => {
    const { s, d, p } = placeInPeriod(problem, slot);
    const hire = byDay.get(`${s}|${d}`);
    const { grid } = problem.schools[s] as School;
    const half = hire && (grid.am.includes(p) ? hire.am : grid.pm.includes(p) ? hire.pm : undefined);
    return hire && half !== undefined
      ? [
          [half, 1],
          [hire.full, 1],
        ]
      : [];
  };
}

/** What cover people could not do even alone has to be hired: one row for each cycle and half-day, which tightens the bound. */
function needHires(
  capacity: Capacity,
  program: Program,
  sessions: readonly Of<Candidate>[],
  hired: (slot: PeriodNumber) => Coefficient[],
): void {
  const rows = new Map<string, { readonly hires: Coefficient[]; readonly lacks: Map<number, number> }>();
  const lacking = sessions.flatMap(({ column, of }) =>
    of.demands
      .map(({ slot, cover }) => ({ column, of, slot, lack: cover - capacity.people(slot).length }))
      .filter(({ lack }) => lack > 0),
  );
  for (const { column, of, slot, lack } of lacking) {
    const hires = hired(slot);
    if (hires.length === 0) continue;
    const key = `${of.g}|${of.c}|${hires.join()}`;
    const row = rows.get(key) ?? { hires, lacks: new Map<number, number>() };
    row.lacks.set(column, Math.max(lack, row.lacks.get(column) ?? 0));
    rows.set(key, row);
  }
  for (const { hires, lacks } of rows.values())
    atLeast(program, 0, [...hires, ...[...lacks].map(([column, lack]): Coefficient => [column, -lack])]);
}

/** Each person's periods a day, a week, and in all by tiers: the more somebody has done, the dearer the next. */
function keepLimits(problem: Problem, program: Program, duties: CoverColumns['duties']): void {
  const byPerson = Map.groupBy(duties, ({ of }) => `${placeInPeriod(problem, of.slot).s}|${of.k}`);
  for (const own of byPerson.values()) {
    const [first] = own as [(typeof own)[0]];
    const { maxDay, maxWeek } = (problem.schools[placeInPeriod(problem, first.of.slot).s] as School).cover[
      first.of.k
    ] as {
      maxDay: number;
      maxWeek: number;
    };
    const dayIn = ({ of }: (typeof own)[0]) => placeInPeriod(problem, of.slot).d;
    const ones = (list: typeof own): Coefficient[] => list.map(({ column }) => [column, 1]);
    for (const day of Map.groupBy(own, dayIn).values()) if (day.length > maxDay) atMost(program, maxDay, ones(day));
    for (const week of Map.groupBy(own, (duty) => dayOf(problem, dayIn(duty)).w).values())
      if (week.length > maxWeek) atMost(program, maxWeek, ones(week));
    payForFairness(problem, program, ones(own));
  }
}

function payForFairness({ weights }: Problem, program: Program, ones: readonly Coefficient[]): void {
  const { fair, fairWidth, fairTiers } = weights;
  if (fair === 0 || ones.length <= fairWidth) return;
  const tiers = Array.from({ length: fairTiers - 1 }, (_, tier) =>
    addColumn(program, { cost: fair * (tier + 1), upper: tier + 2 === fairTiers ? Infinity : fairWidth }),
  );
  if (tiers.length > 0) atMost(program, fairWidth, [...ones, ...tiers.map((column): Coefficient => [column, -1])]);
}

export interface Of<T> {
  readonly column: number;
  readonly of: T;
}
