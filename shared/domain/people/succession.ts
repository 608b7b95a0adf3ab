import type { Instant } from '#calendar/london.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { linksOf } from './links.ts';
import type { PersonId } from './person.ts';

/** What a successor has to begin with again. A report's hours and the law's month run on, and cover is for its day. */
export const beginsAnew = ({ kind }: Obligation): boolean =>
  kind !== 'report-session' && kind !== 'confirm-cover' && kind !== 'check-copy';

/** The number of the next person at a seat; it keeps the links and answers of each of them apart. */
export const nextVersion = (p: Pick<Partnership, 'people' | 'former'>, seat: PersonId): number =>
  Math.max(
    0,
    p.people.find((person) => person.id === seat)?.version ?? (p.people.some((person) => person.id === seat) ? 1 : 0),
    ...(p.former ?? []).filter((one) => one.id === seat).map((one) => one.version),
  ) + 1;

/** The number with which a newcomer's links begin: above that of everyone who had links to that seat. */
export const nextLinks = (p: Pick<Partnership, 'people' | 'former'>, seat: PersonId, version: number): number =>
  Math.max(
    version,
    ...[...p.people, ...(p.former ?? [])].filter((one) => one.id === seat).map((one) => linksOf(one) + 1),
  );

/** Since when the present person has the seat; undefined: they are the first. */
export const sittingSince = ({ former }: Pick<Partnership, 'former'>, seat: PersonId): Instant | undefined =>
  former?.findLast((one) => one.id === seat)?.until;
