import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Promised } from './promise.ts';
import type { Milliseconds } from './time.ts';
import { idOf, ownerOf } from './truth.ts';

/** What speaks of a session: that it is to be, is over, is to be reported on, is reported on. Not that it is off. */
const OF_SESSIONS =
  /^(coach-welcome|session-invitation|sessions-changed|session-ended|report-nudge|report-escalation|coach-report|coach-report-late|report-bounced|report-waits)$/;

/** What asks a coach for a report, or tells others that one is late. */
const ASKS_FOR_A_REPORT = /^(session-ended|report-nudge|report-escalation|coach-report-late)$/;

/** Both have signed, or one of the two signatures is not wanted: by what stands in the table alone. */
export const agreedAt = ({ obligations }: Pick<Partnership, 'obligations'>): string | undefined =>
  obligations
    .filter(
      ({ kind, end }: Obligation) =>
        (kind === 'countersign' && (end?.how === 'done' || end?.how === 'released')) ||
        // a school that declines is released by its own word, and its agreement never holds by that
        (kind === 'sign-agreement' && end?.how === 'released' && end.by === 'lead'),
    )
    .map(({ end }) => end?.at ?? '')
    .sort()[0];

export const nothingBeforeTheAgreement: Promised = {
  says: 'Nothing about sessions goes before the agreement holds, and of those that were over by then no report is asked for',
  watch({ truth, poisoned, now }) {
    /** since when an agreement is known to hold: from when it is written, a moment after it was signed */
    const held = new Map<string, Milliseconds>();
    return {
      written(written) {
        for (const { pk, sk, after } of written) {
          const id = idOf(pk);
          if (!after || !sk.startsWith('live#obligation#') || held.has(id)) continue;
          if (agreedAt({ obligations: [after.it as Obligation] })) held.set(id, now());
        }
        return undefined;
      },
      mail({ key, kind }) {
        const id = ownerOf(key);
        const p = poisoned.has(id) ? undefined : truth.partnership(id);
        if (!p || !OF_SESSIONS.test(kind)) return undefined;
        if (!held.has(id)) return `${key} (${kind}) goes before the agreement holds`;
        const about = truth.message(key)?.session;
        const s = p.sessions.find((one) => one.id === about?.id);
        const since = agreedAt(p);
        if (s && since && s.sequence === 0 && s.end.at <= since && ASKS_FOR_A_REPORT.test(kind))
          return `${key} (${kind}) speaks of ${s.id}, which was over before the agreement held`;
        return undefined;
      },
    };
  },
};
