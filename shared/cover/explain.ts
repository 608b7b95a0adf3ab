import type { SolverObstacle } from './block.ts';
import { type LessonSlot, lookerFor, type Near } from './obstacles.ts';
import type { Plan, Problem } from './problem.ts';
import { at, dayOf, groupOf, schoolOf } from './timetable.ts';

/** A cycle without a session, and why. */
export interface CycleNotHeld {
  readonly g: number;
  readonly c: number;
  /** in how many of the slots each kind of block stands in the way */
  readonly tally: Readonly<Partial<Record<SolverObstacle['kind'], number>>>;
  /** slots in the cycle's window in which a member teaches whose turn it can be */
  readonly slots: number;
  /** up to five, those that lack least first */
  readonly nearest: readonly Near[];
}

const NEAREST = 5;
const NEAREST_A_DAY = 2;

/**
 * Why each cycle that a plan does not hold has no slot, the other sessions staying where they are. Lifting all blocks of
 * a slot makes it one. Slots before the day `from` are not looked at.
 */
export function whyNotHeld(
  problem: Problem,
  plan: Plan,
  { from = 0 }: { readonly from?: number } = {},
): readonly CycleNotHeld[] {
  const held = new Set(plan.lessons.map(({ g, c }) => `${g}|${c}`));
  return problem.groups.flatMap(({ cycles }, g) =>
    cycles.flatMap(({ settled }, c) =>
      settled || held.has(`${g}|${c}`) ? [] : [explained(problem, plan, g, c, from)],
    ),
  );
}

function explained(problem: Problem, plan: Plan, g: number, c: number, from: number): CycleNotHeld {
  const look = lookerFor(problem, plan, g, c, from);
  const looked = slotsOf(problem, plan, g, c, from).map(look);
  const kinds = looked.flatMap(({ near }) => [...new Set(near.blocks.map(({ kind }) => kind))]);
  const tally = Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, list]) => [kind, list.length]));
  const inOrder = looked.sort((a, b) => a.lacks - b.lacks || a.near.d - b.near.d || a.near.p - b.near.p);
  const nearest: Near[] = [];
  for (const { near } of inOrder) {
    const sameDay = nearest.filter(({ d }) => d === near.d);
    if (sameDay.length < NEAREST_A_DAY && !sameDay.some(({ p }) => p === near.p)) nearest.push(near);
    if (nearest.length === NEAREST) break;
  }
  return { g, c, tally, slots: looked.length, nearest };
}

/** Where a member teaches, if it can be their turn and nobody has forbidden it. */
function slotsOf(problem: Problem, plan: Plan, g: number, c: number, from: number): readonly LessonSlot[] {
  const { members, cycles } = groupOf(problem, g);
  const { winStart, winEnd } = at(cycles, c);
  const slots: LessonSlot[] = [];
  for (let d = Math.max(winStart, from); d <= Math.min(winEnd, problem.days.length - 1); d++)
    for (const [t, { s, t: teacher }] of members.entries()) {
      if (!canBeTurnOf(problem, plan, g, t)) continue;
      const states = at(schoolOf(problem, s).teachers, teacher).tt[dayOf(problem, d).wd] ?? '';
      for (const [p, state] of [...states].entries()) {
        const barred = problem.forbidden?.some(
          (it) => it.g === g && (it.c ?? c) === c && it.d === d && (it.p ?? p) === p,
        );
        if (state === 'T' && !barred) slots.push({ g, c, t, d, p });
      }
    }
  return slots;
}

/** Whether the teaching role still goes round evenly when this member teaches one cycle more. */
function canBeTurnOf(problem: Problem, { lessons }: Plan, g: number, teaching: number): boolean {
  const { members, cycles } = groupOf(problem, g);
  const own = lessons.filter((lesson) => lesson.g === g);
  const share = cycles.length / members.length;
  const open = cycles.length - own.length - 1;
  return members.every((_, m) => {
    const taught = own.filter(({ t }) => t === m).length + (m === teaching ? 1 : 0);
    return taught <= Math.ceil(share) && taught + open >= Math.floor(share);
  });
}

/** Every slot of a cycle not held that lacks nothing but cover, those that lack least first. */
export function nearMisses(
  problem: Problem,
  plan: Plan,
  { from = 0 }: { readonly from?: number } = {},
): readonly Near[] {
  const held = new Set(plan.lessons.map(({ g, c }) => `${g}|${c}`));
  const looked = problem.groups.flatMap(({ cycles }, g) =>
    [...cycles.keys()]
      .filter((c) => !at(cycles, c).settled && !held.has(`${g}|${c}`))
      .flatMap((c) => slotsOf(problem, plan, g, c, from).map(lookerFor(problem, plan, g, c, from))),
  );
  return looked
    .filter(({ near, lacks }) => lacks === near.lacking)
    .map(({ near }) => near)
    .sort((a, b) => a.lacking - b.lacking);
}
