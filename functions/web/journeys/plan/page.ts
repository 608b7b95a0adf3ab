import { isAhead } from '#domain/cycles/cycle.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import { idOfCycle, planChanges } from '#domain/cycles/planning.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { cycleName, nameOf, namesListed, slotInWords } from '#web/kit/words/cycle.ts';
import { momentInWords } from '#wording/wording.ts';
import { nearestInWords } from './blocks.ts';
import { calendarOf } from './calendar.ts';
import { changeInWords } from './changes.ts';
import { pounds, wayOutInWords } from './wished.ts';

/** All that a page shows of a plan that is proposed. */
export function planFacts(place: InCohort, proposal: Proposal) {
  const { partnership: p } = place;
  const again = p.cycles.length > 0 || p.plan?.disturbance !== undefined;
  return {
    summary: summaryOf(place, proposal),
    repair: again && repairOf(p, proposal),
    weeks: calendarOf(place, proposal.cycles),
    cycles: proposal.cycles.map((cycle) => ({
      id: cycle.id,
      name: cycleName(cycle),
      teaches: nameOf(p, cycle.teaching),
      lesson: slotInWords(cycle.lesson),
      debrief: slotInWords(cycle.debrief),
      planning: slotInWords(cycle.planning),
    })),
    notHeld: proposal.notHeld.map((missing) => ({
      id: cycleIdOf(p, missing),
      name: cycleName(missing),
      unknown: missing.withoutTimetable?.length
        ? namesListed(missing.withoutTimetable.map((id) => nameOf(p, id)))
        : undefined,
      nearest: nearestInWords(place, missing),
    })),
    calledOff: calledOff(p).filter(({ id }) => !proposal.cycles.some((c) => c.id === id)),
    waysOut: proposal.waysOut.map((way, i) => ({ value: String(i + 1), text: wayOutInWords(p, way) })),
  };
}

/** `cycle-1-2`, or nothing for a group that is no more. */
function cycleIdOf(p: Partnership, { group, nth }: { readonly group: string; readonly nth: number }): string {
  return p.groups.some((g) => g.name === group) ? idOfCycle(p, group, nth) : '';
}

function summaryOf({ cohort, partnership: p }: InCohort, proposal: Proposal) {
  const wanted = p.groups.length * (cohort.programme.cycles?.windows.length ?? 0);
  const held = new Set([...p.cycles.filter((c) => c.state === 'held'), ...proposal.cycles].map((c) => c.id));
  return {
    held: `${held.size} of ${wanted}`,
    covered: proposal.lessonsCovered,
    cost: proposal.pounds > 0 ? pounds(proposal.pounds) : 'Nothing',
    hires: proposal.hires.length,
    best: howGood(p, proposal),
    made: momentInWords(proposal.at),
  };
}

/** What was proven of a plan. */
function howGood({ cycles }: Partnership, { byHand, proven, gap, leastChanges }: Proposal): string | undefined {
  if (byHand) return undefined;
  const isLeast = leastChanges ?? (cycles.length > 0 && proven ? true : undefined);
  if (isLeast !== undefined)
    return isLeast ? 'No plan changes less of what was agreed' : 'The best that was found: another could change less';
  return proven ? 'No plan is better' : `Within ${Math.max(0.1, Math.ceil(gap * 1000) / 10)}% of the best possible`;
}

/** Cycles that somebody has called off: no time is looked for, unless the link asks for one. */
const calledOff = (p: Partnership) =>
  p.cycles
    .filter((c) => c.state === 'cancelled' && c.by === 'person' && p.groups.some(({ name }) => name === c.group))
    .map((c) => ({ id: c.id, name: cycleName(c), why: c.why }));

/** What a new plan changes of the agreed one. */
function repairOf(p: Partnership, proposal: Proposal) {
  const changes = planChanges(p, proposal);
  const changed = new Set(changes.map(({ before, after }) => (after ?? before)?.id));
  return {
    why: p.plan?.disturbance,
    changes: changes.map((change) => changeInWords(p, change)),
    stays: p.cycles.filter((c) => isAhead(c) && !changed.has(c.id)).map(cycleName),
  };
}
