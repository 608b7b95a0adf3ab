import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { Queued } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { endEarly, spokesmen, toldOfTheEnd, withdrawal } from '#domain/partnership/end-of-part.ts';
import { afterTheEnd, type Outcome, outcome, refuse, settle } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { tellOfLateness } from '#domain/sessions/reports.ts';
import type { Session } from '#domain/sessions/session.ts';
import { isBefore } from '#domain/sessions/waiting.ts';
import { leavesOf } from './calendar.ts';
import { askAboutLeaving, askedBefore, MOST, refused } from './confirmations.ts';
import { leftGroup, noted, takesPart } from './departures.ts';
import { askedToLeave } from './pending.ts';
import type { Person, PersonId } from './person.ts';
import { checksEnd, followUp, formerOf, openFor } from './rules.ts';
import type { Former } from './seat.ts';

/**
 * A participant withdraws, without giving a reason: they owe nothing any more and hear nothing but that it is so. Their
 * sessions are called off, and the link says how the group goes on.
 * @param from the whole programme, so that their other seats follow; or this part alone; `elsewhere`: they have said so at
 * another seat, and been told so there; `school`: it is the school they come from that takes no part any more, and what they
 * wrote in the group stays
 */
export function withdrawPerson(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  by: PersonId,
  now: Instant,
  from: 'programme' | 'part' | 'elsewhere' | 'school' = 'programme',
): Outcome {
  const person = personOf(p, seat);
  if (!person)
    return p.former?.some((one) => one.id === seat)
      ? refuse('already', 'You have withdrawn already.')
      : refuse('not-asked', 'There is no such part in this school.');
  if (!takesPart(person))
    return refuse('not-now', 'The school needs somebody in that part. Say who does it now, or withdraw the school.');
  if (hasEnded(p.stage)) return afterTheEnd;
  const ofItself = from === 'programme' || from === 'part';
  const former = formerOf(person, now, from === 'school' ? 'school-over' : 'withdrawn');
  const ended = partEnds(p, cohort, person, former, by, now);
  const after = outcome(p, ended, now).partnership;
  const group = p.groups.find((g) => g.members.includes(seat));
  return outcome(
    p,
    [
      ...openFor(p, seat).map((o) => settle(o, 'released', by, now)),
      ...ended,
      ...lastWord(p, person, former.version, from, now),
      ...(group ? followUp(after, cohort, 'settle-group', seat, now) : []),
      ...leftGroup(p, seat, now),
      ...(ofItself ? noted(p, cohort, person, from === 'programme' ? 'withdrawn' : 'withdrawn-here', now) : []),
    ],
    now,
  );
}

/** That it is so, to whoever says it here; to others what is to come out of their calendar, if anything is. */
function lastWord(
  p: Partnership,
  { id, gone }: Person,
  former: number,
  from: Parameters<typeof withdrawPerson>[5],
  now: Instant,
): readonly Change[] {
  // where nobody reads it, it would reach a stranger or nobody
  if (gone && gone !== 'left') return [];
  const leaves = leavesOf(p, id, now);
  const ofItself = from === 'programme' || from === 'part';
  if (!ofItself && !leaves) return [];
  const message = {
    ...newMessage(ofItself ? 'withdrawal-confirmed' : 'sessions-passed-on', id, [], now),
    former,
    ...(leaves && { leaves }),
    ...(from === 'part' && { part: true as const }),
  };
  return [{ what: 'message-queued', message }];
}

/** Nothing is asked of somebody any more, and their seat is empty. */
export const partEnds = (
  p: Partnership,
  cohort: Cohort,
  person: Person,
  former: Former,
  by: PersonId,
  now: Instant,
): readonly Change[] => [
  ...p.obligations.filter((o) => isOpen(o) && o.owner === person.id).map((o) => settle(o, 'released', by, now)),
  ...checksEnd(p, person.id, now),
  ...noReportComes(p, cohort, person.id, now),
  ...p.outbox
    // a copy of their own data they have asked for all the same; what is for whoever sat there before goes on
    .filter((m) => m.to === person.id && m.former === undefined && m.state === 'to-send' && m.request === undefined)
    .map((m) => ({ what: 'message-dropped' as const, key: m.key, why: 'its reader has withdrawn' })),
  { what: 'person-withdrawn', former },
];

/** Is it the same word to the same person about one time of one session? */
const saysTheSame = (a: Queued, b: Queued): boolean =>
  a.kind === b.kind &&
  a.to === b.to &&
  a.proposed === b.proposed &&
  a.session?.id === b.session?.id &&
  a.session?.version === b.session?.version;

/**
 * Whoever reads the school's reports hears at once of which sessions they will read none; or the lead does, if nobody there
 * reads and they have not heard when the word that it is late began to wait, or came back.
 */
function noReportComes(p: Partnership, cohort: Cohort, coach: PersonId, now: Instant): readonly Change[] {
  const held = heldSince(p, cohort.programme);
  return p.obligations.flatMap((o) => {
    const s = o.kind === 'report-session' && o.owner === coach && isOpen(o) ? sessionOf(p, o.session ?? '') : undefined;
    if (!s || s.headHeard || isBefore(held, s)) return [];
    const known = s.returned !== undefined || isSaidLate(p, s);
    return tellOfLateness(p, s, now).filter(
      (one) =>
        one.what !== 'message-queued' ||
        !((known && one.message.noReport) || p.outbox.some((m) => saysTheSame(m, one.message))),
    );
  });
}

