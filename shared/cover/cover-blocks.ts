import type { SolverObstacle } from './block.ts';
import { canCover } from './capacity.ts';
import type { Duty, Plan, Problem } from './problem.ts';
import { at, dayOf, schoolOf } from './timetable.ts';

/** A class without its teacher for a period. */
export interface Gap {
  readonly s: number;
  readonly d: number;
  readonly p: number;
}

/**
 * What keeps the classes of one more session from being covered, all else staying as it is; stand-bys count as free, and
 * closed days as open. For
 * each class that nobody can take: everybody who could have, and why not.
 */
export function blocksOfCover(
  problem: Problem,
  plan: Plan,
  gaps: readonly Gap[],
): readonly (readonly SolverObstacle[])[] {
  const near = new Set(gaps.map(({ s, d }) => `${s}|${dayOf(problem, d).w}`));
  const covers = plan.duties.filter(({ type, s, d }) => type === 'cover' && near.has(`${s}|${dayOf(problem, d).w}`));
  const { given, left } = mostFilled(problem, plan, covers, gaps);
  const taken = [...covers, ...given];
  const slots = Map.groupBy(left, ({ s, d, p }) => `${s}|${d}|${p}`);
  return [...slots.values()].flatMap((same) => {
    const reasons = reasonsIn(problem, plan, taken, same[0] as Gap);
    const extra = same.length - reasons.length;
    const { s, d, p } = same[0] as Gap;
    const none: SolverObstacle = { kind: 'no-cover-available', s, d, p };
    const all = extra > 0 ? [...reasons, ...Array.from({ length: extra }, () => none)] : reasons;
    return same.map((_, i) => (i === 0 ? [...all] : []));
  });
}

type Taken = Pick<Duty, 's' | 'd' | 'p' | 'by'>;

interface Filled {
  readonly given: readonly Taken[];
  readonly left: readonly Gap[];
}

/** Gives as many of the gaps as can be to people and supply, trying everything: there are a handful. */
function mostFilled(problem: Problem, plan: Plan, covers: readonly Duty[], gaps: readonly Gap[]): Filled {
  const [gap, ...rest] = gaps;
  if (!gap) return { given: [], left: [] };
  let best: Filled | undefined;
  const fill = (given: readonly Taken[], i: number, left: readonly Gap[]): void => {
    if (best && left.length >= best.left.length) return;
    const next = [gap, ...rest][i];
    if (!next) {
      best = { given, left };
      return;
    }
    for (const by of handsFree(problem, plan, [...covers, ...given], next))
      fill([...given, { ...next, by }], i + 1, left);
    fill(given, i + 1, [...left, next]);
  };
  fill([], 0, []);
  return best ?? { given: [], left: gaps };
}

const isAt =
  ({ s, d, p }: Gap) =>
  (duty: Taken) =>
    duty.s === s && duty.d === d && duty.p === p;

function handsFree(problem: Problem, plan: Plan, taken: readonly Taken[], gap: Gap): readonly string[] {
  const { cover } = schoolOf(problem, gap.s);
  const busy = new Set(taken.filter(isAt(gap)).map(({ by }) => by));
  const people = cover.flatMap((person, k) => {
    const can = canCover(problem, person, gap.d, gap.p) && !busy.has(`k${k}`);
    return can && !limitReached(problem, taken, gap, k) ? [`k${k}`] : [];
  });
  const units = unitsOf(problem, plan, taken, gap).filter((by) => !busy.has(by));
  return [...people, ...units.slice(0, 1)];
}

function limitReached(problem: Problem, taken: readonly Taken[], { s, d }: Gap, k: number): 'day' | 'week' | undefined {
  const { maxDay, maxWeek } = at(schoolOf(problem, s).cover, k);
  const own = taken.filter((duty) => duty.s === s && duty.by === `k${k}`);
  if (own.filter((duty) => duty.d === d).length >= maxDay) return 'day';
  return own.filter((duty) => dayOf(problem, duty.d).w === dayOf(problem, d).w).length >= maxWeek ? 'week' : undefined;
}

const halfOf = (problem: Problem, { s, p }: Gap): 'am' | 'pm' =>
  schoolOf(problem, s).grid.am.includes(p) ? 'am' : 'pm';

/** Supply units that work in a period: hired, or still affordable. */
function unitsOf(problem: Problem, plan: Plan, taken: readonly Taken[], gap: Gap): readonly string[] {
  const { supply } = schoolOf(problem, gap.s);
  if (!supply.days.includes(gap.d)) return [];
  const half = halfOf(problem, gap);
  const hired = plan.supply.filter((hire) => hire.s === gap.s);
  const paid = new Set(
    hired.flatMap((hire) =>
      (hire.half === 'full' ? ['am', 'pm'] : [hire.half]).map((part) => `${hire.d} u${hire.unit} ${part}`),
    ),
  );
  const spent = hired.reduce((sum, hire) => sum + (hire.half === 'full' ? supply.full : supply.half), 0);
  const more = new Set(
    taken
      .filter((duty) => duty.s === gap.s && duty.by.startsWith('u'))
      .map((duty) => `${duty.d} ${duty.by} ${halfOf(problem, duty)}`)
      .filter((part) => !paid.has(part)),
  );
  const left = supply.budget - spent - more.size * supply.half;
  return Array.from({ length: supply.perDayMax }, (_, unit) => `u${unit}`).filter((by) => {
    const part = `${gap.d} ${by} ${half}`;
    return paid.has(part) || more.has(part) || left >= supply.half;
  });
}

/** Why each who could take a class in a period cannot. */
function reasonsIn(problem: Problem, plan: Plan, taken: readonly Taken[], gap: Gap): readonly SolverObstacle[] {
  const { s, d, p } = gap;
  const { cover, supply } = schoolOf(problem, s);
  const here = taken.filter(isAt(gap));
  const ofSession = (by: string): SolverObstacle | undefined => {
    const duty = plan.duties.find((it) => it.type === 'cover' && it.by === by && isAt(gap)(it));
    return duty && { kind: 'cover-used', s, d, p, by, g: duty.g, c: duty.c };
  };
  const people = cover.flatMap((person, k): SolverObstacle[] => {
    if (!canCover(problem, person, d, p)) return [];
    const used = ofSession(`k${k}`);
    if (used) return [used];
    if (here.some(({ by }) => by === `k${k}`)) return [];
    const limit = limitReached(problem, taken, gap, k);
    if (limit === 'day') return [{ kind: 'cover-limit-day', s, k, d, p }];
    return limit === 'week' ? [{ kind: 'cover-limit-week', s, k, w: dayOf(problem, d).w, d, p }] : [];
  });
  const noPeople: readonly SolverObstacle[] = cover.some((person) => canCover(problem, person, d, p))
    ? []
    : [{ kind: 'no-cover-available', s, d, p }];
  if (!supply.days.includes(d)) return [...people, ...noPeople, { kind: 'supply-not-bookable', s, d, p }];
  const units = Array.from({ length: supply.perDayMax }, (_, unit) => ofSession(`u${unit}`)).filter(
    (it) => it !== undefined,
  );
  const idle = supply.perDayMax - here.filter(({ by }) => by.startsWith('u')).length;
  const budget: readonly SolverObstacle[] =
    idle > 0 ? [{ kind: 'supply-budget', s, d, half: halfOf(problem, gap) }] : [];
  return [...people, ...noPeople, ...units, ...budget];
}
