import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { allAsked } from '#domain/obligations/steps.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { actingFor, hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { hasNotSignedInTime } from '#domain/partnership/signing.ts';
import { leftGroup } from './departures.ts';
import type { Group } from './group.ts';
import { hasLeft, type Person, type PersonId, sameAddress } from './person.ts';
import { followUp, formerOf } from './rules.ts';
import type { Former } from './seat.ts';
import { planAgainAfter } from './settling.ts';

/*
 * A group of several schools is kept by one of them, its host. When that one takes no part any more, the group passes to another
 * school of its members; the others, and whoever has gone from it, come along.
 */

/** Who is in a group and comes from another school than the one that hosts it. */
const guestsIn = (host: Partnership, { members }: Group): readonly Person[] =>
  members.flatMap((id) => personOf(host, id) ?? []).filter(({ of }) => of !== undefined);

/** The groups of several schools that a school hosted which takes no part any more. */
export const groupsToPassOn = (host: Partnership): readonly Group[] =>
  hasEnded(host.stage) ? host.groups.filter((group) => guestsIn(host, group).length > 0) : [];

/** The seat of a guest at their own school: theirs, or of whoever has followed them there. */
function ownSeat({ people, former = [] }: Partnership, { email }: Pick<Person, 'email'>): Person | undefined {
  const theirs = (one: Pick<Former, 'email' | 'role' | 'of'>) =>
    one.role === 'teacher' && one.of === undefined && sameAddress(one.email) === sameAddress(email);
  const before = former.findLast((one) => theirs(one) && one.why === 'replaced');
  return people.find(theirs) ?? people.find(({ id }) => id === before?.id);
}

/** Also of a school whose time to sign is over, before its own turn has said so. */
const takesNoPart = (p: Partnership, cohort: Cohort, now: Instant): boolean =>
  hasEnded(p.stage) || hasNotSignedInTime(p, cohort, now);

/**
 * The school that hosts a group from now on: of those that take part and have somebody in it the one with most who are still
 * there, and of two the one that is first in the cohort. Undefined: there is none.
 * @param places the schools of the cohort, or those of the group's members, in the order of the cohort
 */
export function nextHost(
  host: Partnership,
  group: Group,
  places: readonly Partnership[],
  cohort: Cohort,
  now: Instant,
): Partnership | undefined {
  const able = places.flatMap((place) => {
    if (place.id === host.id || takesNoPart(place, cohort, now)) return [];
    const seats = guestsIn(host, group).flatMap((one) => (one.of === place.urn ? (ownSeat(place, one) ?? []) : []));
    return seats.length > 0 ? [{ place, there: seats.filter((one) => !hasLeft(one)).length }] : [];
  });
  return able.toSorted((a, b) => b.there - a.there)[0]?.place;
}

/** Has a group come to a school from that one? */
export const hasTaken = (p: Partnership, host: Pick<Partnership, 'id'>, { name }: Pick<Group, 'name'>): boolean =>
  p.groups.some(({ from }) => from?.id === host.id && from.name === name);

/** A member of a group as they are at its new host: at a seat that is there, at a new one, or gone from it. */
interface Coming {
  readonly id: PersonId;
  readonly guest?: Person;
  readonly former?: Former;
}

/** A number that no teacher or guest of a school has had; the next is one more. */
function teachersHad({ people, former = [] }: Partnership): number {
  const all = [...people, ...former].filter(({ role }) => role === 'teacher');
  return all.reduce((most, { nth = 0 }) => Math.max(most, nth), all.length);
}

function comingTo(p: Partnership, host: Partnership, group: Group, now: Instant): readonly Coming[] {
  let nth = teachersHad(p);
  const seat = () => ({ id: `guest-${++nth}`, nth });
  return group.members.flatMap((member): Coming | readonly Coming[] => {
    const sits = personOf(host, member);
    if (sits?.of === p.urn) {
      const own = ownSeat(p, sits);
      return own ? { id: own.id } : [];
    }
    if (sits?.of) return asGuest(seat(), sits);
    const gone = sits ? formerOf(sits, now, 'school-over') : host.former?.findLast(({ id }) => id === member);
    return gone ? asGone(seat(), { ...gone, of: gone.of ?? host.urn }, p) : [];
  });
}

type Seat = Required<Pick<Person, 'id' | 'nth'>>;

/** Since when they sit there stays as it was: what has been said of them before reaches them here. */
const asGuest = (seat: Seat, { name, email, of, since, gone, namedBy }: Person): Coming => ({
  id: seat.id,
  guest: {
    ...{ ...seat, role: 'teacher', name, email, of },
    ...(since && { since }),
    ...(gone && { gone }),
    ...(namedBy && { namedBy }),
  },
});

const asGone = (seat: Seat, { role, name, email, of, until, why, erased }: Former, p: Partnership): Coming => ({
  id: seat.id,
  former: {
    ...{ ...seat, role, version: 1, name, email, until, why },
    ...(of !== p.urn && { of }),
    ...(erased && { erased }),
  },
});

const stepsOf = ({ programme }: Cohort) => programme.steps.filter(({ owner }) => owner === 'group');

