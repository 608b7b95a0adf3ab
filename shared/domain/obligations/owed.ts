import type { Cohort } from '#domain/cohort/cohort.ts';
import { writtenTo } from '#domain/cycles/coverers.ts';
import { isIdleCover } from '#domain/cycles/rules.ts';
import { kindOf } from '#domain/messages/catalogue.ts';
import type { Message } from '#domain/messages/message.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { type Person, type PersonId, sameAddress } from '#domain/people/person.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { isOffered } from '#domain/sessions/waiting.ts';
import { isOpen, type Obligation, outlivesTheEnd } from './obligation.ts';

/** A partnership with the cohort that it is in: what most questions need. */
export interface InCohort {
  readonly cohort: Cohort;
  readonly partnership: Partnership;
}

export interface Owed extends InCohort {
  readonly obligation: Obligation;
}

/** Someone of a partnership, or the lead of its cohort. */
export const playerOf = ({ cohort, partnership }: InCohort, id: PersonId): Person | undefined =>
  id === 'lead' ? cohort.lead : personOf(partnership, id);

/**
 * The reader of a message: the person at that seat now, or, where it says so, one who has left it or is to follow; about
 * someone's own data that person alone, wherever they are by now. People who only cover sit at no seat, and get what is for them alone.
 */
export function readerOf(
  place: InCohort,
  { kind, to, former, proposed, request }: Pick<Message, 'kind' | 'to' | 'former' | 'proposed' | 'request'>,
): Person | undefined {
  const { partnership: p } = place;
  if (request !== undefined) {
    const asked = requestOf(p, request);
    const kept = asked && whoAsked(p, asked);
    return kept?.email ? kept : undefined;
  }
  if (kindOf({ kind }).readers === 'coverers') return writtenTo(p, to);
  if (former !== undefined) return p.former?.find((one) => one.id === to && one.version === former && one.email !== '');
  const person = playerOf(place, to);
  if (!proposed) return person;
  const named = person && proposedAt(p, to);
  return named && { id: person.id, role: person.role, ...named.to };
}

/** What is owed at one seat now, or may be done from there for its owner, what is due first first; no report that is only offered. */
export const owedAt = (place: InCohort, seat: PersonId): readonly Owed[] =>
  place.partnership.obligations
    .filter((o) => isOpen(o) && actingOn(place.partnership, o).includes(seat))
    .filter((o) => !isOffered(place.partnership, place.cohort, o))
    .map((obligation) => ({ ...place, obligation }))
    .sort((a, b) => order(a.obligation.due.at, b.obligation.due.at));

/** All that an address owes now, or may do for another owner, in all schools and cohorts, by due time. */
export function owedBy(address: string, everywhere: readonly InCohort[]): readonly Owed[] {
  const mine = sameAddress(address);
  return everywhere
    .flatMap((place) =>
      place.partnership.obligations
        .filter((o) => isOpen(o) && (!hasEnded(place.partnership.stage) || outlivesTheEnd(o)))
        .filter((o) => !isIdleCover(place.partnership, place.cohort, o) && actsAs(place, o, mine))
        .filter((o) => !isOffered(place.partnership, place.cohort, o))
        .map((obligation) => ({ ...place, obligation })),
    )
    .sort((a, b) => order(a.obligation.due.at, b.obligation.due.at) || order(a.partnership.id, b.partnership.id));
}

/**
 * The part in which an address may do what is owed: its owner, the second contact, or a person who may confirm it;
 * undefined: none.
 */
export const actsAs = (
  { cohort, partnership }: InCohort,
  obligation: Obligation,
  address: string,
): PersonId | undefined =>
  actingOn(partnership, obligation).find(
    (id) => sameAddress(playerOf({ cohort, partnership }, id)?.email ?? '') === sameAddress(address),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
