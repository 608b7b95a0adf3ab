import { type Instant, plus } from '#calendar/london.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { Person, PersonId, Role } from './person.ts';

/*
 * What ends links. A task's link carries the task's `linkVersion`, the link to a person's own page the person's, a calendar's
 * address its own; all of them carry the number of their reader's links, which a successor, the lead and a corrected
 * address raise.
 */

/** What can happen to someone's links, beside a task's own (`link-renewed`). */
export type LinkChange =
  /** they asked for a new link to all that is theirs */
  | { readonly what: 'own-link-renewed'; readonly person: PersonId; readonly version: number }
  /** all of theirs, calendar included */
  | { readonly what: 'links-ended'; readonly person: PersonId }
  | { readonly what: 'feed-replaced'; readonly person: PersonId; readonly version: number }
  /** by a link that a spent secret had signed, someone at that address asked for one that works */
  | { readonly what: 'link-offered'; readonly person: PersonId };

export function withLinks(person: Person, change: LinkChange, at: Instant): Person {
  switch (change.what) {
    case 'own-link-renewed':
      return { ...person, own: { version: change.version, asked: at } };
    case 'links-ended':
      return { ...person, ...raised(person) };
    case 'feed-replaced':
      return { ...person, feed: change.version };
    case 'link-offered':
      return { ...person, offered: at };
  }
}

/** All that were theirs until now end, and stay known as having been theirs. */
export function raised(person: Person): { readonly links: number; readonly linksFrom?: number } {
  return { links: linksOf(person) + 1, ...(firstLinks(person) > 1 && { linksFrom: firstLinks(person) }) };
}

/** For a successor from before this was recorded there were no other links. */
const firstLinks = (person: Person): number => person.linksFrom ?? ((person.version ?? 1) > 1 ? linksOf(person) : 1);

export const linksOf = ({ links = 1 }: Pick<Person, 'links'>): number => links;

export const ownVersion = ({ own }: Pick<Person, 'own'>): number => own?.version ?? 1;

export const feedVersion = ({ feed = 1 }: Pick<Person, 'feed'>): number => feed;

/**
 * Whose a link of that number is: the present sitter's (`theirs`), the same person's from before all of them were ended
 * (`ended`), or `not-theirs`: a predecessor's, or a stranger's.
 */
export function belonging(person: Person | undefined, sitter = 1): 'theirs' | 'ended' | 'not-theirs' {
  if (!person || person.gone === 'not-me') return 'not-theirs';
  const links = linksOf(person);
  if (sitter === links) return 'theirs';
  return sitter >= firstLinks(person) && sitter < links ? 'ended' : 'not-theirs';
}

/** The least time between two new links that replace the same one. */
const ONCE_IN = 'PT24H';

export const askedToday = (last: Instant | undefined, now: Instant): boolean =>
  last !== undefined && plus(last, ONCE_IN) > now;

/** How long a link to someone's own page works where it was only sent because they asked. */
export const OWN_DAYS = 7;

/** @param meets they have sessions or cover, which the page is the place for as long as they sit there */
export const ownPageIsOpen = ({ own }: Pick<Person, 'own'>, meets: boolean, now: Instant): boolean =>
  meets || (own !== undefined && plus(own.asked, `P${OWN_DAYS}D`) > now);

/**
 * Those who meet in a programme's sessions or cycles; in cycles teachers leave their classes, and one person manages the
 * cover.
 */
export const opensSessions = (programme: Pick<Programme, 'sessions' | 'cycles'>, role: Role): boolean =>
  opensFor(programme).includes(role);

const opensFor = ({ sessions, cycles }: Pick<Programme, 'sessions' | 'cycles'>): readonly Role[] => [
  ...(sessions ? (['coach', 'teacher'] as const) : []),
  ...(cycles ? (['teacher', 'cover', 'link'] as const) : []),
];
