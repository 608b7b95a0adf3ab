import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { ObligationId } from '#domain/ids.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, owed, refuse } from '#domain/partnership/outcome.ts';
import {
  actingFor,
  hasEnded,
  isThere,
  type Partnership,
  personOf,
  sessionOf,
} from '#domain/partnership/partnership.ts';
import { isForHead, isReader, nobodyReads, reportReaderOf, toldThatItWaits } from '#domain/sessions/reports.ts';
import { askAboutSeat, askedBefore, MOST } from './confirmations.ts';
import { actingOn, isOwnSeat } from './confirmers.ts';
import { noted } from './departures.ts';
import { raised } from './links.ts';
import { proposedAt } from './pending.ts';
import type { Contact } from './person.ts';
import { type Gone, type Person, type PersonId, sameAddress } from './person.ts';
import { endBy, followUp, handOver, inFiveDays, namedByOf, openFor, policyFor } from './rules.ts';
import type { Handover, SeatProposal } from './seat.ts';

/** Whether that seat can be taken by that person: undefined, or why not. */
export function seatFault(
  p: Partnership,
  seat: PersonId,
  { name, email }: Contact,
): ReturnType<typeof refuse> | undefined {
  const before = personOf(p, seat);
  const wasThere = p.former?.some((one) => one.id === seat);
  if (!before && !wasThere && seat !== 'link' && seat !== 'cover')
    return refuse('not-asked', 'There is no such part in this school.');
  if (before && !before.gone && before.name === name && sameAddress(before.email) === sameAddress(email))
    return refuse('already', 'That is who is on record already.');
  const beside = p.groups.find((group) => group.members.includes(seat))?.members ?? [];
  if (beside.some((id) => id !== seat && sameAddress(personOf(p, id)?.email ?? '') === sameAddress(email)))
    return refuse(
      'not-now',
      'Somebody in the same group has that address. Each of its teachers needs one of their own.',
    );
  return undefined;
}

/** A successor for a later day, in the place of whoever was named for one before. */
function plan(p: Partnership, handover: Handover, now: Instant): Outcome {
  const { seat, to, from } = handover;
  const known = p.handovers?.find((one) => one.seat === seat);
  if (known?.from === from && known.to.name === to.name && sameAddress(known.to.email) === sameAddress(to.email))
    return refuse('already', 'That is planned already.');
  return outcome(p, [{ what: 'handover-planned', handover }], now);
}

/** Whoever was to follow on a later day does not: nobody had been told, so nobody is. */
export function cancelHandover(p: Partnership, seat: PersonId, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const handover = p.handovers?.find((one) => one.seat === seat);
  return handover
    ? outcome(p, [{ what: 'handover-cancelled', handover }], now)
    : refuse('already', 'Nobody is to follow there any more.');
}

const sameContact = (a: Contact, b: Contact): boolean =>
  a.name === b.name && sameAddress(a.email) === sameAddress(b.email);

/**
 * What a seat says of itself: until another person has confirmed it, whoever holds its link could be saying it. Or what was said
 * at another school of the same person. The school must not have ended.
 */
export function propose(
  p: Partnership,
  cohort: Cohort,
  named: Omit<SeatProposal, 'obligation' | 'before'>,
  now: Instant,
): Outcome {
  const { seat, to } = named;
  if (hasEnded(p.stage)) return afterTheEnd;
  if (!personOf(p, seat)) return refuse('not-asked', 'There is no such part in this school.');
  const known = proposedAt(p, seat);
  if (known && known.same === named.same && sameContact(known.to, to))
    return refuse('already', 'You have told us that already. It waits to be confirmed.');
  if (known)
    return refuse(
      'not-now',
      `You have already named ${known.to.name} (${known.to.email}). If that is wrong, use the link in the email that we sent about it to tell us first.`,
    );
  const before = askedBefore(p, 'confirm-successor', seat);
  if (before.length >= MOST || before.some(({ end }) => end?.how === 'released' && end.by && end.by !== named.by))
    return refuse(
      'not-now',
      'Your colleagues or the programme lead told us that an earlier name was not right. Reply to one of our emails and tell the programme lead who it is.',
    );
  const changes = askAboutSeat(p, cohort, named, now);
  const after = outcome(p, changes, now).partnership;
  const rest = outcome(after, [...passOn(after, cohort, seat, now), ...nowWaiting(p, after, now)], now);
  return { ...rest, changes: [...changes, ...rest.changes] };
}

/** Somebody else takes a seat: at once, or from the morning of a later day on. A seat's own word waits to be confirmed. */
export function replacePerson(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  successor: Contact,
  from: LocalDate,
  by: PersonId,
  now: Instant,
): Outcome {
  const { name, email } = successor;
  if (hasEnded(p.stage)) return afterTheEnd;
  const fault = seatFault(p, seat, successor);
  if (fault) return fault;
  if (from >= localDate(closing(cohort)))
    return refuse('not-now', 'The programme closes before that day. Choose an earlier one.');
  if (isOwnSeat(p, seat, by)) return propose(p, cohort, { seat, to: { name, email }, same: false, by }, now);
  if (from > localDate(now)) return plan(p, { seat, to: { name, email }, from, by }, now);
  return outcome(p, handOver(p, cohort, seat, successor, by, now), now);
}

/**
 * The same person at another address: answers and drafts stay theirs. Links that went to the earlier one stop working.
 * @param from `elsewhere`: it was said of another seat of theirs, from where it spreads
 */
