import type { Obligation } from '#domain/obligations/obligation.ts';
import { actingFor, isThere, type Partnership, personOf, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { askedToLeave, proposedAt } from './pending.ts';
import { type PersonId, sameAddress } from './person.ts';

/*
 * What a seat asks about itself, another person confirms. Who that is, is judged by addresses: two seats of one address are
 * one person, and whoever was named by the seat that asks has nobody but that seat to vouch for them.
 */

/** To confirm what a seat has asked about itself, or that its school withdraws. */
export const isConfirmation = ({ kind }: Pick<Obligation, 'kind'>): boolean =>
  kind === 'confirm-successor' || kind === 'confirm-withdrawal';

const addressOf = (p: Partnership, id: PersonId): string => sameAddress(personOf(p, id)?.email ?? '');

/** Are these the same seat, or seats of one address? A seat in which nobody sits has no address. */
export const isSamePerson = (p: Partnership, a: PersonId, b: PersonId): boolean =>
  a === b || (addressOf(p, a) !== '' && addressOf(p, a) === addressOf(p, b));

/** Does whoever acts speak of their own seat? Somebody who is no longer there speaks for nobody else. */
export const isOwnSeat = (p: Partnership, seat: PersonId, by: PersonId): boolean =>
  by !== 'lead' && (!personOf(p, by) || isSamePerson(p, seat, by));

/** Was whoever sits there named by that seat alone? */
function isNamedBy(p: Partnership, id: PersonId, seat: PersonId): boolean {
  const namedBy = personOf(p, id)?.namedBy;
  return namedBy !== undefined && isSamePerson(p, namedBy, seat);
}

/** The deputy, where one can read for a head who cannot be reached: somebody whom not the head's seat alone has named. */
export const standIn = (p: Partnership): PersonId | undefined =>
  isThere(p, 'deputy') && !isNamedBy(p, 'deputy', 'head') && !proposedAt(p, 'deputy') ? 'deputy' : undefined;

const forSuccessor: readonly PersonId[] = ['link', SECOND_LINK, 'deputy'];
const forWithdrawal: readonly PersonId[] = ['link', SECOND_LINK, 'head', 'deputy'];

/** Who at the school could confirm what these seats ask, beside the lead: nobody who is one of them, or whom one of them named. */
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

/** Who at the school may confirm it, beside the lead; nor may whoever is named confirm themselves. */
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

/** Who may say that it is not right: also whose seat it is, and everybody who speaks for the school. */
export function refusersOf(p: Partnership, o: Obligation): readonly PersonId[] {
  const asked = [o.seat, proposedAt(p, o.seat ?? '')?.by, askedToLeave(p)?.by].filter((id) => id !== undefined);
  return [...new Set([...confirmersOf(p, o), ...asked, ...actingFor(p, 'link'), 'head'])].filter((id) =>
    personOf(p, id),
  );
}

/** Who is asked for an obligation and may do it; of what is to be confirmed, everybody at the school who may, else the lead. */
export function actingOn(p: Partnership, o: Obligation): readonly PersonId[] {
  if (!isConfirmation(o)) return actingFor(p, o.owner);
  const confirmers = o.takenFrom ? [] : confirmersOf(p, o);
  return confirmers.length > 0 ? confirmers : ['lead'];
}

/** Who may follow a link to an obligation, for whatever they may say about it. */
export const mayFollow = (p: Partnership, o: Obligation, id: PersonId): boolean =>
  actingOn(p, o).includes(id) || (isConfirmation(o) && !o.takenFrom && refusersOf(p, o).includes(id));
