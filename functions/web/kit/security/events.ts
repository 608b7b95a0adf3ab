/** Stands for a lead's address: a keyed hash, the same for as long as the secret is. */

import type { Change } from '#domain/partnership/changes.ts';
import type { Limit } from '#use-cases/sign-in.ts';

export type Who = string & { readonly keyed: unique symbol };

/** Whose: a cohort's id, a school's within it (`COHORT/URN`), a seat there. */
interface Place {
  readonly cohort?: string;
  readonly school?: string;
  readonly seat?: string;
}

/** Which page: its pattern, `/owed/:link/agreement`, never a path. */
export interface AtPage {
  readonly method: string;
  readonly route: string;
}

/**
 * All that is told of security. Ids alone: no name, no address, no link, no path, no source. What somebody typed is in
 * none of it.
 */
export type SecurityEvent =
  | { readonly what: 'code-asked'; readonly who: Who; readonly known: boolean }
  | { readonly what: 'limit-hit'; readonly who: Who; readonly limit: Limit | 'unknown' }
  | { readonly what: 'code-not-sent'; readonly who: Who }
  | { readonly what: 'code-refused'; readonly who: Who; readonly why: 'wrong' | 'too-late' | 'too-many-tries' }
  | { readonly what: 'signed-in'; readonly who: Who; readonly session: string; readonly own: boolean }
  | { readonly what: 'stayed-signed-in'; readonly who: Who; readonly session: string }
  | { readonly what: 'session-ended'; readonly who: Who; readonly session: string; readonly everywhere: number | false }
  /** a session of somebody who may not be in any more */
  | { readonly what: 'lead-refused'; readonly who: Who; readonly session: string; readonly disabled: boolean }
  | ({ readonly what: 'refused'; readonly status: 403 | 405 | 413 } & AtPage)
  | ({ readonly what: 'link-refused'; readonly why: 'unknown' | 'stopped' } & AtPage)
  | ({
      readonly what: 'seat-changed' | 'links-ended' | 'data-asked' | 'erased';
      readonly how: Change['what'];
      readonly by: string;
    } & Place)
  /** the code to a copy of what is kept about one person: they saw it with that, or did not */
  | ({ readonly what: 'copy-opened' } & Place)
  | ({ readonly what: 'copy-code-refused'; readonly why: 'wrong' | 'too-late' | 'too-many-tries' } & Place)
  | ({ readonly what: 'exported'; readonly who: Who } & AtPage & Place)
  | { readonly what: 'imported' | 'launched'; readonly who: Who; readonly cohort: string };

/** As it stands in the log. */
export type SecurityLine = { readonly event: 'security' } & SecurityEvent;
