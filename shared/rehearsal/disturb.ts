import { type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { callOffCycle, closeDay, dropOut } from '#domain/cycles/acts.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import { type Outcome, refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import type { Performed } from './perform-session.ts';
import type { DisturbanceLine } from './story.ts';

/** Does what breaks a plan, by the same acts that the pages call. Undefined: there is nobody whom it could be about. */
export function disturb(
  line: DisturbanceLine,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): Performed | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const meant = candidates.filter((p) => isLead || isPlanner(p, line.who));
  const [before] = line.does === 'drop-out' ? meant.filter((p) => idOf(p, line.person)) : meant;
  if (!before)
    return meant[0] && { before: meant[0], outcome: refuse('not-asked', 'There is nobody of that address.') };
  return { before, outcome: done() };

  function done(): Outcome {
    switch (line.does) {
      case 'drop-out': {
        const { person, from = localDate(now), until } = line;
        return dropOut(
          before as Partnership,
          cohort,
          { who: idOf(before as Partnership, person) ?? '', from, until },
          now,
        );
      }
      case 'close-day':
        return closeDay(before as Partnership, cohort, { date: line.date, why: line.why ?? '' }, now);
      case 'cancel-cycle':
        return callOff(before as Partnership, cohort, line, isLead ? 'lead' : 'link', now);
    }
  }
}

/** Those who see to a school's plan: its link and its cover manager. */
const isPlanner = (p: Partnership, address: string): boolean =>
  p.people.some((one) => (one.role === 'link' || one.role === 'cover') && sameAddress(one.email) === address);

/** Of a teacher or a cover person, or supply. */
function idOf(p: Partnership, address: string): string | undefined {
  if (address === SUPPLY) return SUPPLY;
  const known = [...p.people.filter((one) => one.role === 'teacher'), ...(p.provision?.cover ?? [])];
  return known.find((one) => sameAddress(one.email) === address)?.id;
}

function callOff(
  p: Partnership,
  cohort: Cohort,
  { cycle, why = '' }: Extract<DisturbanceLine, { does: 'cancel-cycle' }>,
  by: PersonId,
  now: Instant,
): Outcome {
  const ahead = p.cycles.filter(isAhead).sort((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));
  const found = cycle === undefined ? ahead[0] : ahead.find((c) => c.id === cycle || c.lesson.start.local === cycle);
  return callOffCycle(p, cohort, found?.id ?? cycle ?? '', why, by, now);
}
