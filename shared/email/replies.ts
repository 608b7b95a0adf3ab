import { coverManagerOf } from '#domain/cycles/rules.ts';
import type { SessionId } from '#domain/ids.ts';
import { type catalogue, kindOf, type MessageKind } from '#domain/messages/catalogue.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { sessionOf } from '#domain/partnership/partnership.ts';
import type { Person } from '#domain/people/person.ts';
import { canBeSentTo } from './ses-answers.ts';

/** Kinds whose facts must name who gets the replies. */
type ToSomebodyElse = {
  [K in MessageKind]: (typeof catalogue)[K]['repliesTo'] extends 'coach' | 'cover-manager' ? K : never;
}[MessageKind];

/** What the facts of an email tell of replies to it: where they do not reach the lead, whom they reach. */
export type Replies<K extends MessageKind> = K extends ToSomebodyElse
  ? {
      /** a name; undefined: they reach nobody, because whoever they should reach is not there any more */
      readonly reply: { readonly name: string | undefined };
    }
  : unknown;

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

/** Who gets the replies to an email of a partnership; undefined: nobody may who reads mail. */
export function replyTo(
  place: InCohort,
  { kind, session }: { readonly kind: MessageKind; readonly session?: { readonly id: SessionId } | undefined },
): Mailbox | undefined {
  const { repliesTo: to } = kindOf({ kind });
  if (to === 'lead') return place.cohort.lead;
  if (to === 'cover-manager') return reached(playerOf(place, coverManagerOf(place.partnership))) ?? place.cohort.lead;
  const coach = to === 'coach' && session && sessionOf(place.partnership, session.id)?.coach;
  const person = coach ? playerOf(place, coach) : undefined;
  return reached(person);
}

const reached = (person: Person | undefined): Person | undefined =>
  person && !person.gone && canBeSentTo(person.email) ? person : undefined;