/** The group's steps that are not to be asked again: each was asked where it was, and did not end with that school's part. */
function dealtWith(host: Partnership, cohort: Cohort, { members, done = [] }: Group): readonly string[] {
  const over = host.departures?.findLast(({ how }) => how === 'school-over')?.at ?? '';
  const here = stepsOf(cohort).filter((step) => {
    const theirs = host.obligations.filter((o) => o.step === step.key && members.includes(o.owner));
    if (theirs.some(({ end }) => end && end.how !== 'done' && end.at >= over)) return false;
    return theirs.some(({ end }) => end !== undefined) || allAsked(host, step);
  });
  return [...new Set([...done, ...here.map(({ key }) => key)])];
}

/** A name by which no other group of the school goes. */
function nameAt(p: Partnership, { name }: Group, { school }: Partnership): string {
  const isFree = (one: string) => !p.groups.some((g) => g.name.toLowerCase() === one.toLowerCase());
  if (isFree(name)) return name;
  let nth = 1;
  const next = () => `${name} of ${school}${nth > 1 ? ` (${nth})` : ''}`;
  while (!isFree(next())) nth++;
  return next();
}

/**
 * A school hosts a group that another did: its link is asked how it goes on, of each who is in it no more, and everybody in it
 * hears where it is now. What the group has done is not asked of it again.
 */
export function takeGroup(p: Partnership, cohort: Cohort, host: Partnership, group: Group, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  if (hasTaken(p, host, group)) return refuse('already', 'The group is here already.');
  const coming = comingTo(p, host, group, now);
  const name = nameAt(p, group, host);
  const from = { id: host.id, school: host.school, name: group.name, at: now };
  const done = dealtWith(host, cohort, group);
  const taken: Change = {
    what: 'group-taken',
    group: { name, members: coming.map(({ id }) => id), done, from },
    people: coming.flatMap(({ guest }) => guest ?? []),
    former: coming.flatMap(({ former }) => former ?? []),
    asked: stepsOf(cohort).flatMap((step) => (allAsked(p, step) ? [step.key] : [])),
  };
  const after = outcome(p, [taken], now).partnership;
  const asked = coming.flatMap(({ id, former }) => {
    if (former) return followUp(after, cohort, 'settle-group', id, now);
    const { of, gone } = personOf(after, id) ?? {};
    return of && gone ? followUp(after, cohort, 'name-successor', id, now) : [];
  });
  const gone = coming.find(({ former }) => former);
  const here = coming.flatMap(({ id }) => personOf(after, id) ?? []).filter((one) => !one.gone);
  // whoever is asked how it goes on reads there that it has come
  const links = asked.length > 0 ? [] : actingFor(after, 'link').filter((id) => personOf(after, id));
  return outcome(
    p,
    [
      taken,
      ...asked,
      ...(gone ? leftGroup(after, gone.id, now) : []),
      ...[...links, ...here.map(({ id }) => id)].map((to) => tell('group-moved', to, name, now)),
      ...(after.plan ? planAgainAfter(after, cohort, `${name} has come from ${host.school}`, now) : []),
    ],
    now,
  );
}

const tell = (kind: 'group-moved' | 'group-over', to: PersonId, group: string, now: Instant): Change => ({
  what: 'message-queued',
  message: { ...newMessage(kind, to, [], now), group },
});

/**
 * What becomes of a cohort's schools when one of them takes no part any more: each group that it hosted is at another, or over.
 * The same object for a school that it does not concern.
 */
export function passGroups(
  places: readonly Partnership[],
  cohort: Cohort,
  id: PartnershipId,
  now: Instant,
): readonly Partnership[] {
  const host = places.find((one) => one.id === id);
  return (host ? groupsToPassOn(host) : []).reduce((all, group) => {
    const from = all.find((one) => one.id === id) ?? host;
    const to = from && nextHost(from, group, all, cohort, now);
    const became = [
      ...(from && to ? [takeGroup(to, cohort, from, group, now)] : []),
      ...(from ? [passGroupOn(from, group, to?.school, toldItIsOver(from, group, all, cohort, now), now)] : []),
    ].flatMap((one) => ('refused' in one ? [] : [one.partnership]));
    return all.map((one) => became.find((after) => after.id === one.id) ?? one);
  }, places);
}

/** Guests to whom nobody else says that their group is over: their own school takes part. */
export const toldItIsOver = (
  host: Partnership,
  group: Group,
  places: readonly Partnership[],
  cohort: Cohort,
  now: Instant,
): readonly PersonId[] =>
  guestsIn(host, group)
    .filter((one) => !one.gone && places.some((p) => p.urn === one.of && !takesNoPart(p, cohort, now)))
    .map(({ id }) => id);

/**
 * A school that takes no part any more hosts that group no longer.
 * @param to the school that does; undefined: none can, so the group is over
 * @param told who hears that it is, and the lead with them; where it is nobody, the lead has heard of each school
 */
export function passGroupOn(
  host: Partnership,
  { name }: Pick<Group, 'name'>,
  to: string | undefined,
  told: readonly PersonId[],
  now: Instant,
): Outcome {
  if (!hasEnded(host.stage) || !host.groups.some((g) => g.name === name))
    return refuse('already', 'The group is not here any more.');
  const passed: Change = { what: 'group-passed-on', group: name, ...(to !== undefined && { to }) };
  const hear = to === undefined && told.length > 0 ? [...told, 'lead'] : [];
  return outcome(host, [passed, ...hear.map((one) => tell('group-over', one, name, now))], now);
}
