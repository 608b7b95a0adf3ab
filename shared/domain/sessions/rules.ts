import { earliest, type Instant, inWords, type LocalDate, localDate, london, plusDays } from '#calendar/london.ts';
import { MORNING, postIsOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { begins } from '#domain/dates/dates.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { tellOfChange } from '#domain/messages/changed.ts';
import type { SessionHeard } from '#domain/messages/heard.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { heldSince, onceItHolds } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { standIn } from '#domain/people/confirmers.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import { type ReportChase, reportChases } from './report-chases.ts';
import { openReport, readAfterAll, reportId, sessionMessage, tellOfLateness } from './reports.ts';
import { endOf, goesAt, isPending, reportDue, type Session } from './session.ts';
import { isBefore, waitingRules } from './waiting.ts';

/** Days before a session on which its people are invited; a calendar full of invitations for next summer helps nobody. */
const INVITED_AHEAD = 14;

/**
 * What sessions need, at whatever hour from the launch on: to invite, ask what became of them, chase reports, tell the head.
 * None of it before the agreement holds, nor afterwards of what was over by then.
 */
export function sessionRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const policy = cohort.programme.sessions?.report;
  if (!policy) return [];
  const launched = begins(p, cohort);
  const rule = (at: Instant, make: Rule['do']): Rule => ({ at: at > launched ? at : launched, do: make });
  const held = heldSince(p, cohort.programme);
  const impossible = cannotBe(p, held, now);
  if (impossible.length > 0)
    return inParts(impossible).map((some) => rule(now, (current) => callOffAll(current, cohort, some, now)));
  if (hasEnded(p.stage)) return [];
  if (held === undefined) return waitingRules(p, cohort, now).map(({ at, do: make }) => rule(at, make));
  // a programme in which nobody countersigns
  if (p.stage === 'invited' && p.obligations.length > 0) return [rule(held, (current) => onceItHolds(current, now))];
  if (readAfterAll(p, now).length > 0) return [rule(now, (current) => readAfterAll(current, now))];
  const owed = obligationsById(p);
  return unsettled(p.sessions).flatMap((s) => {
    if (isBefore(held, s)) return [];
    const o = owed.get(reportId(s));
    const at = earliest(
      invitedFrom(s) === NEVER ? undefined : inviteAt(p, cohort, s, now),
      isPending(s) && !o ? s.end.at : undefined,
      ...(o && isOpen(o) ? unhandled(policy, s, o).map((chase) => chase.at) : []),
    );
    return at ? [rule(at, (current) => seeTo(current, cohort, policy, s, now))] : [];
  });
}

/** What one session needs now. */
function seeTo(p: Partnership, cohort: Cohort, policy: ReportPolicy, s: Session, now: Instant): readonly Change[] {
  const o = obligationsById(p).get(reportId(s));
  return [
    ...(inviteAt(p, cohort, s, now) <= now ? invite(p, cohort, s, now) : []),
    ...(isPending(s) && s.end.at <= now && !o ? askWhatBecame(p, cohort, policy, s, now) : []),
    ...chase(p, policy, s, o, now),
  ];
}

const NEVER = '9999-12-31T00:00:00Z';
const AT_ONCE = '0000';

/** Computed once for each: a school of two hundred sessions is looked over at every turn. */
function once<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as V;
  };
}

/** Those of which something is still to happen: not reported, not called off. */
const unsettled = once((sessions: readonly Session[]) =>
  sessions.filter((s) => !s.report && s.state !== 'cancelled' && s.state !== 'missed'),
);

/** When its people are to be invited, or told of its new time; never once it is over. */
const invitedFrom = once((s: Session): Instant => {
  if (!isPending(s) || s.invited === s.sequence) return NEVER;
  return s.invited === undefined ? london(plusDays(localDate(s.start.at), -INVITED_AHEAD), MORNING).at : AT_ONCE;
});

/**
 * When they are: while the post is open; a session that begins before it opens again cannot wait for it. What has changed is
 * noted at once, and told as it may.
 */
export function inviteAt(p: Partnership, cohort: Cohort, s: Session, now: Instant): Instant {
  const from = invitedFrom(s);
  if (from === NEVER || from === AT_ONCE) return from === NEVER ? NEVER : now;
  return goesAt(postCalendar(p, cohort), s, from, now);
}

/** Whoever has had no invitation to it gets one; of its new time the others hear with all else that changes for them. */
function invite(p: Partnership, cohort: Cohort, s: Session, now: Instant): readonly Change[] {
  const invited: Change = {
    what: 'session-invited',
    session: s.id,
    sequence: s.sequence,
    ...(s.invited === undefined && { first: true }),
  };
  if (s.start.at <= now) return [invited];
  return [
    invited,
    ...[s.coach, s.teacher].flatMap((to) =>
      isUninvited(p, s, to)
        ? [firstInvitation(postCalendar(p, cohort), s, to, s.sequence, now)]
        : tellOfSessions(p, cohort, to, [s], now),
    ),
  ];
}

