import type { Candidate } from './candidates.ts';
import type { Group, Problem } from './problem.ts';
import { at, dayOf, groupOf } from './timetable.ts';

/** `held` says by place in the choices what is held; `cycle` is the place of the candidate's. */
type Held = readonly ({ readonly candidate: Candidate } | undefined)[];

/** Does it keep the distance to its neighbours, and leave each member their share of the teaching? */
export function fits(problem: Problem, held: Held, cycle: number, candidate: Candidate): boolean {
  const group = groupOf(problem, candidate.g);
  return keepsDistance(problem, group, held, cycle, candidate) && leavesShares(group, held, cycle, candidate);
}

function keepsDistance(
  problem: Problem,
  { cycles, minGapDays }: Group,
  held: Held,
  cycle: number,
  { c, d }: Candidate,
): boolean {
  const { ord } = dayOf(problem, d);
  const before = c > 0 ? held[cycle - 1] : undefined;
  const after = c + 1 < cycles.length ? held[cycle + 1] : undefined;
  if (before && ord - dayOf(problem, before.candidate.d).ord < minGapDays) return false;
  return !(after && dayOf(problem, after.candidate.d).ord - ord < minGapDays);
}

function leavesShares({ members, cycles }: Group, held: Held, cycle: number, { c, t }: Candidate): boolean {
  const first = cycle - c;
  const teaches = members.map((_, member): number => (member === t ? 1 : 0));
  let left = cycles.length - 1;
  for (let other = first; other < first + cycles.length; other++) {
    const session = held[other];
    if (!session) continue;
    left--;
    teaches[session.candidate.t] = at(teaches, session.candidate.t) + 1;
  }
  const share = cycles.length / members.length;
  const lacking = teaches.reduce((sum, times) => sum + Math.max(0, Math.floor(share) - times), 0);
  return at(teaches, t) <= Math.ceil(share) && lacking <= left;
}
