import type { Instant } from '#calendar/london.ts';
import type { Change } from './changes.ts';
import type { Partnership } from './partnership.ts';

/** Something that must happen to a partnership: when, and what that comes to. */
export interface Rule {
  /** from then on; in the past where it could not be done sooner */
  readonly at: Instant;
  /**
   * What happens, given the partnership as what is done before it in the same turn has left it; never nothing for one
   * whose time has come. Once it is done the rule is no more, or is for a later time.
   */
  readonly do: (p: Partnership) => readonly Change[];
}
