import { type Instant, plus } from '#calendar/london.ts';

/**
 * No email goes, because the mail service refused one for a fault of the account: the next would be refused too. What is
 * in the outboxes waits; now and then one of them is tried.
 */
export interface Stoppage {
  readonly since: Instant;
  /** the mail service's own code */
  readonly code: string;
  /** from when on one email may be tried */
  readonly probeAt: Instant;
  /** whose outbox the last one that was tried is in: the next time others come first */
  readonly probed: string;
  /** since when emails go again */
  readonly over?: Instant | undefined;
}

/** So long after one that was refused the next is tried. */
export const PROBE_EVERY = 'PT15M';

/** So much longer waits the outbox whose email was tried last, in case the fault was that email's own after all. */
const OTHERS_FIRST = 'PT5M';

export const isStopped = (stoppage: Stoppage | undefined): stoppage is Stoppage =>
  stoppage !== undefined && stoppage.over === undefined;

/** Until when nothing is to be tried out of an outbox; undefined: it may be now. */
export function stoppedUntil(stoppage: Stoppage | undefined, outbox: string, now: Instant): Instant | undefined {
  if (!isStopped(stoppage)) return undefined;
  const { probeAt, probed } = stoppage;
  const from = probed === outbox ? plus(probeAt, OTHERS_FIRST) : probeAt;
  return now < from ? from : undefined;
}

/** A shorter one is no news to a programme lead. */
const WORTH_TELLING = 'PT1H';

export const isWorthTelling = ({ since }: Stoppage, now: Instant): boolean => plus(since, WORTH_TELLING) <= now;
