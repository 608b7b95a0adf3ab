import { type PeriodNumber, placeInPeriod, slotOf } from './capacity.ts';
import type { Duty, Hire, Lesson, Problem, School } from './problem.ts';
import { coveredBy } from './timetable.ts';

/** What was decided: the sessions, who is on duty when (places of cover people by slot), and how many are hired. */
export interface Decided {
  readonly lessons: readonly Lesson[];
  readonly onDuty: ReadonlyMap<PeriodNumber, readonly number[]>;
  readonly hires: readonly {
    readonly s: number;
    readonly d: number;
    readonly am: number;
    readonly pm: number;
    readonly full: number;
  }[];
}

/** The hires one by one: whole days first, so that morning and afternoon share the units that are left. */
export const hiresDecided = ({ hires }: Decided): Hire[] =>
  hires.flatMap(({ s, d, ...count }) => {
    const units = (half: Hire['half'], first: number) =>
      Array.from({ length: count[half] }, (_, unit): Hire => ({ s, d, unit: first + unit, half }));
    return [...units('full', 0), ...units('am', count.full), ...units('pm', count.full)];
  });

interface Asked {
  readonly covers: Omit<Duty, 'by'>[];
  readonly standbys: Map<string, Omit<Duty, 'by'>>;
}

/**
 * Who covers whom and who stands by. Supply works first, as it is paid anyway; what is on duty beyond need goes home.
 * Classes come before stand-bys.
 */
export function dutiesDecided(problem: Problem, decided: Decided): Duty[] {
  const asked = new Map<PeriodNumber, Asked>();
  for (const lesson of decided.lessons)
    for (const { s, d, p, m, lesson: live } of coveredBy(problem, lesson)) {
      const { g, c } = lesson;
      const slot = slotOf(problem, s, d, p);
      const here: Asked = asked.get(slot) ?? { covers: [], standbys: new Map() };
      here.covers.push({ s, d, p, type: 'cover', g, c, m });
      if (live) here.standbys.set(`${g}|${c}`, { s, d, p, type: 'standby', g, c });
      asked.set(slot, here);
    }
  const hired = Map.groupBy(hiresDecided(decided), ({ s, d }) => `${s}|${d}`);
  return [...asked].flatMap(([slot, { covers, standbys }]) => {
    const { s, d, p } = placeInPeriod(problem, slot);
    const { grid } = problem.schools[s] as School;
    const half = grid.am.includes(p) ? 'am' : 'pm';
    const units = (hired.get(`${s}|${d}`) ?? []).filter((hire) => hire.half === 'full' || hire.half === half);
    const hands = [...units.map(({ unit }) => `u${unit}`), ...(decided.onDuty.get(slot) ?? []).map((k) => `k${k}`)];
    return [...covers, ...standbys.values()].flatMap((duty, i): Duty[] => {
      const by = hands[i];
      return by === undefined ? [] : [{ ...duty, by }];
    });
  });
}
