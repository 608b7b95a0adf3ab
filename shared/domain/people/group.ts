import type { Instant } from '#calendar/london.ts';
import type { PartnershipId } from '#domain/ids.ts';
import type { PersonId } from './person.ts';

/** Teachers who plan, teach, observe and debrief together. */
export interface Group {
  /** as people call it: "Triad 1", "Science" */
  readonly name: string;
  readonly members: readonly PersonId[];
  /**
   * of one that another school hosted before: that school, the group's name there, when it came, and the keys of those steps which the group is
   * not asked for here, as they were dealt with before
   */
  readonly from?:
    | {
        readonly id: PartnershipId;
        readonly school: string;
        readonly name: string;
        readonly at: Instant;
        readonly done: readonly string[];
      }
    | undefined;
}