/** Is word on its way, or does it wait, that this session's report is late? */
const isSaidLate = (p: Partnership, s: Session): boolean =>
  p.outbox.some((m) => m.kind === 'coach-report-late' && m.session?.id === s.id && m.session.version === s.sequence);

/** What a school's withdrawal comes to, now that it holds: at once, or on the morning of a later day. */
export function leave(
  p: Partnership,
  cohort: Cohort,
  { by, from }: { readonly by: PersonId; readonly from?: LocalDate | undefined },
  now: Instant,
): Outcome {
  if (from === undefined || from <= localDate(now)) return outcome(p, withdrawal(p, cohort, by, now), now);
  if (from >= localDate(closing(cohort)))
    return refuse('not-now', 'The programme closes before that day. Choose an earlier one.');
  return outcome(p, [...overtaken(p, by, now), { what: 'withdrawal-planned', from, by }], now);
}

/** The lead has said the same, or the opposite, of what was still to be confirmed. */
const overtaken = (p: Partnership, by: PersonId, now: Instant): readonly Change[] =>
  p.obligations.filter((o) => o.kind === 'confirm-withdrawal' && isOpen(o)).map((o) => settle(o, 'released', by, now));

/**
 * A school withdraws, at once or from a later day on: said by the lead; or by its link or head, once another has confirmed
 * it.
 */
export function withdrawSchool(
  p: Partnership,
  cohort: Cohort,
  { by, from }: { readonly by: PersonId; readonly from?: LocalDate | undefined },
  now: Instant,
): Outcome {
  if (p.stage === 'withdrawn') return refuse('already', 'The school has withdrawn already.');
  if (hasEnded(p.stage)) return afterTheEnd;
  if (by !== 'lead' && !spokesmen(p).includes(by))
    return refuse('not-now', 'Only the SLT link, the head or the programme lead can withdraw a school.');
  const later = from !== undefined && from > localDate(now) ? from : undefined;
  if (later && p.leaving?.from === later) return refuse('already', 'The school withdraws on that day already.');
  if (by === 'lead') return leave(p, cohort, { by, from: later }, now);
  return askToLeave(p, cohort, { by, from: later }, now);
}

/** Another is asked whether it is right. */
function askToLeave(
  p: Partnership,
  cohort: Cohort,
  { by, from }: { readonly by: PersonId; readonly from: LocalDate | undefined },
  now: Instant,
): Outcome {
  if (from && from >= localDate(closing(cohort)))
    return refuse('not-now', 'The programme closes before that day. Choose an earlier one.');
  const known = askedToLeave(p);
  if (known?.from === from && known)
    return refuse('already', 'You have told us that already. It waits to be confirmed.');
  if (known)
    return refuse('not-now', 'This waits to be confirmed with another day. Tell us first that the school stays.');
  if (askedBefore(p, 'confirm-withdrawal').length >= MOST)
    return refuse(
      'not-now',
      'You have told us this several times. Reply to one of our emails and tell the programme lead.',
    );
  return outcome(p, askAboutLeaving(p, cohort, { by, from }, now), now);
}

/** A school that was to withdraw on a later day stays: said by the lead, or, unless it was they who said so, by the school. */
export function cancelWithdrawal(p: Partnership, by: PersonId, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const asked = askedToLeave(p);
  const { leaving } = p;
  if (!asked && !leaving) return refuse('already', 'The school stays.');
  if (by !== 'lead' && !spokesmen(p).includes(by))
    return refuse('not-now', 'Only the SLT link, the head or the programme lead can tell us that.');
  const saidByLead = leaving?.by === 'lead' && by !== 'lead';
  if (!asked && saidByLead)
    return refuse('not-now', 'The programme lead said that the school withdraws. Reply to one of our emails to stay.');
  return outcome(
    p,
    [
      ...(asked ? notConfirmed(p, asked.by, by, now) : []),
      ...(leaving && !saidByLead ? [{ what: 'withdrawal-cancelled' as const, from: leaving.from }] : []),
    ],
    now,
  );
}

/** What was still to be confirmed is not so. */
function notConfirmed(p: Partnership, askedBy: PersonId, by: PersonId, now: Instant): readonly Change[] {
  const open = p.obligations.filter((o) => o.kind === 'confirm-withdrawal' && isOpen(o));
  return [
    ...open.map((o) => settle(o, 'released', by, now)),
    { what: 'withdrawal-refused' },
    ...open.flatMap((o) => refused(p, o, askedBy, by, now)),
  ];
}

/** The lead ends the whole cohort before its time: of this school nothing more is asked, and it is told so once. */
export function endSchool(p: Partnership, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const stage = p.signatures.length > 0 || p.stage !== 'invited' ? 'completed' : 'lapsed';
  return outcome(
    p,
    [
      { what: 'cut-short' },
      ...endEarly(p, { what: 'stage', stage }, 'lapsed', 'cohort-ended', toldOfTheEnd(p), 'lead', now),
    ],
    now,
  );
}
