import type { Instant } from '#calendar/london.ts';
import { coverersOf } from '#domain/cycles/coverers.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Person } from '#domain/people/person.ts';
import { sittingSince } from '#domain/people/succession.ts';
import type { DataAsked } from './request.ts';

/** A person about whom something is kept: at a seat now, at a seat before, or only covering. */
export interface PersonOnRecord extends Person {
  /** what they are named by in a path: `link`, `link~1` of one who has left that seat, `cover-1` of one who covers */
  readonly named: string;
  /** since when they sat there; empty: from the start */
  readonly since: Instant | '';
  /** until when; undefined: they sit there now */
  readonly until?: Instant | undefined;
  /** they sit at no seat */
  readonly covers?: true;
}

/** Everyone about whom something is kept; people who have left, or only cover, come last. */
export const keptOf = (p: Partnership): readonly PersonOnRecord[] => [
  ...p.people.map((one) => ({ ...one, named: one.id, since: sittingSince(p, one.id) ?? '' })),
  ...(p.former ?? []).map((one, i, all) => ({
    ...one,
    named: `${one.id}~${one.version}`,
    since: all.slice(0, i).findLast(({ id }) => id === one.id)?.until ?? '',
  })),
  ...coverersOf(p).map((one) => ({ ...one, named: one.id, since: '', covers: true as const })),
];

export const keptNamed = (p: Partnership, named: string): PersonOnRecord | undefined =>
  keptOf(p).find((one) => one.named === named);

/** What is theirs from the moment that they sat there, until they left: what others did at that seat is not. */
export const inTheirTime =
  ({ since, until }: PersonOnRecord) =>
  (at: Instant | undefined): boolean =>
    at === undefined ? !until : at > since && (!until || at <= until);

/** The person who made a request. They may have left the seat, or the records, since. */
export const whoAsked = (p: Partnership, { person, version }: DataAsked): PersonOnRecord | undefined =>
  keptOf(p).find((one) => one.id === person && (one.covers || (one.version ?? 1) === version));
