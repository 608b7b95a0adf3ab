import type { Instant } from '#calendar/london.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { hasEnded, obligationOf } from '#domain/partnership/partnership.ts';
import { notFreeInWords } from '#domain/people/busy.ts';
import { reportId } from '#domain/sessions/reports.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { isBefore } from '#domain/sessions/waiting.ts';
import type { Parts } from '#use-cases/parts.ts';
import { clashesWith } from '#web/kit/clashes.ts';
import { sessionFacts } from '#web/kit/words/session.ts';

/**
 * Where its coach can write a report on a session that was over before the agreement held: by session; `begun`: they have
 * begun to.
 */
export function offersOf({ cohort, partnership: p }: InCohort, base: string, now: Instant) {
  const since = heldSince(p, cohort.programme);
  return (s: Session): { readonly offers?: string; readonly begun?: boolean } => {
    const tookPlace = s.state !== 'cancelled' && s.state !== 'missed' && s.end.at <= now;
    if (since === undefined || hasEnded(p.stage) || !tookPlace || s.report || !isBefore(since, s)) return {};
    const begun = obligationOf(p, reportId(s));
    if (!begun) return { offers: `${base}/${s.id}/report` };
    return isOpen(begun) ? { offers: `${base}/owed/${begun.id}`, begun: true } : {};
  };
}

/** Of sessions that are to come and clash with something at another school: who is not free, and never where they are. */
export async function clashesOf(
  parts: Pick<Parts, 'table'>,
  { partnership: p }: InCohort,
  sessions: readonly Session[],
  now: Instant,
): Promise<ReadonlyMap<string, string>> {
  const ids = sessions.map(({ id }) => id);
  const met = await clashesWith(parts, p, ids, now);
  return new Map([...Map.groupBy(met, ({ what }) => what)].map(([id, lost]) => [id, notFreeInWords(p, lost)]));
}

/** Some sessions as their page shows them: what is to come first to last, what is over last to first. */
export function sessionLists(
  place: InCohort,
  sessions: readonly Session[],
  now: Instant,
  clashes: ReadonlyMap<string, string> = new Map(),
) {
  const { cohort, partnership } = place;
  const since = heldSince(partnership, cohort.programme);
  const toCome = (s: Session) => isPending(s) && s.end.at > now;
  const shown = (s: Session) => ({ ...sessionFacts(place, s, now), clash: clashes.get(s.id) });
  return {
    upcoming: sessions.filter(toCome).map(shown),
    past: sessions
      .filter((s) => !toCome(s))
      .map(shown)
      .toReversed(),
    canPlan: !hasEnded(partnership.stage),
    /** sessions wait for the agreement */
    waits: since === undefined && !hasEnded(partnership.stage),
  };
}

const sentences: Readonly<Record<string, string>> = {
  planned:
    'The session is planned. The coach and the teacher get an invitation for their calendars two weeks before it.',
  move: 'The session is moved. We tell the coach and the teacher by email, once they have been invited.',
  'cannot-come': 'We have told the coach that you cannot come.',
  off: 'It is noted that the session does not take place. Whoever was invited to a session that is still to come is told.',
  already: 'It had been said already what became of this session. This page shows how things stand now.',
};

export const toldOfSessions = (what = ''): string | undefined =>
  Object.hasOwn(sentences, what) ? sentences[what] : undefined;
