import type { Context } from 'hono';
import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { OwnProgramme } from '#records/programmes.ts';
import type { OwnRequest } from '#use-cases/follow-data-link.ts';
import type { Parts } from '#use-cases/parts.ts';
import type { Evenly } from './evenly.ts';
import type { Posted } from './fields/fault.ts';
import type { AtTask, Covering, LeadSession, Self, SessionPlanner } from './readers.ts';
import type { SecurityLine } from './security/events.ts';

/** A page that failed: which, and where in the code; never a name, an address, an answer or a link. */
interface ErrorLine {
  readonly event: 'error';
  readonly method: string;
  /** the pattern, `/owed/:link`, not the path */
  readonly route: string;
  readonly status: number;
  /** the error's class and where it was thrown, without its message, which may quote somebody */
  readonly error: string;
  readonly thrownAt: readonly string[];
}

/** What a log line holds. */
export type LogEvent = ErrorLine | SecurityLine;

export interface WebParts extends Parts {
  /** addresses, in lower case, that may sign in before they lead a cohort */
  readonly leads: readonly string[];
  readonly log: (event: LogEvent) => void;
  /** HTML put at the top of the page at that path; the local edition's clock. Not escaped. */
  readonly banner?: (path: string) => Promise<string>;
  /** by which sign-ins and sessions run, where `now` is moved by hand; otherwise `now` */
  readonly sessionNow?: () => Instant;
  /** where a request comes from on the network; undefined where that says nothing, as on one machine */
  readonly sourceOf?: (c: Asked) => string | undefined;
  /** how long asking for a code takes at least, whether or not one goes; no time unless told */
  readonly evenly?: Evenly;
}

/** What middleware has found out about a request by the time a page is made. */
export interface Web {
  Variables: {
    parts: WebParts;
    session?: LeadSession;
    /** who posts, and was signed in until less than a day ago */
    ranOut?: LeadSession;
    posted: Posted;
    files: ReadonlyMap<string, File>;
    /** behind the session: the lead's own cohort */
    cohort: Cohort;
    /** a programme that is looked at, of the library or their own */
    programme: Programme;
    /** the same where it is their own */
    own?: OwnProgramme;
    /** what somebody owes and is doing now */
    doing: AtTask;
    /** whose sessions are planned */
    planning: SessionPlanner;
    /** who came by a link of their own */
    self?: Self;
    /** what somebody asked of the data about them, who came by the link that was sent to them */
    ownRequest: Extract<OwnRequest, { state: 'open' }>;
    /** whose cover is seen to */
    covering: Covering;
  };
}

export type Asked = Context<Web>;
