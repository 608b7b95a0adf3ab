import type { Instant } from '#calendar/london.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { type Obligation, outlivesTheEnd } from '#domain/obligations/obligation.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import { apply, type Change } from './changes.ts';
import { hasEnded, obligationOf, type Partnership } from './partnership.ts';

export interface Decision {
  readonly partnership: Partnership;
  readonly changes: readonly Change[];
}

/**
 * Why somebody cannot do a thing, with a sentence for the page. `already` means that it is done: doing it twice is doing it
 * once. `asks`: they can, once they say that they mean it.
 */
export interface Refusal {
  readonly why: 'already' | 'released' | 'lapsed' | 'ended' | 'not-asked' | 'not-now' | 'asks';
  readonly sentence: string;
}

export const refuse = (why: Refusal['why'], sentence: string): { readonly refused: Refusal } => ({
  refused: { why, sentence },
});

export type Outcome = Decision | { readonly refused: Refusal };

/** Of whatever is tried when the school has withdrawn, or is through with the programme. */
export const afterTheEnd = refuse('ended', 'This school’s part in the programme has ended.');

/** The partnership with some changes made. */
export const outcome = (p: Partnership, changes: readonly Change[], now: Instant): Decision => ({
  partnership: changes.reduce((state, change) => apply(state, change, now), p),
  changes,
});

/** The open obligation of that id, if it is of that kind; or why it cannot be acted on. */
export function owed(
  p: Partnership,
  id: ObligationId,
  kind?: ObligationKind,
): Obligation | { readonly refused: Refusal } {
  const obligation = obligationOf(p, id);
  if (!obligation || (kind && obligation.kind !== kind))
    return hasEnded(p.stage)
      ? afterTheEnd
      : { refused: { why: 'not-asked', sentence: 'This has not been asked yet.' } };
  switch (obligation.end?.how) {
    case 'done':
      return { refused: { why: 'already', sentence: 'This has been done already.' } };
    case 'released':
      return { refused: { why: 'released', sentence: 'This is no longer needed.' } };
    case 'lapsed':
      if (p.unsigned) return { refused: { why: 'lapsed', sentence: 'The time to sign is over.' } };
      return { refused: { why: 'lapsed', sentence: 'The programme has closed, so this can no longer be done.' } };
    default:
      return hasEnded(p.stage) && !outlivesTheEnd(obligation) ? afterTheEnd : obligation;
  }
}

export const settle = (obligation: Obligation, how: 'done' | 'released', by: PersonId, at: Instant): Change => ({
  what: 'settled',
  obligation: obligation.id,
  end: { how, by, at },
});

export const queue = (kind: MessageKind, to: PersonId, now: Instant, about: readonly ObligationId[]): Change => ({
  what: 'message-queued',
  message: newMessage(kind, to, about, now),
});