function firstInvitation(calendar: SchoolCalendar, s: Session, to: PersonId, sequence: number, now: Instant): Change {
  const urgent = !postIsOpen(calendar, now) && goesAt(calendar, s, now, now) === now;
  return sessionMessage('session-invitation', to, s, sequence, now, { ...(urgent && { urgent }), first: true });
}

/** Tells somebody that sessions of theirs, as they still stand here, are about to change or have moved. */
const tellOfSessions = (
  p: Partnership,
  cohort: Cohort,
  to: PersonId,
  sessions: readonly Session[],
  now: Instant,
  passed?: PersonId,
): readonly Change[] =>
  tellOfChange(
    p,
    cohort,
    {
      kind: 'sessions-changed',
      to,
      heard: { sessions: Object.fromEntries(sessions.map((s) => [s.id, heardOf(s, passed)])) },
      touches: { starts: sessions.flatMap(({ start, told }) => [start.at, ...(told ? [told.start.at] : [])]) },
    },
    now,
  );

/** What its people have heard of a session, unless its last change waits to be told. */
const heardOf = ({ told, sequence, start, end }: Session, passed?: PersonId): SessionHeard => ({
  ...(told ?? (sequence === 0 ? { start, end } : {})),
  ...(passed && { passed }),
});

/**
 * Somebody else takes a seat: whoever meets them is told of it, and has an invitation that names them. The newcomer finds the
 * sessions in their handover.
 */
export function passOnSessions(
  p: Partnership,
  cohort: Cohort,
  sessions: readonly Session[],
  seat: PersonId,
  now: Instant,
): readonly Change[] {
  const others = Map.groupBy(sessions, (s) => (s.coach === seat ? s.teacher : s.coach));
  return [
    ...sessions.map(({ id }) => ({ what: 'session-passed-on' as const, session: id })),
    ...[...others].flatMap(([to, theirs]) => {
      if (!personOf(p, to)) return [];
      const known = theirs.filter((s) => !isUninvited(p, s, to));
      return [
        ...theirs
          .filter((s) => !known.includes(s))
          .map((s) => firstInvitation(postCalendar(p, cohort), s, to, s.sequence + 1, now)),
        ...(known.length > 0 ? tellOfSessions(p, cohort, to, known, now, seat) : []),
      ];
    }),
  ];
}

/** Has a person had no invitation to it? One that is still in the outbox, of another time, does not go any more. */
const isUninvited = (p: Partnership, s: Session, to: PersonId): boolean =>
  s.invited === undefined ||
  p.outbox.some(
    (m) => m.kind === 'session-invitation' && m.first && m.state === 'to-send' && m.to === to && m.session?.id === s.id,
  );

const askWhatBecame = (
  p: Partnership,
  cohort: Cohort,
  policy: ReportPolicy,
  s: Session,
  now: Instant,
): readonly Change[] =>
  personOf(p, s.coach)
    ? [
        { what: 'opened', obligation: openReport(cohort, policy, s, now) },
        sessionMessage('session-ended', s.coach, s, s.sequence, now),
      ]
    : [{ what: 'session-off', session: s.id, how: 'missed', why: 'its coach has withdrawn from the programme' }];

function chase(
  p: Partnership,
  policy: ReportPolicy,
  s: Session,
  o: Obligation | undefined,
  now: Instant,
): readonly Change[] {
  if (!o || !isOpen(o)) return [];
  const late = unhandled(policy, s, o).filter((c) => c.at <= now);
  if (late.length === 0) return [];
  const nudged = late.some((c) => c.act === 'nudge') && !late.some((c) => c.act === 'tell-head');
  const has = (act: ReportChase['act']) => late.some((c) => c.act === act);
  const deputy = standIn(p);
  return [
    { what: 'chased', obligation: o.id, days: late.map((c) => c.hours), reminded: nudged },
    ...(nudged ? [sessionMessage('report-nudge', s.coach, s, s.sequence, now)] : []),
    ...(has('escalate')
      ? ['lead', ...(deputy ? [deputy] : [])].map((to) => sessionMessage('report-escalation', to, s, s.sequence, now))
      : []),
    ...(has('tell-head') ? tellOfLateness(p, s, now) : []),
  ];
}

const unhandled = (policy: ReportPolicy, s: Session, o: Obligation): readonly ReportChase[] =>
  chasesOf(o)(policy, s).filter((c) => !o.chased.includes(c.hours));

