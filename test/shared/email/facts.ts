import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Letter } from '#email/letter.ts';
import { letters } from '#use-cases/letters.ts';

/** What must be known to write each kind of email: what its template asks for. */
export type Facts = { readonly [K in MessageKind]: Parameters<(typeof letters)[K]['template']>[0] };

/** A kind with the facts that belong to it. */
export type Told = { [K in MessageKind]: { readonly kind: K; readonly facts: Facts[K] } }[MessageKind];

/** The letter that a kind and its facts make. */
export function writeLetter<K extends MessageKind>(kind: K, facts: Facts[K]): Letter {
  const template: (facts: never) => Letter = letters[kind].template;
  return template(facts as never);
}
