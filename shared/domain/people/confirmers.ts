import type { Obligation } from '#domain/obligations/obligation.ts';
import { actingFor, isThere, type Partnership, personOf, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { askedToLeave, proposedAt } from './pending.ts';
import { type PersonId, sameAddress } from './person.ts';

/*
 * What a seat asks about itself, another person confirms. Addresses decide who that can be: two seats of one address are
 * one person, and a person named by the seat that asks has only that seat to vouch for them.
 */

/** To confirm what a seat has asked about itself, or that its school withdraws. */
export const isConfirmation = ({ kind }: Pick<Obligation, 'kind'>): boolean =>
  kind === 'confirm-successor' || kind === 'confirm-withdrawal';

const addressOf = (p: Partnership, id: PersonId): string => sameAddress(personOf(p, id)?.email ?? '');

/** Are these the same seat, or seats of one address? A seat in which no one sits has no address. */
export const isSamePerson = (p: Partnership, a: PersonId, b: PersonId): boolean =>
  a === b || (addressOf(p, a) !== '' && addressOf(p, a) === addressOf(p, b));

/** Is the person who acts asking about their own seat? A person who has left it can ask about no other. */
export const isOwnSeat = (p: Partnership, seat: PersonId, by: PersonId): boolean =>
  by !== 'lead' && (!personOf(p, by) || isSamePerson(p, seat, by));

/** Was the person at this seat named by the other seat alone? */
function isNamedBy(p: Partnership, id: PersonId, seat: PersonId): boolean {
  const namedBy = personOf(p, id)?.namedBy;
  return namedBy !== undefined && isSamePerson(p, namedBy, seat);
}

/**
 * The deputy, if one can read for a head who cannot be reached. A deputy named by the head's seat alone does not count.
 */
export const standIn = (p: Partnership): PersonId | undefined =>
  isThere(p, 'deputy') && !isNamedBy(p, 'deputy', 'head') && !proposedAt(p, 'deputy') ? 'deputy' : undefined;

const forSuccessor: readonly PersonId[] = ['link', SECOND_LINK, 'deputy'];
const forWithdrawal: readonly PersonId[] = ['link', SECOND_LINK, 'head', 'deputy'];

/**
 * The people at the school who could confirm what these seats ask, beside the lead: not those seats, nor anyone they have
 * named.
 */
export function secondsFor(
  p: Partnership,
  kind: 'confirm-successor' | 'confirm-withdrawal',
  ...asking: readonly PersonId[]
): readonly PersonId[] {
  const among = kind === 'confirm-successor' ? forSuccessor : forWithdrawal;
  return among.filter(
    (id) =>
      isThere(p, id) &&
      !proposedAt(p, id) &&
      asking.every((seat) => !isSamePerson(p, id, seat) && !isNamedBy(p, id, seat)),
  );
}

/** The people at the school who may confirm it, beside the lead; the person named may not confirm themselves. */
export function confirmersOf(p: Partnership, o: Obligation): readonly PersonId[] {
  if (o.kind !== 'confirm-successor') {
    const asked = askedToLeave(p);
    return asked ? secondsFor(p, 'confirm-withdrawal', asked.by) : [];
  }
  const proposal = proposedAt(p, o.seat ?? '');
  if (!proposal) return [];
  return secondsFor(p, o.kind, proposal.seat, proposal.by).filter(
    (id) => addressOf(p, id) !== sameAddress(proposal.to.email),
  );
}

/** The people who may say that it is not right: the person at the seat, and everyone who speaks for the school. */
export function refusersOf(p: Partnership, o: Obligation): readonly PersonId[] {
  const asked = [o.seat, proposedAt(p, o.seat ?? '')?.by, askedToLeave(p)?.by].filter((id) => id !== undefined);
  return [...new Set([...confirmersOf(p, o), ...asked, ...actingFor(p, 'link'), 'head'])].filter((id) =>
    personOf(p, id),
  );
}

/**
 * The people who are asked to do an obligation; for a confirmation everyone at the school who may confirm, or the lead if
 * there is no one.
 */
export function actingOn(p: Partnership, o: Obligation): readonly PersonId[] {
  if (!isConfirmation(o)) return actingFor(p, o.owner);
  const confirmers = o.takenFrom ? [] : confirmersOf(p, o);
  return confirmers.length > 0 ? confirmers : ['lead'];
}

/** The people who may open a link to an obligation, whatever they may do there. */
export const mayFollow = (p: Partnership, o: Obligation, id: PersonId): boolean =>
  actingOn(p, o).includes(id) || (isConfirmation(o) && !o.takenFrom && refusersOf(p, o).includes(id));
