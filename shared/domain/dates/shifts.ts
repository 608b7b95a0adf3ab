import { type Instant, type LocalDate, type LondonTime, localDate, london } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY, isSchoolDay, schoolDayFrom, schoolDays } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { planAround } from '#domain/cycles/acts.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import { daysAhead } from '#domain/cycles/plan-acts.ts';
import { weekLetter } from '#domain/cycles/provision.ts';
import { isIdleCover } from '#domain/cycles/rules.ts';
import { dueByRule } from '#domain/obligations/due.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { spokesmen } from '#domain/partnership/end-of-part.ts';
import { type Outcome, outcome } from '#domain/partnership/outcome.ts';
import { actingFor, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { askedToSign, signsUntil } from '#domain/partnership/time-to-sign.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { asTaken, isMoving, movesFrom } from './dates.ts';
import { comingTo, eventOf, eventsMoved } from './lead-events.ts';
import { type DueShift, type EventsToTell, type ToTell, tell, tellOfEvents } from './notices.ts';
import { closing, launchMoment } from './timeline.ts';

/** School days that somebody has at least for what would be due in the past by new dates, unless it was due sooner. */
const NOTICE = 5;

/**
 * Every open obligation whose due time new dates move. What the lead or a plan set by itself moves only off a day without
 * school.
 */
export function shiftsOf(p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly DueShift[] {
  return p.obligations.filter(isOpen).flatMap((o) => {
    const was = o.meant ?? o.due;
    const ruled = dueByRule(p, before, o)?.at === was.at ? dueByRule(p, after, o) : undefined;
    const meant = ruled ?? was;
    const due = standing(o, meant, meant.at !== was.at, after, now);
    if (due.at === o.due.at) return [];
    return [{ of: o, obligation: o.id, due, meant: meant.at === due.at ? undefined : meant }];
  });
}

/** When something can be due that is meant to be due then. */
function standing(o: Obligation, meant: LondonTime, moved: boolean, { calendar }: Cohort, now: Instant): LondonTime {
  if (meant.at <= now) {
    if (!moved || o.due.at <= now) return o.due;
    const notice = addSchoolDays(calendar, localDate(now), NOTICE);
    const least = notice ? london(notice, END_OF_DAY) : o.due;
    return least.at < o.due.at ? least : o.due;
  }
  // a report is due by the clock, a copy by the law, and cover or a plan before its session begins: on whatever day that is
  const onAnyDay = o.session || o.cycle || o.kind === 'agree-plan' || o.kind === 'check-copy';
  if (onAnyDay || isSchoolDay(calendar, localDate(meant.at))) return meant;
  const day = schoolDayFrom(calendar, localDate(meant.at));
  return day ? london(day, meant.local.slice(11)) : meant;
}

/** Days to come on which there was school before, and is none any more. */
function closedBy(before: Cohort, after: Cohort, now: Instant): ReadonlySet<LocalDate> {
  const still = new Set(schoolDays(after.calendar));
  return new Set(schoolDays(before.calendar).filter((day) => day >= localDate(now) && !still.has(day)));
}

/** Is it a day of the other week there, A instead of B? Then people teach and cover otherwise. */
const isOtherWeek = ({ provision }: Partnership, before: Cohort, after: Cohort, day: LocalDate): boolean =>
  provision !== undefined && weekLetter(provision, before.calendar, day) !== weekLetter(provision, after.calendar, day);

/** Agreed cycles something of which is to be on a day that is no school day any more, or in the other week, A or B. */
export const cyclesHit = (p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly Cycle[] => {
  const closed = closedBy(before, after, now);
  const isHit = (day: LocalDate) => closed.has(day) || isOtherWeek(p, before, after, day);
  return p.cycles.filter((c) => isAhead(c) && daysAhead(c, now).some(isHit));
};

/** Sessions of two people on such a day. They may be held all the same: it is for their coach to say. */
export const sessionsHit = (p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly Session[] => {
  const closed = closedBy(before, after, now);
  return p.sessions.filter((s) => isPending(s) && s.start.at > now && closed.has(localDate(s.start.at)));
};

/** Everybody at a school whom new dates concern. The lead, who moves them, has seen it all beforehand. */
export function toTell(p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly ToTell[] {
  // cover for a day without school is asked for anew, when there is a new day for its session
  const shifts = shiftsOf(p, before, after, now).filter(({ of }) => !isIdleCover(p, after, of));
  // of sessions that wait for the agreement nothing is said: their coach reads of them when it holds
  const waits = heldSince(p, after.programme) === undefined;
  const sessions = waits ? [] : sessionsHit(p, before, after, now);
  const reopened = waits ? [] : sessionsHit(p, after, before, now);
  const waiting = p.outbox.filter((m) => m.kind === 'dates-moved' && m.state === 'to-send');
  const owners = shifts.flatMap(({ of }) => actingOn(p, of));
  const byClose = concernedByTheClose(p, before, after);
  const signers = concernedBySigning(p, before, after);
  const everybody = [
    ...new Set([
      ...owners,
      ...[...sessions, ...reopened].map((s) => s.coach),
      ...byClose,
      ...signers,
      ...waiting.map((m) => m.to),
    ]),
  ];
  const people = [...new Set(everybody.map((id) => firstOf(p, id)))].filter((id) => id !== 'lead');
  return people.map((to) => {
    const isTheirs = (id: PersonId) => firstOf(p, id) === to;
    return {
      to,
      shifts: shifts.filter(({ of }) => actingOn(p, of).some(isTheirs)),
      sessions: sessions.filter((s) => isTheirs(s.coach)),
      reopened: reopened.filter((s) => isTheirs(s.coach)),
      closed: byClose.some(isTheirs) ? localDate(closing(before)) : undefined,
      signs: signers.some(isTheirs) ? signsUntil(p, before) : undefined,
      instead: waiting.find((m) => m.to === to),
    };
  });
}

/**
 * Whom another closing day concerns: who speaks for the school, its coaches, and whoever owes something that is due after the
 * earlier of both days. Nobody, before the school has been invited.
 */
function concernedByTheClose(p: Partnership, before: Cohort, after: Cohort): readonly PersonId[] {
  const [was, is] = [closing(before), closing(after)];
  if (localDate(was) === localDate(is) || !isInvited(p)) return [];
  const sooner = was < is ? was : is;
  return [
    ...spokesmen(p),
    ...p.people.flatMap(({ id, role }) => (role === 'coach' ? [id] : [])),
    ...p.obligations.filter((o) => isOpen(o) && o.due.at > sooner).flatMap((o) => actingOn(p, o)),
  ];
}

/** Whom another last day to sign concerns: whoever has been asked to, where the school can sign until another day by it. */
function concernedBySigning(p: Partnership, before: Cohort, after: Cohort): readonly PersonId[] {
  if (signsUntil(p, before) === signsUntil(p, after)) return [];
  const asked = askedToSign(p, after)?.filter(isOpen) ?? [];
  return asked
    .flatMap((o) => actingOn(p, o))
    .filter((id) => !p.outbox.some((m) => m.kind === 'agreement-request' && m.to === id));
}

/**
 * Whoever is to come to something that the lead holds, and of which something else is known now. Who has not been asked yet is told
 * with the request.
 */
export function eventsToTell(p: Partnership, before: Cohort, after: Cohort): readonly EventsToTell[] {
  const coming = comingTo(p, eventsMoved(before, after));
  const told = coming.flatMap((o) =>
    actingOn(p, o)
      .filter((id) => id !== 'lead' && !isUnasked(p, o, id))
      .map((id) => ({ to: firstOf(p, id), step: o.step ?? '' })),
  );
  return [...new Set(told.map(({ to }) => to))].map((to) => {
    const steps = [...new Set(told.filter((one) => one.to === to).map(({ step }) => step))];
    return { to, events: Object.fromEntries(steps.map((step) => [step, eventOf(before, step)])) };
  });
}

/** Is what asks somebody for it still to go? */
const isUnasked = ({ outbox }: Partnership, { id }: Obligation, to: PersonId): boolean =>
  outbox.some((m) => m.to === to && m.kind === 'meeting-request' && m.about.includes(id) && m.state === 'to-send');

/** One address with several parts is one person, who gets one email. */
function firstOf(p: Partnership, id: PersonId): PersonId {
  const email = personOf(p, id)?.email;
  return (email && p.people.find((other) => sameAddress(other.email) === sameAddress(email))?.id) || id;
}

/**
 * A school takes up the cohort's new dates: what is open gets its new due time and is chased from there, cycles on days
 * without school are planned anew, and each person concerned is told once, of what differs from what they last heard.
 */
function moveDates(p: Partnership, before: Cohort, after: Cohort, now: Instant): Outcome {
  const moves = after.moves?.length ?? 0;
  // the release before saw to some people in one turn and to the rest in the next: it may have begun
  const people = toTell(p, before, after, now).filter(({ to }) => !p.movesTold?.includes(to));
  const dues = shiftsOf(p, before, after, now).map(({ obligation, due, meant }) => ({ obligation, due, meant }));
  const agreeing = toAgree(p, before, after, now);
  return outcome(
    p,
    [
      { what: 'dates-moved', moves, dues, people: people.map(({ to }) => to), done: true, ...launchOf(p, after) },
      ...people.flatMap((one) => tell(p, one, after, now, agreeing.includes(one.to))),
      ...eventsToTell(p, before, after).flatMap((one) => tellOfEvents(p, after, one, now)),
      ...planAnew(p, before, after, now),
    ],
    now,
  );
}

/** A school takes up the dates that the lead has moved, once nobody can undo it. */
export function moveRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const at = movesFrom(cohort);
  if (!isMoving(p, cohort) || !at) return [];
  const moved = (current: Partnership) => moveDates(current, asTaken(cohort, current), cohort, now);
  return [
    {
      at,
      do: (current) => {
        const taken = moved(current);
        return 'refused' in taken ? [] : taken.changes;
      },
    },
  ];
}

/** Have the invitations gone, or are they to go in this turn? */
const isInvited = (p: Partnership): boolean => p.stage !== 'invited' || p.obligations.length > 0;

/** When the invitations go by new dates, where they have not gone and it is another time. */
export function launchOf(p: Partnership, after: Cohort): { readonly launch?: Instant } {
  const launch = launchMoment(after);
  return !isInvited(p) && launch !== p.launch ? { launch } : {};
}

/** What becomes of the plan: it is made anew where new dates hit it. */
function planAnew(p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly Change[] {
  const hit = cyclesHit(p, before, after, now);
  return hit.length > 0 || isPlanTouched(p, before, after)
    ? planAround(p, after, hit, 'dates of the programme have moved', now)
    : [];
}

/** Who is asked to agree a plan anew because dates move. */
export const toAgree = (p: Partnership, before: Cohort, after: Cohort, now: Instant): readonly PersonId[] =>
  planAnew(p, before, after, now).length > 0 ? actingFor(p, 'link') : [];

/** A plan that is not agreed yet is made for other days. */
function isPlanTouched({ plan, provision }: Partnership, before: Cohort, after: Cohort): boolean {
  if (!plan || plan.state === 'agreed') return false;
  const days = ({ calendar }: Cohort) =>
    schoolDays(calendar)
      .map((day) => `${day}${(provision && weekLetter(provision, calendar, day)) ?? ''}`)
      .join();
  return days(before) !== days(after);
}
