import type { Instant } from '#calendar/london.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { nearestInWords } from '#web/journeys/plan/blocks.ts';
import { confirmations, cycleFacts } from '#web/kit/words/cover.ts';
import { coverState } from '#web/kit/words/cover-state.ts';
import { cycleName } from '#web/kit/words/cycle.ts';
import { uncheckedInWords } from '#web/kit/words/timetable.ts';

/** A school's cycles for its lead: how the plan stands, every cycle, what is not held and why, and what they can do. */
export function cyclesOfSchool(place: InCohort, home: string, now: Instant) {
  const { partnership: p } = place;
  const notHeld = (p.plan?.state === 'agreed' ? undefined : p.plan?.proposal?.notHeld) ?? p.plan?.notHeld ?? [];
  return {
    state: coverState(place),
    unchecked: uncheckedInWords(p),
    cycles: p.cycles
      .toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1))
      .map((cycle) => ({
        ...cycleFacts(p, cycle, now),
        confirmed: confirmations(p, cycle),
        off: isAhead(cycle) ? `${home}/cover/${cycle.id}/off` : undefined,
      })),
    notHeld: notHeld.map((missing) => ({ name: cycleName(missing), nearest: nearestInWords(place, missing) })),
    href: `${home}/cover`,
    canChange: !hasEnded(p.stage),
    twoWeeks: p.provision?.weeks === 2,
  };
}
