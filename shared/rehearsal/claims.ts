import type { Instant } from '#calendar/london.ts';
import type { NeededElsewhere } from '#cover/school-problem.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, busyOf, overlap, type SeatTime, seatTimesOf } from '#domain/people/busy.ts';
import { sameAddress } from '#domain/people/person.ts';

/*
 * One person is in one place, also in a rehearsal: what the product keeps by reservations follows here from the schools, which
 * are all at hand.
 */

const addressesOf = ({ people, provision }: Partnership): ReadonlySet<string> =>
  new Set([...people, ...(provision?.cover ?? [])].map(({ email }) => sameAddress(email)).filter(Boolean));

/** When people of a school are needed at the others. */
export function elsewhereOf(
  p: Partnership,
  all: readonly Partnership[],
  now: Instant,
  addresses: ReadonlySet<string> = addressesOf(p),
): readonly NeededElsewhere[] {
  const others = all.filter((other) => other.id !== p.id && [...addressesOf(other)].some((one) => addresses.has(one)));
  return others.flatMap((other) => busyOf(other).filter(({ address, until }) => addresses.has(address) && until > now));
}

/** Of the times that an act asks for, those at which somebody is needed at another school. */
export function lostToOthers(
  before: Partnership,
  after: Partnership,
  all: readonly Partnership[],
  now: Instant,
): readonly BusyTime[] {
  if (after.cycles === before.cycles && after.sessions === before.sessions) return [];
  const [was, stood] = [new Set(busyOf(before).map(timeOf)), new Set(seatTimesOf(before).map(seatOf))];
  const asked = busyOf(after).filter((one) => one.until > now && !was.has(timeOf(one)) && !stood.has(seatOf(one)));
  if (asked.length === 0) return [];
  const taken = elsewhereOf(after, all, now, new Set(asked.map(({ address }) => address)));
  return asked.filter((one) => taken.some((other) => other.address === one.address && overlap(other, one)));
}

const timeOf = ({ address, from, until }: BusyTime): string => [address, from, until].join(' ');

const seatOf = ({ who, what, from, until }: SeatTime): string => [who, what, from, until].join(' ');
