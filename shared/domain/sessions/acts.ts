import {
  hoursBetween,
  type Instant,
  inWords,
  type LocalDate,
  localDate,
  londonTimeOf,
  plus,
} from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isClosedOn } from '#domain/cycles/provision.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { MessageKey, SessionId } from '#domain/ids.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, obligationOf, type Partnership, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { neededAt, notFree } from '#domain/people/busy.ts';
import { standIn } from '#domain/people/confirmers.ts';
import { heldFor } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import {
  isReader,
  offeredReport,
  openReport,
  reportId,
  reportReaderOf,
  sessionMessage,
  toldThatItWaits,
} from './reports.ts';
import { callOffAll } from './rules.ts';
import {
  endOf,
  isPending,
  LONGEST_HOURS,
  reportDue,
  type Session,
  type SessionPlan,
  type SessionTime,
  speaksOfNow,
  timesOf,
} from './session.ts';
import { isBefore } from './waiting.ts';

const waits = refuse(
  'not-now',
  'The school’s agreement does not hold yet, and its sessions wait for it. Nothing is asked about a session before that.',
);

const noSession = refuse('not-asked', 'There is no such session.');

/** Why a session cannot be at that time, or not before its planner says that they mean the day; undefined: it can. */
function timeRefused(
  p: Partnership,
  cohort: Cohort,
  people: readonly PersonId[],
  time: SessionTime,
  now: Instant,
  own?: string,
) {
  const fault = timeFault(p, cohort, people, time, now, own);
  if (fault) return refuse('not-now', fault);
  const day = localDate(timesOf(time).start.at);
  const because = time.despite ? undefined : notASchoolDay(cohort.calendar, day);
  return because && refuse('asks', `${inWords(day)} is ${because}. Choose another day, or tick the box to keep it`);
}

/** What is wrong with a time for a session; undefined when nothing is. */
function timeFault(
  p: Partnership,
  cohort: Cohort,
  people: readonly PersonId[],
  time: SessionTime,
  now: Instant,
  own?: string,
) {
  const { start, end } = timesOf(time);
  if (start.at <= now) return 'The session must begin later than now.';
  if (start.at < p.launch) return 'The programme begins after that. Choose a later day.';
  if (hoursBetween(start.at, end.at) > LONGEST_HOURS) return `A session must last ${LONGEST_HOURS} hours or less.`;
  if (plus(end.at, 'PT24H') > closing(cohort))
    return 'The programme closes too soon after that. Choose an earlier day.';
  if (isClosedOn(p.provision, localDate(start.at))) return 'The school is closed on that day. Choose another.';
  const clash = p.sessions.some(
    (s) =>
      s.id !== own &&
      isPending(s) &&
      people.some((id) => id === s.coach || id === s.teacher) &&
      s.start.at < end.at &&
      start.at < s.end.at,
  );
  if (clash) return 'One of the two has another session at that time.';
  // a seat is not all that they have here: they may study lessons, or sit at another
  const needed = neededAt(p, people, { from: start.at, until: end.at }, own);
  return needed.length > 0 ? notFree(p, needed).refused.sentence : undefined;
}

/** Is it this very session, sent twice? */
const isPlanned = (s: Session, { coach, teacher, place, focus, ...time }: SessionPlan): boolean =>
  s.state === 'planned' &&
  s.coach === coach &&
  s.teacher === teacher &&
  s.place === place &&
  s.focus === focus &&
  s.start.at === timesOf(time).start.at &&
  s.end.at === timesOf(time).end.at;

/** The coach or the lead plans a session; its people are invited two weeks before it. */
export function planSession(p: Partnership, cohort: Cohort, plan: SessionPlan, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  if (personOf(p, plan.coach)?.role !== 'coach') return refuse('not-now', 'Choose one of the school’s coaches.');
  if (personOf(p, plan.teacher)?.role !== 'teacher') return refuse('not-now', 'Choose one of the school’s teachers.');
  if (p.sessions.some((s) => isPlanned(s, plan))) return refuse('already', 'This session is planned already.');
  const refused = timeRefused(p, cohort, [plan.coach, plan.teacher], plan, now);
  if (refused) return refused;
  const { coach, teacher, place, focus } = plan;
  const session: Session = {
    id: `session-${p.sessions.length + 1}`,
    coach,
    teacher,
    place,
    focus,
    ...timesOf(plan),
    state: 'planned',
    sequence: 0,
  };
  return outcome(p, [{ what: 'session-planned', session }], now);
}

