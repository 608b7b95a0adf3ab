import type { LocalDate } from '#calendar/london.ts';
import type { Group } from '#domain/people/group.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { Signature, Stage } from './partnership.ts';

/** What can happen to a school's own part. */
export type OwnChange =
  | { readonly what: 'launched' }
  | { readonly what: 'agreement-signed'; readonly signature: Signature }
  | { readonly what: 'declined'; readonly reason: string }
  /** nobody had signed by the end of that day */
  | { readonly what: 'signing-over'; readonly until: LocalDate }
  | { readonly what: 'invited-again' }
  | { readonly what: 'teachers-chosen'; readonly people: readonly Person[]; readonly groups: readonly Group[] }
  | { readonly what: 'address-bounced'; readonly person: PersonId }
  | { readonly what: 'stage'; readonly stage: Stage }
  | { readonly what: 'deputy-named'; readonly deputy: Person }
  /** the link by which a room answers that questionnaire */
  | { readonly what: 'room-link-replaced'; readonly questionnaire: string };
