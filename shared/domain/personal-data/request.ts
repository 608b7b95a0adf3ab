import type { Instant } from '#calendar/london.ts';
import type { RequestId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';

/** Someone asked for a copy of what is kept about them, or to have it erased. */
export interface DataAsked {
  /** within its partnership: `copy-1`, `erase-2` */
  readonly id: RequestId;
  readonly what: 'copy' | 'erase';
  /** a seat, or a cover person’s id */
  readonly person: PersonId;
  /** which of those who sat at that seat; 1 the first */
  readonly version: number;
  /** who started it */
  readonly by: PersonId;
  /** a copy holds what others had written until then */
  readonly at: Instant;
  /** of a copy with words by or about others: those that have been looked through... */
  readonly seen?: readonly string[] | undefined;
  /** ...and which sentences of them are left out */
  readonly leftOut?: readonly string[] | undefined;
  /** when the email with its link was to go */
  readonly sent?: Instant | undefined;
  /** until when that link works */
  readonly until?: Instant | undefined;
  /** its email came back */
  readonly returned?: Instant | undefined;
  /** erased */
  readonly done?: Instant | undefined;
}

export const requestOf = (
  p: { readonly asked?: readonly DataAsked[] | undefined },
  id: RequestId,
): DataAsked | undefined => p.asked?.find((one) => one.id === id);
