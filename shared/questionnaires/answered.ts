import type { Instant } from '#calendar/london.ts';
import type { PartnershipId, SitterId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress, sitterOf } from '#domain/people/person.ts';
import type { AnswersGiven, ReadersSaid } from '#domain/programme/questionnaire.ts';

/** What one person gave to one questionnaire. */
export interface Answered {
  readonly partnership: PartnershipId;
  /** who, as `sitterOf` says it: whoever took over from somebody is never compared with them */
  readonly person: SitterId;
  readonly questionnaire: string;
  readonly given: AnswersGiven;
  readonly at?: Instant;
  /** where it was corrected since: as it was sent first */
  readonly first?: { readonly given: AnswersGiven; readonly at: Instant } | undefined;
  /** who its form said would read what is written in it */
  readonly said?: ReadersSaid | undefined;
}

/** Stands for a person in an analysis: made of ids, never of a name or an address. */
export type Code = string;

type Whose = Pick<Answered, 'partnership' | 'person'>;

export const seatCodeOf = ({ partnership, person }: Whose): Code => `${partnership} ${person}`;

/** Gives everybody one code, whatever schools they answer for: one coach of three schools is one person. */
export function codesOf(partnerships: readonly Partnership[]): (answered: Whose) => Code {
  const known = partnerships.flatMap((p) =>
    [...(p.former ?? []), ...p.people].flatMap((one) =>
      // an address that is erased is nobody's
      one.email
        ? [{ place: seatCodeOf({ partnership: p.id, person: sitterOf(one) }), address: sameAddress(one.email) }]
        : [],
    ),
  );
  const first = new Map<string, Code>();
  for (const { place, address } of known) if (!first.has(address)) first.set(address, place);
  const codes = new Map(known.map(({ place, address }) => [place, first.get(address) ?? place]));
  return (answered) => codes.get(seatCodeOf(answered)) ?? seatCodeOf(answered);
}

/** By when each answer was first sent; what came at once, by whose it is. */
export const inOrder = (answers: readonly Answered[]): readonly Answered[] =>
  answers.toSorted((a, b) => compare(arrivalOf(a), arrivalOf(b)) || compare(seatCodeOf(a), seatCodeOf(b)));

const arrivalOf = ({ at, first }: Answered): string => first?.at ?? at ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
