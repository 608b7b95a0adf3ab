import { inShort } from '#calendar/london.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import { roleInWords } from '#domain/people/person.ts';
import { cycleInWords } from '#email/templates/cycles.ts';
import { inPounds } from '#email/templates/plan-request.ts';
import { capital, countOf, numberInWords } from '#email/wording.ts';

export const because = (why: string): string => (why ? `: “${why}”.` : '.');

const byHand: Readonly<Record<Extract<Change, { what: 'plan-by-hand' }>['why'], string>> = {
  'no-timetables': 'The sessions are planned by hand, because there are no timetables to plan with.',
  'planner-failed': 'The planner did not finish, so the sessions are planned by hand.',
  chosen: 'The sessions are planned by hand, as the school chose.',
};

/** What happened to the plan of a school's cycles, or to a cycle. @param by who did it, for the start of a sentence */
export function planInWords(place: InCohort, change: Change, by: string): string | undefined {
  const cycle = (id: string) => {
    const found = cycleOf(place.partnership, id);
    return found ? cycleInWords(found) : 'a cycle';
  };
  switch (change.what) {
    case 'plan-wanted':
      if (change.disturbance) return `A plan around it was looked for, because ${change.disturbance}.`;
      return change.wishes.length > 0
        ? `${by} asked for another plan, with ${change.wishes.length === 1 ? 'one wish' : `${numberInWords(change.wishes.length)} wishes`}.`
        : 'A plan of the sessions and their cover was looked for.';
    case 'plan-proposed': {
      const { cycles, notHeld, pounds, proven } = change.proposal;
      if (!change.final) return undefined;
      const wanted = cycles.length + notHeld.length;
      return `A plan was proposed: ${cycles.length} of ${wanted} cycles, supply for ${inPounds(pounds)}${proven ? ', and no plan is better' : ''}.`;
    }
    case 'plan-by-hand':
      return byHand[change.why];
    case 'plan-agreed': {
      const missing =
        change.notHeld.length > 0 ? ` There is no time for ${countOf(change.notHeld.length, 'cycle')}.` : '';
      return change.cycles.length > 0
        ? `${by} agreed the plan: ${countOf(change.cycles.length, 'cycle')} new or changed.${missing}`
        : `The plan stands as it was agreed.${missing}`;
    }
    case 'away': {
      const { who, from, until } = change.absence;
      const person = playerOf(place, who);
      const whom = person ? `The ${roleInWords[person.role]}` : who === SUPPLY ? 'Supply' : 'Somebody who covers';
      return `${whom} cannot come ${until === from ? 'on' : 'from'} ${inShort(from)}${until === undefined ? ' onwards' : until === from ? '' : ` to ${inShort(until)}`}.`;
    }
    case 'day-closed':
      return `${by} closed ${inShort(change.closure.date)}${because(change.closure.why)}`;
    case 'cycle-held':
      return `${capital(cycle(change.cycle))}: the lesson was held.`;
    case 'cycle-off':
      return `${capital(cycle(change.cycle))} ${change.how === 'cancelled' ? 'was called off' : 'did not take place'}${because(change.why)}`;
    default:
      return undefined;
  }
}
