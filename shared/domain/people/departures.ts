import { type Instant, plus } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { type Person, type PersonId, sameAddress } from './person.ts';
import type { Departure } from './seat.ts';

/*
 * One person may have several seats: at several schools, in a group that another school hosts, or twice at one school. What
 * somebody says of one of them is noted with what it changes there, and carried out at the others by the cohort's own turn.
 */

/** Those who take part for themselves. Whoever else there is does something for the school, which needs somebody there. */
export const takesPart = ({ role }: Pick<Person, 'role'>): boolean =>
  role === 'teacher' || role === 'coach' || role === 'mentor';

/** Those who may do the same at several schools, each of which has named them for itself. */
const isVisiting = (role: Person['role']): boolean => role === 'coach' || role === 'mentor';

/** One address may be that of an office, with several names. */
const sameName = (name: string): string => name.trim().replace(/\s+/gu, ' ').toLowerCase();

const isAddress = (one: Pick<Person, 'email'>, email: string): boolean => sameAddress(one.email) === sameAddress(email);

/** Does it hold of the address, wherever that stands, whatever becomes of the person? */
const isOfAddress = (how: Departure['how']): boolean => how === 'bounced' || how === 'corrected';

/** Can there be any other seat that it concerns? A school by itself, with one seat for that address, has nobody to tell. */
function mayConcernOthers(
  p: Partnership,
  cohort: Cohort,
  { id, role, of, email }: Person,
  how: Departure['how'],
): boolean {
  const across = cohort.schoolCount > 1;
  if (isOfAddress(how)) return across || p.people.some((one) => one.id !== id && isAddress(one, email));
  // whoever follows a coach is offered at other schools that ask for one
  if (how === 'replaced' && isVisiting(role)) return across;
  if (how !== 'withdrawn') return across && role === 'teacher' && !of && cohort.programme.groups.acrossSchools === true;
  return across || p.people.some((one) => one.id !== id && takesPart(one) && isAddress(one, email));
}

/** Somebody leaves a seat, or is not reached there: noted where their other seats are to follow. */
export const noted = (
  p: Partnership,
  cohort: Cohort,
  person: Person,
  how: Departure['how'],
  at: Instant,
  named?: Departure['named'],
): readonly Change[] =>
  mayConcernOthers(p, cohort, person, how)
    ? [
        {
          what: 'departure-noted',
          departure: { seat: person.id, email: person.email, how, at, ...(named && { named }) },
        },
      ]
    : [];

/** A school takes no part any more before the others end: its teachers leave the groups that others host. */
export const schoolOver = (cohort: Cohort, at: Instant): readonly Change[] =>
  cohort.schoolCount > 1 && cohort.programme.groups.acrossSchools
    ? [{ what: 'departure-noted', departure: { seat: '', email: '', how: 'school-over', at } }]
    : [];

/** Somebody is no longer in a group of several schools: those of the others in it hear so, beside the one that hosts it. */
export function leftGroup(p: Partnership, seat: PersonId, at: Instant): readonly Change[] {
  const group = p.groups.find(({ members }) => members.includes(seat));
  const others = group?.members.some((id) => id !== seat && personOf(p, id)?.of !== undefined);
  if (!group || !others) return [];
  return [{ what: 'departure-noted', departure: { seat, email: '', how: 'group-left', at, group: group.name } }];
}

/** Who of a school is in a group that another hosts. */
const inGroupAt = (p: Partnership, host: Pick<Partnership, 'groups' | 'people'>, name = ''): readonly PersonId[] => {
  const members = host.groups.find((group) => group.name === name)?.members ?? [];
  const guests = host.people.filter(({ id, of }) => of === p.urn && members.includes(id));
  return p.people
    .filter(({ role, of, email }) => role === 'teacher' && !of && guests.some((one) => isAddress(one, email)))
    .map(({ id }) => id);
};

/** Does somebody who leaves one part of a school alone go on taking part at that place, by another seat of theirs? */
export const partnersGoOnWithout = (
  place: Partnership,
  at: Pick<Partnership, 'id' | 'urn'>,
  { id, email }: Person,
): boolean =>
  !hasEnded(place.stage) &&
  place.people.some(
    (one) =>
      takesPart(one) &&
      isAddress(one, email) &&
      !(place.id === at.id && one.id === id) &&
      // what comes from this school ends with it
      one.of !== at.urn,
  );

/** How many have ever been noted at a school. */
export const departuresNoted = ({ departures = [], departuresSpread = 0 }: Partnership): number =>
  departuresSpread + departures.length;

/** Has something that was said here yet to be carried out at other seats? */
export const departuresAreSpreading = ({ departures = [] }: Pick<Partnership, 'departures'>): boolean =>
  departures.length > 0;

/**
 * The seats of a school that follow somebody's departure from a seat of a school of the same cohort. Who withdraws from the
 * programme leaves every seat in which they take part for themselves; who leaves a school, the seats that came from there: in
 * groups that other schools host. Where a coach or mentor has been replaced at one school, it concerns those others that ask who
 * follows them. Whose post comes back at one seat is reached at none of that address; that it has been put right
 * is said of those of that name. Whoever has come to sit there since is not concerned.
 */
export function seatsFollowing(
  p: Partnership,
  from: Pick<Partnership, 'id' | 'urn' | 'groups' | 'people'>,
  { seat, email, how, at, named, group }: Departure,
): readonly PersonId[] {
  const here = p.id === from.id;
  const { role } = personOf(from, seat) ?? {};
  if (how === 'group-left') return here ? [] : inGroupAt(p, from, group);
  const follows = (one: Person): boolean => {
    if (how === 'withdrawn') return takesPart(one);
    if (how === 'bounced') return !one.gone;
    if (how === 'replaced' && role && isVisiting(role)) return one.role === role && one.gone !== undefined;
    return how === 'corrected' ? sameName(one.name) === sameName(named?.name ?? '') : one.of === from.urn;
  };
  return p.people
    .filter(
      (one) =>
        (how === 'school-over' || isAddress(one, email)) &&
        !(here && one.id === seat) &&
        !(one.since !== undefined && one.since > at) &&
        follows(one),
    )
    .map(({ id }) => id);
}

/** Whoever saves what is to be carried out elsewhere wakes the cohort for it; and again by then, while it has not been. */
export const spreadsAgain = (now: Instant): Instant => plus(now, 'PT15M');
