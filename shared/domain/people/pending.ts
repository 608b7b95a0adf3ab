import type { ObligationId } from '#domain/ids.ts';
import { kindOf } from '#domain/messages/catalogue.ts';
import { goesAtOnce, type Queued } from '#domain/messages/message.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Gone, PersonId } from './person.ts';
import type { AskedWithdrawal, SeatProposal } from './seat.ts';

type Asked = Pick<Partnership, 'obligations'>;

const isPending = ({ obligations }: Asked, { obligation }: { readonly obligation: ObligationId }): boolean =>
  obligations.some((o) => o.id === obligation && isOpen(o));

/** What a seat has asked about itself and nobody has confirmed yet. */
export const proposedAt = (p: Asked & Pick<Partnership, 'proposals'>, seat: PersonId): SeatProposal | undefined =>
  p.proposals?.find((one) => one.seat === seat && isPending(p, one));

/** The withdrawal that the school has asked for and nobody has confirmed yet. */
export const askedToLeave = (p: Asked & Pick<Partnership, 'leavingAsked'>): AskedWithdrawal | undefined =>
  p.leavingAsked && isPending(p, p.leavingAsked) ? p.leavingAsked : undefined;

/** By which it is known whether somebody reads what is sent to a seat. */
type Seated = Pick<Partnership, 'people' | 'proposals' | 'obligations'>;

/**
 * A message to somebody who does not read mail waits; of one who has left the part, what is urgent goes on. A coach's words
 * wait while it is not sure whose that part is.
 */
export function heldFor<M extends Queued>(p: Seated, message: M): M {
  if (message.former !== undefined || message.proposed) return message;
  if (kindOf(message).confidential && proposedAt(p, message.to)) return { ...message, held: true };
  const gone = p.people.find((person) => person.id === message.to)?.gone;
  return gone && !(gone === 'left' && goesAtOnce(message)) ? { ...message, held: true } : message;
}

/** The outbox, all that waits in it held where it is to be. */
export const heldAnew = (p: Seated & Pick<Partnership, 'outbox'>): Partnership['outbox'] =>
  p.outbox.map((m) => (m.state === 'to-send' ? heldFor(p, m) : m));

/** What we have heard of whoever sits there; undefined: nothing that keeps them from reading. */
export const withGone = (
  { people }: Pick<Partnership, 'people'>,
  seat: PersonId,
  gone: Gone | undefined,
): Partnership['people'] =>
  people.map((one) => {
    if (one.id !== seat) return one;
    const { gone: _, ...there } = one;
    return gone ? { ...there, gone } : there;
  });

export const withoutProposal = (
  p: Pick<Partnership, 'proposals'>,
  seat: PersonId,
): Partial<Pick<Partnership, 'proposals'>> =>
  p.proposals ? { proposals: p.proposals.filter((one) => one.seat !== seat) } : {};
