import type { Instant } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type PersonId, sitterOf } from '#domain/people/person.ts';
import type { Message, MessageKind } from './message.ts';

/** What goes with a message instead of by itself: who is asked to agree a plan hears in the same email of dates that moved. */
export const saidWith = (
  { outbox }: Pick<Partnership, 'outbox'>,
  { kind, to }: Pick<Message, 'kind' | 'to'>,
): readonly Message[] =>
  kind === 'plan-request' ? outbox.filter((m) => m.kind === 'dates-moved' && m.to === to && m.state === 'to-send') : [];

/** A message's key: what it is, and, where a successor sits at its reader's seat, for which of them. */
export const keyOf = (
  { id, people }: Partnership,
  kind: MessageKind,
  to: PersonId,
  ...name: readonly string[]
): string => {
  const person = people.find((one) => one.id === to);
  const successor = (person?.version ?? 1) > 1 && person ? [sitterOf(person)] : [];
  return [id, kind, ...name, ...successor].join('/');
};

export function newMessage(
  p: Partnership,
  kind: MessageKind,
  to: PersonId,
  about: readonly string[],
  now: Instant,
  ...name: readonly string[]
): Message {
  return { key: keyOf(p, kind, to, ...name), kind, to, about, queued: now, state: 'to-send', attempts: 0 };
}
