import type { Instant } from '#calendar/london.ts';
import type { CohortId, ObligationId, PartnershipId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { MessageKind } from './catalogue.ts';
import type { Message, Queued } from './message.ts';

/** What goes with a message instead of by itself: who is asked to agree a plan hears in the same email of dates that moved. */
export const saidWith = (
  { outbox }: Pick<Partnership, 'outbox'>,
  { kind, to }: Pick<Message, 'kind' | 'to'>,
): readonly Message[] =>
  kind === 'plan-request' ? outbox.filter((m) => m.kind === 'dates-moved' && m.to === to && m.state === 'to-send') : [];

/** An email that is to be queued: it is given its key when it is. */
export const newMessage = (kind: MessageKind, to: PersonId, about: readonly ObligationId[], now: Instant): Queued => ({
  kind,
  to,
  about,
  queued: now,
  state: 'to-send',
  attempts: 0,
});

/** Whose emails are numbered: a partnership, or a cohort. */
interface Numbered {
  readonly id: PartnershipId | CohortId;
  /** how many were ever queued here; left out: none since keys are numbers */
  readonly messages?: number | undefined;
  readonly outbox: readonly Message[];
}

/**
 * Puts an email into an outbox under a key that nothing there has had: the id of the outbox, and the next number. Keys of
 * an earlier release say in words what an email is, so that none of them is a number.
 */
export function intoOutbox<O extends Numbered>(owner: O, queued: Queued): O {
  const messages = (owner.messages ?? 0) + 1;
  return { ...owner, messages, outbox: [...owner.outbox, { key: `${owner.id}/${messages}`, ...queued }] };
}
