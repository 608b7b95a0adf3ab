import type { Instant } from '#calendar/london.ts';

/** A record as it was read: saving it anew holds only if it still has this version. */
export interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly nextAt?: Instant | undefined;
  /** its last turn found it poisoned */
  readonly parked?: boolean;
  /** of a school: when its people are needed has been claimed; left out of one that an earlier release saved last */
  readonly claimed?: boolean;
  /** a large save stopped half-way: it is read as if it were whole, and finished before anybody saves anew */
  readonly unfinished?: boolean;
}