/** The report that was asked for on a session is no longer owed. */
const noReport = (p: Partnership, s: Session, by: PersonId, at: Instant): readonly Change[] => {
  const o = obligationOf(p, reportId(s));
  return o && isOpen(o) ? [{ what: 'settled', obligation: o.id, end: { how: 'released', by, at } }] : [];
};

/** To another time, before it or when it should have been; its people hear of it once they have been invited. */
export function moveSession(
  p: Partnership,
  cohort: Cohort,
  id: SessionId,
  to: SessionTime,
  why: string,
  by: PersonId,
  now: Instant,
): Outcome {
  const s = sessionOf(p, id);
  if (!s) return noSession;
  if (!isPending(s)) return refuse('already', 'It has been said already what became of this session.');
  if (hasEnded(p.stage)) return afterTheEnd;
  const times = timesOf(to);
  if (times.start.at === s.start.at && times.end.at === s.end.at)
    return refuse('already', 'It is at that time already.');
  const refused = timeRefused(p, cohort, [s.coach, s.teacher], to, now, id);
  if (refused) return refused;
  return outcome(p, [...noReport(p, s, by, now), { what: 'session-moved', session: id, ...times, why }], now);
}

/** It will not happen, or did not. Calendars lose what was cancelled; what was missed stays in them. */
export function callOff(
  p: Partnership,
  cohort: Cohort,
  id: SessionId,
  why: string,
  by: PersonId,
  now: Instant,
): Outcome {
  const s = sessionOf(p, id);
  if (!s) return noSession;
  if (!isPending(s)) return refuse('already', 'It has been said already what became of this session.');
  const how = s.start.at > now ? ('cancelled' as const) : ('missed' as const);
  return outcome(
    p,
    [
      ...noReport(p, s, by, now),
      ...(how === 'cancelled'
        ? callOffAll(p, cohort, [{ session: s, why }], now)
        : [{ what: 'session-off' as const, session: id, how, why }]),
    ],
    now,
  );
}

/** The report on a session that was held is owed from its real end. */
const reportFrom = (
  cohort: Cohort,
  policy: ReportPolicy,
  held: Session,
  o: Obligation | undefined,
  now: Instant,
): Change =>
  o
    ? { what: 'due-corrected', obligation: o.id, due: londonTimeOf(reportDue(policy, cohort.calendar, endOf(held))) }
    : { what: 'opened', obligation: openReport(cohort, policy, held, now) };

/** It took place and ended then: from that moment the clock of its report runs, unless it was before the agreement held. */
export function holdSession(p: Partnership, cohort: Cohort, id: SessionId, ended: Instant, now: Instant): Outcome {
  const s = sessionOf(p, id);
  const policy = cohort.programme.sessions?.report;
  if (!s || !policy) return noSession;
  if (!isPending(s)) return refuse('already', 'It has been said already what became of this session.');
  const since = heldSince(p, cohort.programme);
  if (since === undefined && !hasEnded(p.stage)) return waits;
  if (ended > now) return refuse('not-now', 'The session cannot have ended later than now.');
  if (ended <= s.start.at) return refuse('not-now', 'The session cannot have ended before it began.');
  const o = obligationOf(p, reportId(s));
  if (!o && hasEnded(p.stage)) return afterTheEnd;
  return outcome(
    p,
    [
      { what: 'session-held', session: id, ended },
      ...(isBefore(since, s) ? [] : [reportFrom(cohort, policy, { ...s, state: 'held', ended }, o, now)]),
      ...(p.stage === 'agreed' ? [{ what: 'stage' as const, stage: 'active' as const }] : []),
    ],
    now,
  );
}

/** Of a session that was over before the agreement held its coach may write a report. Nobody waits for it. */
export function takeUpReport(p: Partnership, cohort: Cohort, id: SessionId, now: Instant): Outcome {
  const s = sessionOf(p, id);
  if (!s || !cohort.programme.sessions) return noSession;
  if (hasEnded(p.stage)) return afterTheEnd;
  const since = heldSince(p, cohort.programme);
  if (since === undefined) return waits;
  if (!isBefore(since, s)) return refuse('not-now', 'We email you a link to the report when the session ends.');
  if (s.state === 'cancelled' || s.state === 'missed')
    return refuse('not-now', 'This session did not take place, so there is nothing to report.');
  if (s.report || obligationOf(p, reportId(s))) return refuse('already', 'You have begun this report already.');
  return outcome(p, [{ what: 'opened', obligation: offeredReport(cohort, s, now) }], now);
}

