import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import { isSchoolDay, onceOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isIdleCover } from '#domain/cycles/rules.ts';
import { lostCover, takenOf, takenUnheard, toldOf } from '#domain/cycles/stepping-in.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { SessionId } from '#domain/ids.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { type InCohort, type Owed, owedAt, owedBy, playerOf, readerOf } from '#domain/obligations/owed.ts';
import { cycleOf, type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import { signsUntil } from '#domain/partnership/time-to-sign.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { afterQuiet, isPending, type Session } from '#domain/sessions/session.ts';
import { waitingFor } from '#domain/sessions/waiting.ts';
import type { Kind, Need } from './catalogue/kind.ts';
import { kindOf } from './catalogue.ts';
import { goesAtOnce, type Message, type MovedFor, type Queued } from './message.ts';
import { coverNews, cycleNews, dueNews, eventNews, sessionNews } from './news.ts';

/** A message whose hour has come: what it speaks of, or why it no longer needs to go. */
export type Sending = { readonly about: readonly Owed[] } | { readonly dropped: string };

/** Is one of its cycles still to come? What is called off by then was never in the calendar of whoever is invited late. */
const hasCycleToCome = (p: Partnership, { cycles = [] }: Pick<Message, 'cycles'>): boolean =>
  cycles.some((id) => cycleOf(p, id)?.state === 'planned');

const OVER = 'those sessions are over';
const AS_HEARD = 'it is as they last heard';

const noNewsOf = ({ partnership: p }: InCohort, { cycles = [] }: AsTold): string =>
  cycles.some((id) => /^(planned|cancelled)$/.test(cycleOf(p, id)?.state ?? '')) ? AS_HEARD : OVER;

/** When the programme was to close by what a reader last heard; undefined where that has not changed. */
export const closedOn = (cohort: Cohort, moved: MovedFor | undefined): LocalDate | undefined =>
  moved?.closes?.was === localDate(closing(cohort)) ? undefined : moved?.closes?.was;

/** Until when a school could sign by what a reader last heard; undefined where that has not changed, or it is settled. */
export function signedBy({ cohort, partnership }: InCohort, moved: MovedFor | undefined): LocalDate | undefined {
  const until = moved?.signBy && signsUntil(partnership, cohort);
  return until === undefined || until === moved?.signBy?.was ? undefined : moved?.signBy?.was;
}

/**
 * Is anything that somebody owes due at another time than they last heard, a session of theirs on a day without school, or the
 * closing day another?
 */
const isStillNews = ({ cohort, partnership: p }: InCohort, { moved }: AsTold): boolean =>
  closedOn(cohort, moved) !== undefined ||
  signedBy({ cohort, partnership: p }, moved) !== undefined ||
  p.obligations.some((o) => isOpen(o) && moved?.dues.some((d) => d.obligation === o.id && d.was.at !== o.due.at)) ||
  [...sessionsStillHit(p, cohort, moved), ...sessionsReopened(p, cohort, moved)].length > 0;

const pendingOn = (p: Partnership, ids: readonly SessionId[] = []) =>
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

/** By what a kind needs: why a message that lacks it need not go. */
const LACKS: Readonly<Record<Need, (place: InCohort, m: AsTold, now: Instant) => string | undefined>> = {
  'a-school-signature': ({ partnership: p }) =>
    p.signatures.some((s) => s.party === 'school') ? undefined : 'the school has not signed yet',
  'something-stuck': ({ partnership: p }) => (p.outbox.some((m) => m.stuck) ? undefined : 'what was stuck has gone'),
  'a-proposed-head': ({ partnership: p }) => (proposedAt(p, 'head') ? undefined : 'it is settled'),
  sessions: ({ cohort }) => (cohort.programme.sessions ? undefined : 'the programme has no sessions'),
  'sessions-that-wait': ({ cohort, partnership }, _, now) =>
    waitingFor(partnership, cohort, now).length > 0 ? undefined : 'no session waits for the agreement',
  'the-session-as-told': lacksItsSession,
  'no-report-if-told-so': noLongerWithoutReport,
  'news-of-dates': (place, m) => (isStillNews(place, m) ? undefined : 'the dates are as they were, or it is settled'),
  'a-cycle-to-come': ({ partnership }, m) => (hasCycleToCome(partnership, m) ? undefined : OVER),
  'times-not-heard': (place, m, now) =>
    cycleNews(place.partnership, m, now).length > 0 ? undefined : noNewsOf(place, m),
  'cover-not-heard': (place, m) => (coverNews(place.partnership, m).length > 0 ? undefined : noNewsOf(place, m)),
  'a-session-not-heard': ({ partnership }, m, now) =>
    sessionNews(partnership, m, now).length > 0 ? undefined : AS_HEARD,
  'a-due-not-heard': ({ partnership }, m) => (!m.heard || dueNews(partnership, m).length > 0 ? undefined : AS_HEARD),
  'an-event-not-heard': (place, m) => (eventNews(place, m).length > 0 ? undefined : AS_HEARD),
  'a-cycle-not-held': ({ partnership: p }) => (p.plan?.notHeld.length ? undefined : 'the plan holds every cycle now'),
  'cover-missing': ({ cohort, partnership: p }, { cycles = [] }, now) =>
    lostCover(p, cohort, now).some((one) => cycles.includes(one.cycle.id) && toldOf(one))
      ? undefined
      : 'the class is covered now, or it has begun',
  'cover-taken': ({ partnership: p }, { cycles = [] }, now) =>
    p.cycles.some((c) => cycles.includes(c.id) && takenOf(p, c, now).length > 0)
      ? undefined
      : 'it is covered otherwise now, or it has begun',
  'cover-taken-by-reader': ({ partnership: p }, { cycles = [], to }, now) =>
    p.cycles.some((c) => cycles.includes(c.id) && takenOf(p, c, now).some(({ by }) => by === to))
      ? undefined
      : 'another person covers it now, or it has begun',
  'cover-taken-unheard': ({ partnership: p }, { cycles = [] }, now) =>
    p.cycles.some((c) => cycles.includes(c.id) && takenUnheard(p, c, now).length > 0)
      ? undefined
      : 'it is covered otherwise now, or it has begun',
  'a-group-that-stands': ({ partnership: p }, { group }) =>
    p.groups.some(({ name }) => name === group) ? undefined : 'the group is no more as it was',
  nothing: () => undefined,
};
type AsTold = Pick<Message, 'to' | 'cycles' | 'session' | 'moved' | 'noReport' | 'heard' | 'group'>;

/** Nobody is invited to a session that has changed since, or has begun while its invitation waited. */
function lacksItsSession({ partnership: p }: InCohort, { session: told }: AsTold, now: Instant): string | undefined {
  if (!told) return undefined;
  const s = sessionOf(p, told.id);
  if (s && s.start.at <= now) return 'the session has begun';
  return s && isPending(s) && s.sequence === told.version ? undefined : 'the session has changed since';
}

/** Whoever was to hear that no report has come hears by another message of one that has; a session that has moved has time. */
function noLongerWithoutReport({ partnership: p }: InCohort, { session: told, noReport }: AsTold): string | undefined {
  const s = noReport && told ? sessionOf(p, told.id) : undefined;
  if (!s) return undefined;
  if (s.report) return 'the report has come';
  return s.sequence === told?.version ? undefined : 'the session has changed since';
}

/** Why what a message speaks of is not owed any more, or no longer by its reader. */
function whyNotOwed(place: InCohort, { whileOwed }: Kind, about: readonly Obligation[], to: string) {
  const lapsedToo = whileOwed === 'anyone-lapsed-too';
  const stands = (o: Obligation) =>
    (isOpen(o) && !isIdleCover(place.partnership, place.cohort, o)) ||
    (lapsedToo && (o.end?.how === 'lapsed' || !playerOf(place, o.owner)));
  const standing = about.filter(stands);
  if (standing.length === 0) return 'it is settled';
  const theirs = whileOwed !== 'reader' || standing.some((o) => actingOn(place.partnership, o).includes(to));
  return theirs ? undefined : 'somebody else does it now';
}

/**
 * What a message says is settled when it goes, not when it was queued: a reminder lists all that its reader owes in
 * `everywhere`, and nobody is asked for what has been done meanwhile.
 */
export function toSend(
  place: InCohort,
  message: Omit<Queued, 'queued' | 'state' | 'attempts'>,
  everywhere: readonly InCohort[],
  now: Instant,
): Sending {
  const kind = kindOf(message);
  const to = readerOf(place, message);
  if (!to) return { dropped: 'nobody plays that part any more' };
  const about = place.partnership.obligations.filter((o) => message.about.includes(o.id));
  const settled = kind.whileOwed !== 'no' && !message.brings ? whyNotOwed(place, kind, about, message.to) : undefined;
  if (settled) return { dropped: settled };
  const lacks = LACKS[kind.needs](place, message, now);
  if (lacks) return { dropped: lacks };
  if (message.request !== undefined && requestOf(place.partnership, message.request)?.done)
    return { dropped: 'it has been answered' };
  if (kind.speaksOf === 'owed-everywhere') return { about: owedBy(to.email, everywhere) };
  if (kind.speaksOf === 'owed-here' || message.brings === 'all') return { about: owedAt(place, to.id) };
  const news = message.heard?.dues && dueNews(place.partnership, message);
  const own = about.filter((o) => !news || news.includes(o)).map((obligation) => ({ ...place, obligation }));
  return { about: message.reminds ? [...own, ...besides(message, place, owedBy(to.email, everywhere))] : own };
}

/** Of what somebody owes, that which an email is not about by itself. */
export const besides = (
  { about }: Pick<Message, 'about'>,
  { partnership }: InCohort,
  owed: readonly Owed[],
): readonly Owed[] => owed.filter((one) => one.partnership.id !== partnership.id || !about.includes(one.obligation.id));

/** Does it list all that its reader owes, wherever that is? One such email goes to somebody in a day. */
export const listsAll = (m: Pick<Message, 'kind' | 'reminds'>): boolean =>
  m.reminds === true || kindOf(m).speaksOf === 'owed-everywhere';

/** When a message may go, as it looks at that time: in the past where it could then, and has not. */
export function mayGo(m: Message, calendar: SchoolCalendar, now: Instant): Instant {
  if (kindOf(m).hour === 'waking') {
    const awake = afterQuiet(later(m.queued, now));
    return awake > now ? awake : m.queued;
  }
  return goesAtOnce(m) ? m.queued : onceOpen(calendar, m.queued, now);
}

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
