import { type Instant, londonTimeOf } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Message } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { type Obligation, openObligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { isThere, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { standIn } from '#domain/people/confirmers.ts';
import { proposedAt } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import { endOf, reportDue, type Session } from './session.ts';

/** The report that a session's coach owes; a session that moved after its end owes another. */
export const reportId = ({ id, sequence }: Session): ObligationId =>
  `${id}-report${sequence > 0 ? `-${sequence}` : ''}`;

export const sessionMessage = (
  kind: MessageKind,
  to: PersonId,
  session: Session,
  version: number,
  now: Instant,
  more: Pick<Message, 'proposed' | 'cameBack' | 'noReport' | 'urgent' | 'first' | 'passed'> = {},
): Extract<Change, { what: 'message-queued' }> => {
  const about = kind === 'session-invitation' || kind === 'cannot-come' ? [] : [reportId(session)];
  const message = newMessage(kind, to, about, now);
  return { what: 'message-queued', message: { ...message, session: { id: session.id, version }, ...more } };
};

/** The report on a session becomes owed: by its coach, until a day after its end. */
export function openReport(cohort: Cohort, policy: ReportPolicy, session: Session, now: Instant): Obligation {
  return openObligation({
    id: reportId(session),
    session: session.id,
    kind: 'report-session',
    owner: session.coach,
    opened: now,
    due: londonTimeOf(reportDue(policy, cohort.calendar, endOf(session))),
    policy: 'report',
  });
}

/** A report that its coach may write and nobody waits for: until the programme closes. */
export const offeredReport = (cohort: Cohort, session: Session, now: Instant): Obligation =>
  openObligation({
    id: reportId(session),
    session: session.id,
    kind: 'report-session',
    owner: session.coach,
    opened: now,
    due: londonTimeOf(closing(cohort)),
    policy: 'report',
  });

/** Whoever reads a school's reports: the head, or the deputy while nobody reads mail at the head's address. */
export const reportReaderOf = (p: Partnership): PersonId =>
  isThere(p, 'head') && !proposedAt(p, 'head') ? 'head' : (standIn(p) ?? 'head');

export const isForHead = ({ kind }: Pick<Message, 'kind'>): boolean =>
  kind === 'coach-report' || kind === 'coach-report-late';

/** Does that seat read reports, or stand in for the one that does? */
export const isReader = (seat: PersonId): seat is 'head' | 'deputy' => seat === 'head' || seat === 'deputy';

/**
 * What a head was to read about sessions and could not, now that somebody reads for the school (a deputy has been named,
 * an address put right): what waits goes to them, and what came back goes once more.
 */
export function readAfterAll(p: Partnership, now: Instant): readonly Change[] {
  const reader = reportReaderOf(p);
  if (!isThere(p, reader)) return [];
  const waiting = p.outbox.filter((m) => m.held && m.to === 'head' && isForHead(m));
  const unread = p.sessions.filter(
    (s) => s.returned && !s.headHeard && !p.outbox.some((m) => m.session?.id === s.id && isForHead(m)),
  );
  return [
    ...waiting.flatMap((m): readonly Change[] => {
      const s = p.sessions.find(({ id }) => id === m.session?.id);
      const instead = s && sessionMessage(m.kind, reader, s, m.session?.version ?? 0, now);
      const dropped = { what: 'message-dropped' as const, key: m.key, why: 'somebody else reads it for the head' };
      return instead ? [dropped, instead] : [];
    }),
    ...unread.map((s) =>
      s.report
        ? sessionMessage('coach-report', reader, s, s.report.version, now)
        : sessionMessage('coach-report-late', reader, s, s.sequence, now),
    ),
  ];
}

/**
 * Without a word of it: that a report is here, or late, goes to the address that was the head's, to the one that is to be,
 * and to the lead, while nobody else has confirmed whose part that is.
 */
const noticesOf = (s: Session, version: number, now: Instant): readonly Change[] => [
  sessionMessage('report-waits', 'head', s, version, now),
  sessionMessage('report-waits', 'head', s, version, now, { proposed: true }),
  sessionMessage('report-waits', 'lead', s, version, now),
];

/** What follows at once when a report, or word that none has come, waits because nobody at the school can be sent it. */
export function toldThatItWaits(p: Partnership, s: Session, version: number, now: Instant): readonly Change[] {
  // to the lead, at once: it waits until the school has somebody who reads it. Never a word of the report
  return proposedAt(p, reportReaderOf(p))
    ? noticesOf(s, version, now)
    : [sessionMessage('report-bounced', 'lead', s, version, now, s.report ? {} : { noReport: true })];
}

/** Whoever reads a school's reports hears that one is late, or that none will come; a coach's reasons are confidential too. */
export function tellOfLateness(p: Partnership, s: Session, now: Instant): readonly Change[] {
  return proposedAt(p, reportReaderOf(p))
    ? noticesOf(s, s.sequence, now)
    : [
        sessionMessage('coach-report-late', reportReaderOf(p), s, s.sequence, now),
        // it waits for somebody who reads it: until then the lead alone can act on it
        ...(nobodyReads(p) ? toldThatItWaits(p, s, s.sequence, now) : []),
      ];
}

/** Does nobody at a school read what its coaches report? */
export const nobodyReads = (p: Partnership): boolean => {
  const reader = personOf(p, reportReaderOf(p));
  return !reader || reader.gone === 'not-me' || reader.gone === 'bounced';
};