/** The coach says why a report will be late and when to expect it: the head is told with the word that it is late. */
export function delayReport(p: Partnership, id: SessionId, why: string, expected: LocalDate): Outcome {
  const s = sessionOf(p, id);
  const o = s && obligationOf(p, reportId(s));
  if (!o || !isOpen(o)) return noSession;
  if (s.delay?.why === why && s.delay.expected === expected) return refuse('already', 'You have said that already.');
  return outcome(p, [{ what: 'report-delayed', session: id, why, expected }], o.opened);
}

/**
 * The coach sends the report, or a correction of one that went; a session of which nothing was said was held as
 * planned. The words are kept apart: here it is only said that there are some, and to whom they go.
 */
export function sendReport(p: Partnership, cohort: Cohort, id: SessionId, by: PersonId, now: Instant): Outcome {
  const planned = sessionOf(p, id);
  if (!planned) return noSession;
  if (p.gone?.some((what) => what === 'reports' || what === 'names'))
    return refuse('ended', 'Reports of this programme have been erased by now, so no more can be sent.');
  // a form may have been open while the school withdrew: its head reads no more of it
  if (hasEnded(p.stage)) return afterTheEnd;
  if (heldSince(p, cohort.programme) === undefined) return waits;
  const ended = planned.end.at < now ? planned.end.at : now;
  const holding = isPending(planned) ? holdSession(p, cohort, id, ended, now) : outcome(p, [], now);
  if ('refused' in holding) return holding;
  const { partnership } = holding;
  const s = sessionOf(partnership, id) as Session;
  if (s.state !== 'held') return refuse('not-now', 'This session did not take place, so there is nothing to report.');
  const version = (s.report?.version ?? 0) + 1;
  const o = obligationOf(partnership, reportId(s));
  const reader = reportReaderOf(p);
  const readers = [reader, ...(cohort.programme.sessions?.report.toTeacher ? [s.teacher] : [])];
  const read = sessionMessage('coach-report', reader, s, version, now);
  const sent = outcome(
    partnership,
    [
      { what: 'report-sent', session: id, version },
      ...(o && isOpen(o)
        ? [{ what: 'settled' as const, obligation: o.id, end: { how: 'done' as const, by, at: now } }]
        : []),
      ...readers.map((to) => (to === reader ? read : sessionMessage('coach-report', to, s, version, now))),
      ...(heldFor(p, read.message).held
        ? toldThatItWaits(partnership, { ...s, report: { version, at: now } }, version, now)
        : []),
    ],
    now,
  );
  return { ...sent, changes: [...holding.changes, ...sent.changes] };
}

const isOfReport = (kind: string): kind is 'coach-report' | 'coach-report-late' =>
  kind === 'coach-report' || kind === 'coach-report-late';

/**
 * The mail service says that an address does not take post. What it was to read about sessions goes to the deputy, and the
 * lead is told at once. Where another sits there by now, or the address has been put right, it goes once more: see readAfterAll.
 */
export function bounced(
  p: Partnership,
  message: {
    readonly key: MessageKey;
    readonly kind: string;
    readonly to: PersonId;
    readonly session?: { readonly id: SessionId; readonly version: number } | undefined;
    /** when it had gone; left out where it was refused there and then */
    readonly sent?: Instant | undefined;
  },
  now: Instant,
): Outcome {
  const s = message.session && sessionOf(p, message.session.id);
  const { kind, to } = message;
  if (!s || !isReader(to) || !isOfReport(kind)) return refuse('not-asked', 'Nothing follows from that.');
  // the feed may tell of one email twice, and what followed the first time may have gone by now
  if (s.returned?.includes(message.key)) return refuse('already', 'That is known already.');
  const { version } = message.session ?? { version: 0 };
  if (!speaksOfNow(s, kind, version)) return refuse('already', 'The session has been moved or called off since.');
  const returned: Change = { what: 'report-returned', session: s.id, message: message.key };
  const since = personOf(p, to)?.since;
  if (message.sent && since && message.sent < since) return outcome(p, [returned], now);
  const deputy = to === 'head' && standIn(p);
  return outcome(
    p,
    [
      ...(p.bounced?.includes(to) ? [] : [{ what: 'address-bounced' as const, person: to }]),
      returned,
      sessionMessage('report-bounced', 'lead', s, version, now, { cameBack: { kind, from: to } }),
      ...(deputy ? [sessionMessage(kind, deputy, s, version, now)] : []),
    ],
    now,
  );
}
