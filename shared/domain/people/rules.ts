import { type Instant, type LondonTime, localDate, london } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY, MORNING } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { passOnCycles } from '#domain/cycles/rules.ts';
import { openChecks, takesOverWeek } from '#domain/cycles/timetables.ts';
import { isMoving } from '#domain/dates/dates.ts';
import { closing } from '#domain/dates/timeline.ts';
import { kindOf } from '#domain/messages/catalogue.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, type Obligation, type ObligationEnd, openObligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import {
  actingFor,
  hasEnded,
  isThere,
  type Partnership,
  personOf,
  SECOND_LINK,
  sessionOf,
} from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import type { Step } from '#domain/programme/programme.ts';
import { passOnSessions } from '#domain/sessions/rules.ts';
import { isPending } from '#domain/sessions/session.ts';
import { leavesOf } from './calendar.ts';
import { actingOn, isConfirmation } from './confirmers.ts';
import { noted } from './departures.ts';
import type { Contact } from './person.ts';
import { type Person, type PersonId, type Role, sameAddress } from './person.ts';
import type { Former, Handover } from './seat.ts';
import { beginsAnew, nextLinks, nextVersion } from './succession.ts';

/** School days that somebody has at least for what they take over late, and for naming a successor. */
const TIME = 5;

/** Until the end of the fifth school day from now. */
export function inFiveDays({ calendar, ...cohort }: Cohort, now: Instant): LondonTime {
  const day = addSchoolDays(calendar, localDate(now), TIME) ?? localDate(closing({ calendar, ...cohort }));
  return london(day, END_OF_DAY);
}

/** Seats that somebody may be asked to fill at which nobody has ever sat. Whoever else there is was named with their part. */
const oneOfEach: Readonly<Record<PersonId, Role>> = {
  lead: 'lead',
  link: 'link',
  head: 'head',
  deputy: 'deputy',
  cover: 'cover',
  [SECOND_LINK]: 'link',
};

/** The part that a seat is for: that of whoever sits there, or sat there last. */
export const roleOf = (p: Pick<Partnership, 'people' | 'former'>, seat: PersonId): Role =>
  (p.people.find(({ id }) => id === seat) ?? p.former?.findLast(({ id }) => id === seat))?.role ??
  oneOfEach[seat] ??
  'teacher';

/**
 * Somebody else sits there from now on: what is owed passes over, chases begin anew, what was overdue gets five school
 * days, and the newcomer hears in one email where things stand.
 */
export function handOver(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  { name, email }: Contact,
  by: PersonId,
  now: Instant,
): readonly Change[] {
  const before = personOf(p, seat);
  const sat = before ?? p.former?.findLast((one) => one.id === seat);
  const version = nextVersion(p, seat);
  const links = nextLinks(p, seat, version);
  const person: Person = {
    id: seat,
    role: roleOf(p, seat),
    name,
    email,
    ...(sat?.of && { of: sat.of }),
    ...(sat?.nth && { nth: sat.nth }),
    ...(version > 1 && { version, links, linksFrom: links, since: now }),
    ...namedByOf(by),
  };
  const owed = p.obligations.filter((o) => isOpen(o) && o.owner === seat);
  const late = owed.filter((o) => beginsAnew(o) && o.due.at < now);
  const dues = Object.fromEntries(late.map((o) => [o.id, inFiveDays(cohort, now)]));
  const former = before && formerOf(before, now, 'replaced');
  const changes: readonly Change[] = [
    ...p.outbox
      .filter(
        (m) => m.to === seat && m.former === undefined && m.state === 'to-send' && kindOf(m).toSuccessor === 'handover',
      )
      .map((m) => ({ what: 'message-dropped' as const, key: m.key, why: 'somebody else has taken over' })),
    ...openFor(p, seat).map((o): Change => ({ what: 'settled', obligation: o.id, end: endBy(o, by, now) })),
    ...checksEnd(p, seat, now),
    { what: 'person-replaced', person, ...(former && { former }), dues },
    ...passOn(p, cohort, seat, now),
    ...(before && former ? takenOut(p, before, former, now) : []),
    ...(takesOverWeek(p, seat, sat?.email, email) ? followUp(p, cohort, 'check-timetable', seat, now) : []),
    ...(before && sameAddress(before.email) !== sameAddress(email)
      ? noted(p, cohort, before, 'replaced', now, { name, email, by })
      : []),
  ];
  // before anything was asked there is nothing to be told: the first request says it all
  const about = p.obligations.filter((o) => isOpen(o) && actingOn(p, o).includes(seat)).map((o) => o.id);
  if (p.obligations.length === 0 || (about.length === 0 && version === 1)) return changes;
  return [...changes, { what: 'message-queued', message: newMessage('handover', seat, about, now) }];
}

/** Calendars follow: whoever stays has what they have with the newcomer, by their name. */
function passOn(p: Partnership, cohort: Cohort, seat: PersonId, now: Instant): readonly Change[] {
  const sessions = leavesOf(p, seat, now)?.sessions ?? [];
  const meetings = sessions.flatMap(({ id }) => sessionOf(p, id) ?? []).filter(isPending);
  return [...passOnSessions(p, cohort, meetings, seat, now), ...passOnCycles(p, cohort, seat, now)];
}

/** And whoever has gone loses what they had. */
function takenOut(p: Partnership, { id, gone }: Person, { version }: Former, now: Instant): readonly Change[] {
  const leaves = leavesOf(p, id, now);
  // where nobody reads it, it would reach a stranger or nobody
  if (!leaves || (gone && gone !== 'left')) return [];
  const off = newMessage('sessions-passed-on', id, [], now);
  return [{ what: 'message-queued', message: { ...off, leaves, former: version } }];
}

