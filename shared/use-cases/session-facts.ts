import type { CalendarSession } from '#calendar/invitation.ts';
import { type Instant, localDate } from '#calendar/london.ts';
import type { Message } from '#domain/messages/message.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { readerOf } from '#domain/sessions/reports.ts';
import { endOf, type Session } from '#domain/sessions/session.ts';
import type { Attachment, CalendarPart } from '#email/compose.ts';
import { replyTo } from '#email/replies.ts';
import type { Told } from '#email/templates/index.ts';
import type { SchoolReading } from '#email/templates/reader.ts';
import type { Table } from '#records/documents.ts';
import { type ReportWords, readDocument, readReport } from '#records/reports.ts';

/** What a coach wrote, with the PDF of it if that has been made. */
export interface Report {
  readonly words: ReportWords;
  readonly pdf?: Uint8Array | undefined;
}

/** Reads the version of a report that a message is to bring. */
export async function reportFor(table: Table, id: string, { key, session }: Message): Promise<Report> {
  const { id: name = '', version = 0 } = session ?? {};
  const [words, pdf] = await Promise.all([
    readReport(table, id, name, version),
    readDocument(table, id, name, version),
  ]);
  if (!words) throw new Error(`Message ${key} brings a report that is not there`);
  return { words, pdf };
}

export const reportAttachment = ({ partnership }: InCohort, { words, pdf }: Report): readonly Attachment[] => {
  const session = sessionOf(partnership, words.session);
  if (!pdf || !session) return [];
  const filename = `coaching-report-${localDate(session.start.at)}.pdf`;
  return [{ filename, contentType: 'application/pdf', content: pdf }];
};

function sessionFor({ partnership }: InCohort, { key, session: about }: Message): Session {
  const session = sessionOf(partnership, about?.id ?? '');
  if (!session) throw new Error(`Message ${key} is about no session`);
  return session;
}

/** Of one who has withdrawn, as they were known. */
const nameOf = (place: InCohort, id: PersonId): string =>
  (playerOf(place, id) ?? place.partnership.former?.findLast((one) => one.id === id))?.name ?? '';

/** "Ada Example, headteacher": everybody to whom a session's report goes. */
export function readersOf(place: InCohort, session: Session): readonly string[] {
  const { cohort, partnership } = place;
  const ids = [readerOf(partnership), ...(cohort.programme.sessions?.report.toTeacher ? [session.teacher] : [])];
  return ids.flatMap((id) => {
    const reader = playerOf(place, id);
    return reader ? [`${reader.name}, ${roleInWords[reader.role]}`] : [];
  });
}

const wordFor = ({ cohort }: InCohort): string => cohort.programme.sessions?.word ?? 'session';

interface Known extends SchoolReading {
  /** when the report is due, and where its coach writes it */
  readonly owed: () => { readonly due: Instant; readonly link: string };
  /** for the lead, after signing in */
  readonly schoolPage: string;
  /** of a coach or a teacher: all their sessions at the school */
  readonly sessionsPage: string;
  readonly report: Report | undefined;
}