const chasesOf = once((o: Obligation) => {
  let kept: readonly ReportChase[] | undefined;
  return (policy: ReportPolicy, s: Session) => {
    kept ??= reportChases(policy, endOf(s), o.due.at);
    return kept;
  };
});

const byId = once((obligations: readonly Obligation[]) => new Map(obligations.map((o) => [o.id, o])));

const obligationsById = (p: Partnership) => byId(p.obligations);

const isToCome = (s: Session, now: Instant): boolean => isPending(s) && s.start.at > now;

/** One of its two people has withdrawn, and nobody has taken their place. */
const isVacated = (p: Partnership, s: Session): boolean => !personOf(p, s.coach) || !personOf(p, s.teacher);

/** Sessions that are to come on a day. */
export const sessionsOn = (p: Partnership, date: LocalDate, now: Instant): readonly Session[] =>
  p.sessions.filter((s) => isToCome(s, now) && localDate(s.start.at) === date);

/** So many at a time: what more there are, are called off in the turns that follow. */
const AT_A_TIME = 40;

const inParts = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_A_TIME) }, (_, i) => all.slice(i * AT_A_TIME, (i + 1) * AT_A_TIME));

interface Impossible {
  readonly session: Session;
  readonly why: string;
  /** who hears of it, where not only whoever was invited does */
  readonly told?: readonly PersonId[];
}

/** Sessions that are to come and cannot be: for these reasons they are called off. */
function cannotBe(p: Partnership, held: Instant | undefined, now: Instant): readonly Impossible[] {
  const off = (sessions: readonly Session[], why: string) => sessions.map((session): Impossible => ({ session, why }));
  const toCome = () => p.sessions.filter((s) => isToCome(s, now));
  if (hasEnded(p.stage)) return off(toCome(), 'the school’s part in the programme has ended');
  const vacated = p.former ? toCome().filter((s) => isVacated(p, s)) : [];
  if (vacated.length > 0) return off(vacated, 'somebody has withdrawn from the programme');
  return (p.provision?.closures ?? []).flatMap(({ date }) =>
    off(sessionsOn(p, date, now), `the school is closed on ${inWords(date)}`).map((it) => ({
      ...it,
      told: toldOfClosedDay(held, it.session),
    })),
  );
}

/**
 * Whoever was invited; once the agreement holds in any case the coach: they know what is planned, and nothing else would tell
 * them.
 */
export function toldOfClosedDay(held: Instant | undefined, s: Session): readonly PersonId[] {
  if (s.invited !== undefined) return [s.coach, s.teacher];
  return held === undefined ? [] : [s.coach];
}

/** While a session is to come or a report may still be due, the school's part goes on. */
export function sessionsKeepOpen(p: Partnership, cohort: Cohort): Instant | undefined {
  const policy = cohort.programme.sessions?.report;
  const held = heldSince(p, cohort.programme);
  if (!policy || held === undefined) return undefined;
  const owed = obligationsById(p);
  const latest = (moments: readonly Instant[]) =>
    moments.reduce<Instant | undefined>((a, b) => (a && a > b ? a : b), undefined);
  const live = unsettled(p.sessions)
    .filter((s) => !isBefore(held, s))
    .map((s) => ({ s, o: owed.get(reportId(s)) }));
  const lastEnd = latest(live.flatMap(({ s, o }) => (isPending(s) && !o ? [s.end.at] : [])));
  const due = live.flatMap(({ o }) => (o && isOpen(o) ? [o.due.at] : []));
  return latest(lastEnd ? [...due, reportDue(policy, cohort.calendar, lastEnd)] : due);
}

/** Calls off sessions: whoever was invited is told, and calendars lose them. */
export function callOffAll(
  p: Partnership,
  cohort: Cohort,
  sessions: readonly Impossible[],
  now: Instant,
): readonly Change[] {
  const told = sessions.flatMap(({ session: s, told = invitedTo(p, s) }) =>
    told.filter((id) => personOf(p, id)).map((to) => ({ to, s })),
  );
  return [
    ...sessions.map(({ session: { id: session }, why }) => ({
      what: 'session-off' as const,
      session,
      how: 'cancelled' as const,
      why,
    })),
    ...[...Map.groupBy(told, ({ to }) => to)].flatMap(([to, theirs]) =>
      tellOfSessions(
        p,
        cohort,
        to,
        theirs.map(({ s }) => s),
        now,
      ),
    ),
  ];
}

/** Who knows of it: nobody whose invitation has not gone. */
const invitedTo = (p: Partnership, s: Session): readonly PersonId[] =>
  [s.coach, s.teacher].filter((to) => !isUninvited(p, s, to));
