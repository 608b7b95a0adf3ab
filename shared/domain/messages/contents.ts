import { type Instant, localDate } from '#calendar/london.ts';
import { isSchoolDay, onceOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isForClosedDay } from '#domain/cycles/rules.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { type InCohort, type Owed, owedAt, owedBy, playerOf, readerOf } from '#domain/obligations/owed.ts';
import { cycleOf, type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { afterQuiet, isPending, type Session } from '#domain/sessions/session.ts';
import { kindOf } from './catalogue.ts';
import { goesAtOnce, type Message, type MovedFor, type Queued } from './message.ts';

/** A message whose hour has come: what it speaks of, or why it no longer needs to go. */
export type Sending = { readonly about: readonly Owed[] } | { readonly dropped: string };

/**
 * Is one of its cycles still to come or called off before it began? Whoever is invited late is told of those to come
 * alone: what is called off by then was never in their calendar.
 */
const isStillToBeTold = (
  { partnership }: InCohort,
  { kind, cycles = [] }: Pick<Message, 'kind' | 'cycles'>,
): boolean => {
  const changed = kind === 'cycles-changed' || kind === 'cover-changed';
  return cycles.some((id) => {
    const state = cycleOf(partnership, id)?.state;
    return state === 'planned' || (changed && state === 'cancelled');
  });
};

/** Is anything that somebody owes due at another time than they last heard, or a session of theirs on a day without school? */
const isStillNews = ({ cohort, partnership: p }: InCohort, moved: MovedFor | undefined): boolean =>
  p.obligations.some((o) => isOpen(o) && moved?.dues.some((d) => d.obligation === o.id && d.was.at !== o.due.at)) ||
  [...sessionsStillHit(p, cohort, moved), ...sessionsReopened(p, cohort, moved)].length > 0;

const pendingOn = (p: Partnership, ids: readonly string[] = []) =>
  p.sessions.filter((s) => ids.includes(s.id) && isPending(s));

/** Of these sessions, those still to be held on a day without school. */
export const sessionsStillHit = (
  p: Partnership,
  { calendar }: Cohort,
  moved: MovedFor | undefined,
): readonly Session[] => pendingOn(p, moved?.sessions).filter((s) => !isSchoolDay(calendar, localDate(s.start.at)));

/** Of these sessions, those whose day is a school day again. */
export const sessionsReopened = (
  p: Partnership,
  { calendar }: Cohort,
  moved: MovedFor | undefined,
): readonly Session[] => pendingOn(p, moved?.reopened).filter((s) => isSchoolDay(calendar, localDate(s.start.at)));

/**
 * What a message says is settled when it goes, not when it was queued: a reminder lists all that its reader owes in
 * `everywhere`, and nobody is asked for what has been done meanwhile.
 */
export function toSend(
  place: InCohort,
  message: Omit<Queued, 'queued' | 'state' | 'attempts'>,
  everywhere: readonly InCohort[],
): Sending {
  const { whileOwed, speaksOf } = kindOf(message);
  const to = readerOf(place, message);
  if (!to) return { dropped: 'nobody plays that part any more' };
  const about = place.partnership.obligations.filter((o) => message.about.includes(o.id));
  // A head hears that a report is late even if the programme closes at that moment, or that its coach has withdrawn.
  const stands = (o: Obligation) =>
    (isOpen(o) && !isForClosedDay(place.partnership, place.cohort, o)) ||
    (message.kind === 'coach-report-late' && (o.end?.how === 'lapsed' || !playerOf(place, o.owner)));
  const stillTheirs = (o: Obligation) => whileOwed === 'anyone' || actingOn(place.partnership, o).includes(message.to);
  if (whileOwed !== 'no' && !message.brings) {
    if (!about.some(stands)) return { dropped: 'it is settled' };
    if (!about.some((o) => stands(o) && stillTheirs(o))) return { dropped: 'somebody else does it now' };
  }
  if (message.kind === 'countersign-request' && !place.partnership.signatures.some((s) => s.party === 'school'))
    return { dropped: 'the school has not signed yet' };
  if (message.kind === 'post-stuck' && !place.partnership.outbox.some((m) => m.stuck))
    return { dropped: 'what was stuck has gone' };
  if (message.kind === 'report-waits' && !proposedAt(place.partnership, 'head')) return { dropped: 'it is settled' };
  if (message.kind === 'coach-welcome' && !place.cohort.programme.sessions)
    return { dropped: 'the programme has no sessions' };
  if (message.kind === 'session-invitation' && message.session) {
    const session = sessionOf(place.partnership, message.session.id);
    if (!session || !isPending(session) || session.sequence !== message.session.version)
      return { dropped: 'the session has changed since' };
  }
  if (message.kind === 'dates-moved' && !isStillNews(place, message.moved))
    return { dropped: 'the dates are as they were, or it is settled' };
  if (speaksOf === 'cycles' && !isStillToBeTold(place, message)) return { dropped: 'those sessions are over' };
  if (message.request !== undefined && requestOf(place.partnership, message.request)?.done)
    return { dropped: 'it has been answered' };
  if (message.kind === 'reminder') return { about: owedBy(to.email, everywhere) };
  if (message.kind === 'handover' || message.brings === 'all') return { about: owedAt(place, to.id) };
  return { about: about.map((obligation) => ({ ...place, obligation })) };
}

/** When a message may go, as it looks at that time: in the past where it could then, and has not. */
export function mayGo(m: Message, calendar: SchoolCalendar, now: Instant): Instant {
  if (m.kind === 'report-nudge') {
    const awake = afterQuiet(later(m.queued, now));
    return awake > now ? awake : m.queued;
  }
  return goesAtOnce(m) ? m.queued : onceOpen(calendar, m.queued, now);
}

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
