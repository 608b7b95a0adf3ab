import type { SolverObstacle } from './block.ts';
import { busyAt, busyIn } from './clashes.ts';
import { nearMisses } from './explain.ts';
import type { Near } from './obstacles.ts';
import { planCover } from './plan-cover.ts';
import type { Lesson, Plan, Problem } from './problem.ts';
import { priceOf, type Relaxation, relaxed } from './relaxation.ts';
import { repairPlan } from './repair.ts';
import { at, isIn, schoolOf, stateOf, timesOverlap } from './timetable.ts';

/** Something that could be given, what it costs, and how many more cycles are held then. */
export interface SolverWayOut {
  readonly relax: Relaxation;
  /** pounds */
  readonly price: number;
  readonly holds: number;
}

export const applyWayOut = (problem: Problem, { relax }: SolverWayOut): Problem => relaxed(problem, relax);

const OFFERED = 6;
const OFFERED_OF_A_KIND = 2;

/**
 * The cheapest things to give so that more cycles are held, each by itself, cheapest first. Each is tried by planning
 * again: with the other sessions where they are, then, while there is time, with as few of them moved as can be.
 */
export async function waysOut(
  problem: Problem,
  plan: Plan,
  { seconds, from = 0 }: { readonly seconds: number; readonly from?: number },
): Promise<readonly SolverWayOut[]> {
  const until = performance.now() + seconds * 1000;
  const left = () => (until - performance.now()) / 1000;
  const found: SolverWayOut[] = [];
  const isWanted = ({ relax }: Try): boolean =>
    found.length < OFFERED &&
    found.filter((way) => way.relax.kind === relax.kind).length < OFFERED_OF_A_KIND &&
    !found.some((way) => JSON.stringify(way.relax) === JSON.stringify(relax));
  for (const holdsWith of [holdsInPlace, holdsWithMoves]) {
    const inPlace = holdsWith === holdsInPlace;
    for (const one of inPlace ? triesInPlace(problem, plan, from) : triesWithMoves(problem, plan, from)) {
      if (left() <= 0) break;
      if (!isWanted(one)) continue;
      const holds = await holdsWith(relaxed(problem, one.relax), plan, one, left(), from);
      if (holds > 0) found.push({ relax: one.relax, price: priceOf(one.relax), holds });
    }
  }
  return found.sort((a, b) => a.price - b.price || b.holds - a.holds);
}

interface Try {
  readonly relax: Relaxation;
  /** the session that it would make possible where the others are */
  readonly lesson?: Lesson | undefined;
}

/** How many more cycles are held with that session, none of the others moving; less than 1 if it cannot be held. */
async function holdsInPlace(problem: Problem, plan: Plan, { lesson }: Try, seconds: number): Promise<number> {
  const fixed = lesson ? [...plan.lessons, lesson] : plan.lessons;
  try {
    const again = await planCover({ ...problem, fixed }, { seconds });
    return again.plan.lessons.length - plan.lessons.length;
  } catch {
    return 0;
  }
}

async function holdsWithMoves(problem: Problem, plan: Plan, _: Try, seconds: number, from: number): Promise<number> {
  const again = await repairPlan(problem, plan, { from }, { seconds: Math.min(5, seconds) });
  return again.plan.lessons.length - plan.lessons.length;
}

/** What would fill the gaps of a slot that lacks nothing but cover, cheapest first. */
function triesInPlace(problem: Problem, plan: Plan, from: number): readonly Try[] {
  const tries = nearMisses(problem, plan, { from }).flatMap((near) => {
    const { planning } = near.lesson;
    if (!planning) return [];
    const lesson: Lesson = { ...near.lesson, planning };
    return relaxationsFor(problem, plan, near).map((relax): Try => ({ relax, lesson }));
  });
  const cheapest = new Map<string, Try>();
  for (const one of tries) if (!cheapest.has(JSON.stringify(one.relax))) cheapest.set(JSON.stringify(one.relax), one);
  return [...cheapest.values()].sort((a, b) => priceOf(a.relax) - priceOf(b.relax));
}