/** What an email about a session says. @throws when a partnership sends no such email */
export function sessionFacts(place: InCohort, message: Message, known: Known): Told {
  const { owed, schoolPage, sessionsPage: link, report, ...reading } = known;
  if (message.kind === 'coach-welcome') {
    const due = place.cohort.programme.sessions?.report.due;
    const hours = typeof due === 'object' ? due.hours : undefined;
    return { kind: message.kind, facts: { ...reading, word: wordFor(place), hours, link } };
  }
  const s = sessionFor(place, message);
  const facts = {
    ...reading,
    word: wordFor(place),
    session: {
      start: s.start.at,
      end: endOf(s),
      coach: nameOf(place, s.coach),
      teacher: nameOf(place, s.teacher),
      place: s.place,
      focus: s.focus,
    },
  };
  switch (message.kind) {
    case 'session-invitation':
      return { kind: message.kind, facts: { ...facts, moved: s.sequence > 0, why: s.why, link } };
    case 'session-cancellation':
      return { kind: message.kind, facts: { ...facts, why: s.why, invited: s.invited !== undefined } };
    case 'session-ended':
    case 'report-nudge': {
      const { due, link } = owed();
      return { kind: message.kind, facts: { ...facts, due, link, readers: readersOf(place, s) } };
    }
    case 'report-escalation': {
      const coachEmail = playerOf(place, s.coach)?.email ?? '';
      const link = message.to === 'lead' ? schoolPage : undefined;
      return { kind: message.kind, facts: { ...facts, due: owed().due, coachEmail, link } };
    }
    case 'coach-report': {
      if (!report) throw new Error(`Message ${message.key} has no report to bring`);
      const { workedOn, seen, agreed, agreedBy, realTime, version } = report.words;
      const words = { workedOn, seen, agreed, agreedBy, realTime, version };
      const attached = report.pdf !== undefined;
      return {
        kind: message.kind,
        facts: {
          ...facts,
          ...words,
          attached,
          readers: readersOf(place, s),
          reply: { name: replyTo(place, message)?.name },
        },
      };
    }
    case 'coach-report-late':
      return {
        kind: message.kind,
        facts: { ...facts, due: owed().due, delay: s.delay, withdrawn: !playerOf(place, s.coach) },
      };
    case 'report-bounced': {
      const { cameBack } = message;
      const waits = cameBack === undefined;
      const part = cameBack?.from ?? 'head';
      const reader = playerOf(place, part);
      const reached = !place.partnership.bounced?.includes('deputy');
      return {
        kind: message.kind,
        facts: {
          ...facts,
          what: cameBack?.kind === 'coach-report-late' ? 'word that it is late' : 'report',
          reader: { part, name: reader?.name ?? '', address: reader?.email ?? '' },
          deputy: reached && !waits ? playerOf(place, 'deputy')?.name : undefined,
          ...(waits && { waits }),
          link: schoolPage,
        },
      };
    }
    default:
      throw new Error(`A partnership sends no ${message.kind}`);
  }
}

/** A session as its people's calendars know it, whichever email or feed it is for. */
export function calendarSession(place: InCohort, s: Session, sender: string, now: Instant): CalendarSession {
  const { cohort, partnership } = place;
  const word = wordFor(place);
  const attendees = [s.coach, s.teacher].flatMap((id) => {
    const person = playerOf(place, id);
    if (!person) return [];
    const role = person.role === 'coach' || person.role === 'teacher' ? person.role : undefined;
    return [{ name: person.name, email: person.email, role }];
  });
  return {
    uid: `${partnership.id}/${s.id}@drumbeat`,
    sequence: s.sequence,
    start: s.start,
    end: s.end,
    summary: `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${nameOf(place, s.coach)} and ${nameOf(place, s.teacher)}`,
    place: s.place,
    description: [s.focus && `Focus: ${s.focus}`, partnership.school, cohort.name].filter(Boolean).join('\n'),
    organizer: { name: 'Drumbeat', email: sender },
    attendees,
    stamp: now,
  };
}

/** What an email does to its reader's calendar, if it does anything. */
export async function calendarPart(
  place: InCohort,
  message: Message,
  sender: string,
  now: Instant,
): Promise<CalendarPart | undefined> {
  if (message.kind !== 'session-invitation' && message.kind !== 'session-cancellation') return undefined;
  const it = sessionFor(place, message);
  if (it.invited === undefined) return undefined;
  const session = calendarSession(place, it, sender, now);
  // the calendar library and its zones are for whoever sends one
  const { cancellation, invitation } = await import('#calendar/invitation.ts');
  return message.kind === 'session-invitation'
    ? { method: 'REQUEST', text: invitation(session) }
    : { method: 'CANCEL', text: cancellation(session) };
}
