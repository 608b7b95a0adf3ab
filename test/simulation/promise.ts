import type { Faults } from './faults.ts';
import type { Running } from './process.ts';
import type { Milliseconds } from './time.ts';
import type { Truth } from './truth.ts';
import type { Written } from './written.ts';

/** An email that left. */
export interface Gone {
  readonly at: Milliseconds;
  readonly to: string;
  readonly key: string;
  readonly kind: string;
  /** the files that its reader's calendar takes out of it */
  readonly calendars: readonly string[];
  /** when the function began that sent it: what was so by then, it could know */
  readonly began: Milliseconds;
}

/** What a promise can look at. */
export interface Watch {
  readonly truth: Truth;
  readonly faults: Faults;
  readonly now: () => Milliseconds;
  /** ids of the partnerships that are open */
  readonly partnerships: () => readonly string[];
  readonly cohort: string;
  /** ids of those whose records are spoiled just now: of them nothing can be said */
  readonly poisoned: ReadonlySet<string>;
  /** all emails so far */
  readonly gone: readonly Gone[];
}

/** What is looked at when; each answers what is broken, or nothing. */
export interface Watcher {
  /** an email leaves; it is not yet among those that have gone */
  readonly mail?: (mail: Gone) => string | undefined;
  /** the mail service refuses an email for a fault of the account */
  readonly refused?: (key: string, by: Running) => string | undefined;
  /** somebody wrote; all of a transaction at once */
  readonly written?: (written: readonly Written[], by: Running | undefined) => string | undefined;
  /** the feed's word on a message has been dealt with, and nothing went wrong */
  readonly told?: (key: string) => void;
  /** the minute's tick begins */
  readonly tick?: (at: Milliseconds) => string | undefined;
  /** an execution starts */
  readonly started?: (about: string) => string | undefined;
  /** two years later all is quiet */
  readonly end?: () => string | undefined;
}

/** Something that is promised whatever goes wrong. New promises are new entries of `promises` in play.ts. */
export interface Promised {
  readonly says: string;
  watch(watch: Watch): Watcher;
}