/** Which seat of the school vouches for somebody; the lead does for whom they name, also for a later day. */
export const namedByOf = (by: PersonId): Pick<Person, 'namedBy'> =>
  by === 'lead' || by === 'drumbeat' ? {} : { namedBy: by };

/** What was still to be confirmed has been overtaken: somebody else has said who sits there. */
export const endBy = (o: Obligation, by: PersonId, at: Instant): ObligationEnd =>
  by === 'drumbeat' ? { how: 'released', at } : { how: isConfirmation(o) ? 'released' : 'done', by, at };

export const formerOf = (
  { id, role, version = 1, links, name, email, of, nth, erased }: Person,
  until: Instant,
  why: Former['why'],
): Former => ({
  id,
  role,
  version,
  ...(links && { links }),
  name,
  email,
  ...(of && { of }),
  ...(nth && { nth }),
  until,
  why,
  ...(erased && { erased }),
});

/** What is open about a seat: to name who sits there, or to confirm whom it has named itself. */
export const openFor = (p: Partnership, seat: PersonId): readonly Obligation[] =>
  p.obligations.filter(
    (o) => (o.kind === 'name-successor' || o.kind === 'confirm-successor') && o.seat === seat && isOpen(o),
  );

/** Whose week it was sits there no more: nobody needs to say whether it was right. */
export const checksEnd = (p: Partnership, seat: PersonId, at: Instant): readonly Change[] =>
  openChecks(p, seat).map((o) => ({ what: 'settled', obligation: o.id, end: { how: 'released', at } }));

/**
 * Who is asked about a seat or a group: the link, else the second contact, the head, the lead; nobody who is, or reads mail
 * with, whom it is about.
 */
function askedAbout(p: Partnership, seat?: PersonId): PersonId {
  const gone = seat === undefined ? undefined : personOf(p, seat);
  const other = (id: PersonId) =>
    id !== seat && isThere(p, id) && !(gone && sameAddress(personOf(p, id)?.email ?? '') === sameAddress(gone.email));
  // of a school that has named no link yet, it is the head who names one
  const second = seat === 'link' && !gone ? [] : [SECOND_LINK];
  return ['link', ...second, 'head'].find(other) ?? 'lead';
}

/** The programme’s policy for what a school owes, or its lead. */
export const policyFor = (cohort: Cohort, owner: PersonId): string =>
  cohort.programme.steps.find((step: Step) => (step.owner === 'lead') === (owner === 'lead'))?.policy ?? '';

/** How the emails are called that ask for what follows from somebody's leaving. */
const requests = {
  'name-successor': 'successor-request',
  'settle-group': 'group-request',
  'check-timetable': 'timetable-request',
} as const;

/** An obligation that follows from somebody's leaving; asked a second time about one seat it has another id. */
export function followUp(
  p: Partnership,
  cohort: Cohort,
  kind: keyof typeof requests,
  seat: PersonId,
  now: Instant,
): readonly Change[] {
  const owner = askedAbout(p, seat);
  const earlier = p.obligations.filter((o) => o.kind === kind && o.seat === seat).length;
  const id = `${kind}-${seat}${earlier > 0 ? `-${earlier + 1}` : ''}`;
  const obligation = openObligation({
    id,
    kind,
    seat,
    owner,
    opened: now,
    due: inFiveDays(cohort, now),
    policy: policyFor(cohort, owner),
  });
  const asked = actingFor(p, owner).filter((to) => to === owner || (to !== seat && isThere(p, to)));
  return [
    { what: 'opened', obligation },
    ...asked.map((to) => ({
      what: 'message-queued' as const,
      message: newMessage(requests[kind], to, [id], now),
    })),
  ];
}

const isVacant = (p: Partnership): boolean =>
  !personOf(p, 'link') && !p.obligations.some((o) => o.kind === 'name-successor' && o.seat === 'link');

const hour = (h: Pick<Handover, 'from'>): Instant => london(h.from, MORNING).at;

/**
 * People come and go at whatever hour, by the dates that hold: those that the lead is moving are carried out first. The
 * agreement waits for somebody to sign it: the head is asked to name the link whom the lead’s files left out.
 */
export function peopleRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  if (hasEnded(p.stage) || isMoving(p, cohort)) return [];
  return [
    ...(p.handovers ?? []).map((h) => ({
      at: hour(h) > p.launch ? hour(h) : p.launch,
      do: (current: Partnership) => handOver(current, cohort, h.seat, h.to, h.by, now),
    })),
    ...(isVacant(p)
      ? [{ at: p.launch, do: (current: Partnership) => followUp(current, cohort, 'name-successor', 'link', now) }]
      : []),
  ];
}

/** Nobody reads what would be said about it: chasing pauses until somebody sits there who does. */
export const isPaused = (p: Partnership, o: Obligation): boolean => !actingOn(p, o).some((id) => isReading(p, id));

/** An email that asks its owner for it, or reminds them, has not gone: nobody is reminded of what they have not read. */
export const isUnasked = (p: Partnership, { id, owner }: Obligation): boolean =>
  p.outbox.some((m) => m.about.includes(id) && !m.held && actingFor(p, owner).includes(m.to));

/** Is there somebody to remind? The lead always is. */
export function isReading(p: Partnership, id: PersonId): boolean {
  const person = personOf(p, id);
  return id === 'lead' || (person !== undefined && person.gone === undefined);
}
