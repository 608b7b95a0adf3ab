import { partnershipId } from '#domain/cohort/cohort.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { belonging, opensSessions, ownPageIsOpen, ownVersion } from '#domain/people/links.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import { type Link, readLink, writeLink } from '#links/link.ts';
import type { Secrets } from '#links/secrets.ts';
import { readSigned } from '#links/signed.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import type { Parts } from './parts.ts';

/** Stands where a link names what is owed; no obligation is called so. */
export const SESSIONS_LINK = 'sessions';

/**
 * The part of a path that opens the page of all that is somebody's at one school: a coach's or a teacher's sessions, all
 * cover for whoever sees to that, for as long as they have a part there; of everybody else for some days after they asked.
 */
export const writeSessionsLink = ({ current }: Secrets, p: Partnership, id: PersonId): string => {
  const { cohort, urn } = p;
  const person = personOf(p, id);
  return writeLink(current, {
    cohort,
    urn,
    obligation: SESSIONS_LINK,
    person: id,
    sitter: person?.links,
    version: ownVersion(person ?? {}),
  });
};

export type FollowingOwn =
  | (InCohort & { readonly state: 'open' | 'replaced'; readonly person: Person })
  | (InCohort & { readonly state: 'former'; readonly link: Link })
  | { readonly state: 'spent' }
  | { readonly state: 'unknown' };

/** Whose page a link opens, and where; its states are those of a task's link. Unknown for any other text. Changes nothing. */
export async function followSessionsLink(
  parts: Pick<Parts, 'table' | 'secret' | 'now'>,
  text: string,
): Promise<FollowingOwn> {
  const signed = await readSigned(parts, (key) => readLink(key, text));
  if (signed?.it.obligation !== SESSIONS_LINK) return { state: 'unknown' };
  if (signed.worth === 'spent') return { state: 'spent' };
  const link = signed.it;
  const [kept, cohort] = await Promise.all([
    readPartnership(parts.table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(parts.table, link.cohort),
  ]);
  if (!kept || !cohort) return { state: 'unknown' };
  const partnership = kept.value;
  const person = personOf(partnership, link.person);
  if (!person && !partnership.former?.some((one) => one.id === link.person)) return { state: 'unknown' };
  const whose = belonging(person, link.sitter);
  if (!person || whose === 'not-theirs') return { state: 'former', cohort, partnership, link };
  const meets = opensSessions(cohort.programme, person.role);
  // nobody was ever sent such a link
  if (!meets && !person.own) return { state: 'unknown' };
  const open = whose === 'theirs' && link.version === ownVersion(person) && ownPageIsOpen(person, meets, parts.now());
  return { state: open ? 'open' : 'replaced', cohort, partnership, person };
}
