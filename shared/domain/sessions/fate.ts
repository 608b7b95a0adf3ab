import type { Instant } from '#calendar/london.ts';
import type { Session } from './session.ts';

/** What has become of something that was to be held. `unsaid`: its time is past, and nobody has said. */
export type Fate = 'held' | 'cancelled' | 'missed' | 'unsaid' | 'to-come';

/** The one answer to what became of a session: ledger, summaries and pages count by it. */
export function fateOf({ state, end }: Session, now: Instant): Fate {
  if (state === 'planned' || state === 'moved') return end.at > now ? 'to-come' : 'unsaid';
  return state;
}
