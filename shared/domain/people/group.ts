import type { Instant } from '#calendar/london.ts';
import type { PartnershipId } from '#domain/ids.ts';
import type { PersonId } from './person.ts';

/** Teachers who plan, teach, observe and debrief together. */
export interface Group {
  /** as people call it: "Triad 1", "Science" */
  readonly name: string;
  readonly members: readonly PersonId[];
  /** who was in it, and in one that has joined it, and is no more: what they did for it is done */
  readonly left?: readonly PersonId[] | undefined;
  /** of those who have come from a group that has joined it, since when: what was written before is for those who were together then */
  readonly joined?: Readonly<Record<PersonId, Instant>> | undefined;
  /** the keys of its steps that are not asked of it any more: see hosting.ts */
  readonly done?: readonly string[] | undefined;
  /** of one that another school hosted before: that school, the group's name there, and when it came */
  readonly from?:
    | { readonly id: PartnershipId; readonly school: string; readonly name: string; readonly at: Instant }
    | undefined;
}
