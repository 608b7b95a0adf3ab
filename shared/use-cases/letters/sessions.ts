import { localDate } from '#calendar/london.ts';
import { isSchoolDay } from '#calendar/school-calendar.ts';
import type { sessions } from '#domain/messages/catalogue/sessions.ts';
import { sessionNews } from '#domain/messages/news.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { endOf, isPending, type Session } from '#domain/sessions/session.ts';
import { isBefore, waitingFor } from '#domain/sessions/waiting.ts';
import { replyTo } from '#email/replies.ts';
import { cannotCome } from '#email/templates/cannot-come.ts';
import {
  coachReport,
  coachReportLate,
  type ReportBounced,
  reportBounced,
  reportEscalation,
  reportNudge,
} from '#email/templates/reports.ts';
import {
  coachWelcome,
  type SessionEnded,
  type SessionReading,
  sessionCancellation,
  sessionEnded,
  sessionInvitation,
  sessionsWait,
} from '#email/templates/sessions.ts';
import { type SessionsChanged, sessionsChanged } from '#email/templates/sessions-changed.ts';
import { beforeAt } from '#use-cases/cycle-told.ts';
import { readersOf } from '#use-cases/report-readers.ts';
import { calendarSession, partnerName, wordFor } from '#use-cases/session-calendar.ts';
import { calendarFile } from './calendar-file.ts';
import type { Files, Letters } from './letter.ts';
import { asked, letter, type Outgoing, readingOf, schoolPage, sessionsPage } from './sending.ts';

function sessionFor({ place, message: { key, session: about } }: Outgoing): Session {
  const session = sessionOf(place.partnership, about?.id ?? '');
  if (!session) throw new Error(`Message ${key} is about no session`);
  return session;
}

const toldOf = (place: InCohort, s: Session): SessionReading['session'] => ({
  start: s.start.at,
  end: endOf(s),
  coach: partnerName(place, s.coach),
  teacher: partnerName(place, s.teacher),
  place: s.place,
  focus: s.focus,
});

/** What every email about a session says of it. */
function sessionReading(sending: Outgoing): SessionReading {
  const { place } = sending;
  return { ...readingOf(sending), word: wordFor(place), session: toldOf(place, sessionFor(sending)) };
}

const reportAsked = (sending: Outgoing): SessionEnded => ({
  ...sessionReading(sending),
  ...asked(sending),
  readers: readersOf(sending.place, sessionFor(sending)),
});

const timesOf = ({ start, end }: Session) => ({ start: start.at, end: end.at });

/** Of a coach's sessions, what they have to know of the time in which these waited for the agreement. */
function heldUp({ place: { cohort, partnership: p }, to, now }: Outgoing) {
  const since = heldSince(p, cohort.programme);
  const own = p.sessions.filter((s) => s.coach === to.id && (isPending(s) || s.state === 'held'));
  return {
    before: own.filter((s) => s.end.at <= now && isBefore(since, s) && !s.report).map(timesOf),
    withoutSchool: own
      .filter((s) => isPending(s) && s.start.at > now && !isSchoolDay(cohort.calendar, localDate(s.start.at)))
      .map(timesOf),
  };
}

/** What of some sessions is otherwise than the reader last heard. */
const changedFacts = ({ place, message, now }: Outgoing): SessionsChanged['sessions'] =>
  sessionNews(place.partnership, message, now).map(({ session, was: { start, end, passed } }) => {
    const off = session.state === 'cancelled';
    const moved = start?.at !== session.start.at || end?.at !== session.end.at;
    return {
      session: toldOf(place, session),
      off,
      was: start && end && moved ? { start: start.at, end: end.at } : undefined,
      why: session.why,
      instead: passed && !off ? beforeAt(place, passed) : undefined,
      invited: session.invited !== undefined,
    };
  });

/** One session goes by itself, as its invitation came; more of them do not fit one such part, and come as a file. */
async function changedFiles(sending: Outgoing): Promise<Files> {
  const { place, message, sender, now } = sending;
  const sessions = sessionNews(place.partnership, message, now).map(({ session }) => session);
  const [one, ...more] = sessions;
  if (one && more.length === 0) return calendarPart(sending, one.state === 'cancelled' ? 'cancels' : 'invites', one);
  const known = (off: boolean) =>
    sessions
      .filter((s) => s.invited !== undefined && (s.state === 'cancelled') === off)
      .map((s) => calendarSession(place, s, sender, now));
  return { attachments: [await calendarFile(known(false), known(true))] };
}

/** The calendar of whoever was invited follows by itself. */
async function calendarPart(
  sending: Outgoing,
  does: 'invites' | 'cancels',
  it: Session = sessionFor(sending),
): Promise<Files> {
  const { place, sender, now } = sending;
  if (it.invited === undefined) return {};
  const session = calendarSession(place, it, sender, now);
  // the calendar library and its zones are for whoever sends one
  const { cancellation, invitation } = await import('#calendar/invitation.ts');
  return does === 'invites'
    ? { calendar: { method: 'REQUEST', text: invitation(session) } }
    : { calendar: { method: 'CANCEL', text: cancellation(session) } };
}