export function correctAddress(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  email: string,
  by: PersonId,
  now: Instant,
  from: 'here' | 'elsewhere' = 'here',
): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const person = personOf(p, seat);
  if (!person) return refuse('not-asked', 'There is no such part in this school.');
  // see nameSuccessor: it is asked of somebody else
  if (isOwnSeat(p, seat, by)) return refuse('not-now', 'Somebody else must confirm your new address.');
  if (!person.gone && sameAddress(person.email) === sameAddress(email))
    return refuse('already', 'That is the address on record already.');
  const { links } = raised(person);
  const strangers = person.gone === 'not-me' ? { linksFrom: links } : {};
  const corrected = {
    ...{ what: 'address-corrected' as const, person: seat, email, links },
    ...strangers,
    ...namedByOf(by),
  };
  return outcome(
    p,
    [
      corrected,
      ...openFor(p, seat).map((o): Change => ({ what: 'settled', obligation: o.id, end: endBy(o, by, now) })),
      ...whereThingsStand(p, { ...person, email }, now),
      ...(from === 'here' ? noted(p, cohort, person, 'corrected', now, { name: person.name, email, by }) : []),
    ],
    now,
  );
}

const hasMeetings = (p: Partnership, id: PersonId): boolean =>
  p.sessions.some((s) => s.coach === id || s.teacher === id) || p.cycles.some((c) => c.members.includes(id));

/** Whoever was not reached hears what they owe, each with its link; once, where that is still to go from an earlier correction. */
function whereThingsStand(p: Partnership, person: Person, now: Instant): readonly Change[] {
  const about = p.obligations.filter((o) => isOpen(o) && actingOn(p, o).includes(person.id)).map((o) => o.id);
  if (about.length === 0 && !hasMeetings(p, person.id)) return [];
  const goes = p.outbox.some((m) => m.kind === 'handover' && m.to === person.id && m.state === 'to-send');
  return goes ? [] : [{ what: 'message-queued', message: newMessage('handover', person.id, about, now) }];
}

/**
 * The address is not theirs, they have left, or mail to them comes back: nobody writes there any more, and the school names
 * a successor.
 * @param from `elsewhere`: it is so of another seat of theirs, from where it spreads
 */
export function reportGone(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  how: Gone,
  now: Instant,
  from: 'here' | 'elsewhere' = 'here',
): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const person = personOf(p, seat);
  if (!person) return refuse('not-asked', 'There is no such part in this school.');
  if (person.gone) return refuse('already', 'We know that already.');
  const gone: Change = { what: 'person-gone', person: seat, how };
  const after = outcome(p, [gone], now).partnership;
  const unread = seat === reportReaderOf(after) && cohort.programme.sessions !== undefined && nobodyReads(after);
  const asked = (openFor(p, seat).length === 0 ? followUp(after, cohort, 'name-successor', seat, now) : []).map(
    (one) =>
      // reports have their 24 hours, school days or not
      unread && one.what === 'message-queued' ? { ...one, message: { ...one.message, urgent: true } } : one,
  );
  return outcome(
    p,
    [
      gone,
      ...passOn(after, cohort, seat, now),
      ...asked,
      ...nowWaiting(p, after, now),
      ...(from === 'here' && how !== 'not-me' ? noted(p, cohort, person, how, now) : []),
    ],
    now,
  );
}

/** Reports, or word that they are late, that were on their way to them wait now, and whoever can act on it hears it. */
function nowWaiting(before: Partnership, after: Partnership, now: Instant): readonly Change[] {
  // where a head has named somebody in their own place, a report waits as it does where nobody reads
  if (!nobodyReads(after) && !proposedAt(after, reportReaderOf(after))) return [];
  return after.outbox
    .filter((m) => isForHead(m) && m.held && !before.outbox.find(({ key }) => key === m.key)?.held)
    .flatMap(({ kind, session, to }) => {
      const s = isReader(to) && session && sessionOf(after, session.id);
      // word that a report is late goes nowhere once the report has come
      return s && !(kind === 'coach-report-late' && s.report) ? toldThatItWaits(after, s, session.version, now) : [];
    });
}

/** What they were asked about others' leaving is the lead's now, unless another acts with them: somebody has to answer. */
const passOn = (p: Partnership, cohort: Cohort, seat: PersonId, now: Instant): readonly Change[] =>
  p.obligations
    .filter((o) => isOpen(o) && (o.kind === 'name-successor' || o.kind === 'settle-group'))
    .filter(({ owner }) => {
      const acting = actingFor(p, owner);
      return acting.includes(seat) && !acting.some((id) => isThere(p, id));
    })
    .flatMap((o): readonly Change[] => {
      const kind = o.kind === 'name-successor' ? 'successor-request' : 'group-request';
      return [
        {
          what: 'taken-over',
          obligation: o.id,
          due: inFiveDays(cohort, now),
          policy: policyFor(cohort, 'lead'),
        },
        { what: 'message-queued', message: newMessage(kind, 'lead', [o.id], now) },
      ];
    });

/** The school names who sits there now, or says that it is the same person at another address. */
export function nameSuccessor(
  p: Partnership,
  cohort: Cohort,
  id: ObligationId,
  named: Contact & { readonly same?: boolean },
  by: PersonId,
  now: Instant,
): Outcome {
  const o = owed(p, id, 'name-successor');
  if ('refused' in o) return o;
  const { same, ...contact } = named;
  const seat = o.seat ?? '';
  const person = same && personOf(p, seat);
  if (!person) return replacePerson(p, cohort, seat, contact, localDate(now), by, now);
  if (!isOwnSeat(p, seat, by)) return correctAddress(p, cohort, seat, contact.email, by, now);
  return propose(p, cohort, { seat, to: { name: person.name, email: contact.email }, same: true, by }, now);
}