function relaxationsFor(problem: Problem, plan: Plan, { blocks, lacking }: Near): readonly Relaxation[] {
  const one = lacking === 1;
  return blocks.flatMap((block): Relaxation[] => {
    switch (block.kind) {
      case 'cover-limit-day':
      case 'cover-limit-week':
        return one ? [{ kind: block.kind, s: block.s, k: block.k, by: 1 }] : [];
      case 'supply-budget':
        return [{ kind: 'budget', s: block.s, by: lacking * schoolOf(problem, block.s).supply.half }];
      case 'supply-not-bookable': {
        const { supply, grid } = schoolOf(problem, block.s);
        const half = grid.am.includes(block.p) ? 'am' : 'pm';
        const { s, d } = block;
        return lacking <= supply.perDayMax ? [{ kind: 'supply-day', s, d, half, pounds: lacking * supply.half }] : [];
      }
      case 'cover-used':
      case 'no-cover-available':
        return one ? borrowable(problem, plan, block) : [];
      default:
        return [];
    }
  });
}

/** Teachers of the school who are in, free then, and in no session. */
function borrowable(
  problem: Problem,
  plan: Plan,
  { s, d, p }: SolverObstacle & { s: number; d: number; p: number },
): Relaxation[] {
  const { teachers, grid } = schoolOf(problem, s);
  const times = at(grid.periods, p);
  const busy = plan.lessons
    .flatMap((lesson) => [...busyIn(problem, lesson), ...busyAt(problem, lesson.g, lesson.planning)])
    .filter((one) => one.d === d && timesOverlap(one.times, times));
  return teachers.flatMap((_, t): Relaxation[] => {
    const isFree = isIn(problem, { s, t }, d) && stateOf(problem, { s, t }, d, p) === 'F';
    const isElsewhere = at(teachers, t).elsewhere?.some((one) => one.d === d && timesOverlap(one.times, times));
    return isFree && !isElsewhere && !busy.some(({ teacher }) => teacher === `${s}:${t}`)
      ? [{ kind: 'borrow', s, t, d, p }]
      : [];
  });
}

/** What could be given in the schools concerned, whatever slot it helps: limits, then budget, then days of supply. */
function triesWithMoves(problem: Problem, plan: Plan, from: number): readonly Try[] {
  const held = new Set(plan.lessons.map(({ g, c }) => `${g}|${c}`));
  const open = problem.groups.flatMap(({ members, cycles }, g) =>
    cycles.flatMap(({ winStart, winEnd, settled }, c) =>
      settled || held.has(`${g}|${c}`) ? [] : [{ members, winStart, winEnd }],
    ),
  );
  const tries = open.flatMap(({ members, winStart, winEnd }) =>
    [...new Set(members.map(({ s }) => s))].flatMap((s): Relaxation[] => {
      const { cover, supply, blackout } = schoolOf(problem, s);
      const limits = cover.flatMap((_, k) =>
        (['cover-limit-week', 'cover-limit-day'] as const).map((kind): Relaxation => ({ kind, s, k, by: 1 })),
      );
      const days = Array.from({ length: winEnd - winStart + 1 }, (_, i) => winStart + i).filter(
        (d) => d >= from && !blackout.includes(d) && !supply.days.includes(d),
      );
      const more = [1, 2].map((units): Relaxation => ({ kind: 'budget', s, by: units * supply.half }));
      const halves = days.flatMap((d) =>
        (['am', 'pm'] as const).map((half): Relaxation => ({ kind: 'supply-day', s, d, half, pounds: supply.half })),
      );
      return [...limits, ...more, ...halves];
    }),
  );
  const known = new Map(tries.map((relax) => [JSON.stringify(relax), { relax }]));
  return [...known.values()].sort((a, b) => priceOf(a.relax) - priceOf(b.relax));
}