async function reportFiles({ place, report }: Outgoing): Promise<Files> {
  const { words, pdf } = await report();
  const session = sessionOf(place.partnership, words.session);
  if (!pdf || !session) return {};
  const filename = `coaching-report-${localDate(session.start.at)}.pdf`;
  return { attachments: [{ filename, contentType: 'application/pdf', content: pdf }] };
}

/** Where its reader says that they cannot come. */
const absencePage = (sending: Outgoing, { id }: Session): string => `${sessionsPage(sending)}/${id}/cannot-come`;

/** Of one session that is to come, where its reader says that they cannot come; else all of theirs. */
function changedPage(sending: Outgoing): string {
  const [one, ...more] = sessionNews(sending.place.partnership, sending.message, sending.now);
  return one && more.length === 0 && isPending(one.session) ? absencePage(sending, one.session) : sessionsPage(sending);
}

/** Of sessions of a coach and a teacher, and of their reports. */
export const sessionLetters = {
  'coach-welcome': letter(coachWelcome, (sending) => {
    const { place } = sending;
    const due = place.cohort.programme.sessions?.report.due;
    const hours = typeof due === 'object' ? due.hours : undefined;
    return {
      ...{ ...readingOf(sending), word: wordFor(place), hours, link: sessionsPage(sending) },
      ...heldUp(sending),
    };
  }),
  'sessions-wait': letter(sessionsWait, (sending) => {
    const { place, to, now } = sending;
    const { cohort, partnership: p } = place;
    const forLead = to.role === 'lead';
    return {
      ...readingOf(sending),
      word: wordFor(place),
      signed: p.signatures.some(({ party }) => party === 'school'),
      sessions: waitingFor(p, cohort, now)
        .filter((s) => forLead || s.coach === to.id)
        .map((s) => ({
          ...timesOf(s),
          coach: partnerName(place, s.coach),
          teacher: partnerName(place, s.teacher),
        })),
      link: forLead ? schoolPage(sending) : sessionsPage(sending),
    };
  }),
  'session-invitation': letter(
    sessionInvitation,
    (sending) => {
      const { place, message } = sending;
      const { sequence, why } = sessionFor(sending);
      const first = message.first === true;
      const instead = first || !message.passed ? undefined : beforeAt(place, message.passed);
      const moved = sequence > 0 && !first && !message.passed;
      return { ...sessionReading(sending), moved, why, instead, link: absencePage(sending, sessionFor(sending)) };
    },
    (sending) => calendarPart(sending, 'invites'),
  ),
  'sessions-changed': letter(
    sessionsChanged,
    (sending) => ({
      ...readingOf(sending),
      word: wordFor(sending.place),
      sessions: changedFacts(sending),
      link: changedPage(sending),
    }),
    changedFiles,
  ),
  'session-cancellation': letter(
    sessionCancellation,
    (sending) => {
      const { why, invited } = sessionFor(sending);
      return { ...sessionReading(sending), why, invited: invited !== undefined };
    },
    (sending) => calendarPart(sending, 'cancels'),
  ),
  'cannot-come': letter(cannotCome, (sending) => ({
    ...sessionReading(sending),
    link: sending.message.to === 'lead' ? schoolPage(sending) : absencePage(sending, sessionFor(sending)),
  })),
  'session-ended': letter(sessionEnded, reportAsked),
  'report-nudge': letter(reportNudge, reportAsked),
  'report-escalation': letter(reportEscalation, (sending) => {
    const coachEmail = playerOf(sending.place, sessionFor(sending).coach)?.email ?? '';
    const link = sending.message.to === 'lead' ? schoolPage(sending) : undefined;
    return { ...sessionReading(sending), due: asked(sending).due, coachEmail, link };
  }),
  'coach-report': letter(
    coachReport,
    async (sending) => {
      const { place, message } = sending;
      const { words, pdf } = await sending.report();
      const { workedOn, seen, agreed, agreedBy, realTime, version } = words;
      return {
        ...sessionReading(sending),
        ...{ workedOn, seen, agreed, agreedBy, realTime, version },
        attached: pdf !== undefined,
        readers: readersOf(place, sessionFor(sending)),
        reply: { name: replyTo(place, message)?.name },
      };
    },
    reportFiles,
  ),
  'coach-report-late': letter(coachReportLate, (sending) => {
    const { coach, delay } = sessionFor(sending);
    const withdrawn = !playerOf(sending.place, coach);
    return { ...sessionReading(sending), due: asked(sending).due, delay, withdrawn };
  }),
  'report-bounced': letter(reportBounced, (sending): ReportBounced => {
    const { place, message } = sending;
    const { cameBack, noReport } = message;
    const waits = cameBack === undefined;
    const part = cameBack?.from ?? 'head';
    const reader = playerOf(place, part);
    const reached = !place.partnership.bounced?.includes('deputy');
    return {
      ...sessionReading(sending),
      what: cameBack?.kind === 'coach-report-late' ? 'word that it is late' : 'report',
      reader: { part, name: reader?.name ?? '', address: reader?.email ?? '' },
      deputy: reached && !waits ? playerOf(place, 'deputy')?.name : undefined,
      ...(waits && { waits }),
      ...(noReport && { none: playerOf(place, sessionFor(sending).coach) ? 'yet' : 'ever' }),
      link: schoolPage(sending),
    };
  }),
} satisfies Letters<Outgoing, keyof typeof sessions>;
