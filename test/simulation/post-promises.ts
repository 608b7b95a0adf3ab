import type { Stoppage } from '#domain/messages/stoppage.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { POST, STOPPAGE } from '#records/keys.ts';
import type { Promised } from './promise.ts';
import { instantOf, MINUTE, type Milliseconds } from './time.ts';

/*
 * What is promised while the mail service refuses all emails for a fault of the account.
 */

export const loseNothingToTheAccount: Promised = {
  says: 'What the mail service refuses for a fault of the account waits: it goes, or something else ends it',
  watch({ truth, gone }) {
    const refused = new Set<string>();
    const ended = new Set<string>();
    return {
      refused: (key) => void refused.add(key),
      written(written) {
        for (const { sk, after } of written) {
          if (!after || !(sk.startsWith('sent#') || sk.startsWith('past#'))) continue;
          const { change } = after.it as HistoryEvent;
          if (change.what === 'message-dropped' && /mail service/.test(change.why)) return `${change.key} is lost`;
          if ('key' in change) ended.add(change.key);
        }
        return undefined;
      },
      end() {
        const lost = [...refused].find(
          (key) => !ended.has(key) && !truth.message(key)?.held && !gone.some((mail) => mail.key === key),
        );
        return lost && `${lost} was refused, and nothing has become of it`;
      },
    };
  },
};

/** So many refusals in a row may be met before the post stops: whoever met one can have crashed before they said so. */
const UNSAID = 4;

export const oneAtATime: Promised = {
  says: 'The first email that is refused for a fault of the account stops the post; then one is tried each quarter of an hour',
  watch({ truth, now }) {
    /** since when the post is stopped, and when a probe was set out on last */
    let stopped: Milliseconds | undefined;
    let probed: Milliseconds | undefined;
    let unsaid = 0;
    let permits = 0;
    return {
      mail: () => {
        unsaid = 0;
        return undefined;
      },
      written(written) {
        for (const { pk, sk, before, after } of written) {
          if (pk !== POST || sk !== STOPPAGE) continue;
          const [was, is] = [before?.it as Stoppage | undefined, after?.it as Stoppage];
          if (is.over) stopped = undefined;
          else if (!was || was.over) [stopped, probed, permits, unsaid] = [now(), now(), 0, 0];
          else if (was.probeAt !== is.probeAt) {
            if (probed !== undefined && now() < probed + 14 * MINUTE)
              return `one is tried at ${instantOf(now())}, and another was at ${instantOf(probed)}`;
            probed = now();
            permits++;
          }
        }
        return undefined;
      },
      refused(key, { began }) {
        if (!truth.postStopped())
          return ++unsaid > UNSAID
            ? `${key} is refused, and nothing has stopped the post after ${UNSAID} others`
            : undefined;
        // who had begun before that did not know
        if (stopped === undefined || began <= stopped) return undefined;
        return --permits < 0 ? `${key} is tried at ${instantOf(now())} while the post is stopped` : undefined;
      },
    };
  },
};
