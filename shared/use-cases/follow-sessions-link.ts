import { partnershipId } from '../domain/cohort.ts';
import type { InCohort } from '../domain/owed.ts';
import { type Partnership, personOf } from '../domain/partnership.ts';
import type { Person, PersonId, Role } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import { type Link, readLink, writeLink } from '../links/link.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import { readPartnership } from '../records/partnerships.ts';
import { isForSitter } from './follow-link.ts';
import type { Parts } from './parts.ts';

/** Stands where a link names what is owed; no obligation is called so. */
const SESSIONS = 'sessions';

/**
 * The part of a path that opens a coach's or a teacher's own sessions at one school, or all of its cover for whoever sees
 * to that, for as long as she has a part there.
 */
export const writeSessionsLink = (secret: string, p: Partnership, person: PersonId): string => {
  const { cohort, urn } = p;
  return writeLink(secret, {
    cohort,
    urn,
    obligation: SESSIONS,
    person,
    sitter: personOf(p, person)?.links,
    version: 1,
  });
};

/** Whose sessions a link opens, and where; `former`: whose they no longer are. Undefined for any other text, and for who has no such part there. */
export async function followSessionsLink(
  { table, secret }: Pick<Parts, 'table' | 'secret'>,
  text: string,
): Promise<(InCohort & { readonly person: Person }) | (InCohort & { readonly former: Link }) | undefined> {
  const link = readLink(await secret(), text);
  if (link?.obligation !== SESSIONS || link.version !== 1) return undefined;
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  if (!kept || !cohort) return undefined;
  const person = personOf(kept.value, link.person);
  if (!person && !kept.value.former?.some((one) => one.id === link.person)) return undefined;
  if (!isForSitter(link, person)) return { cohort, partnership: kept.value, former: link };
  return opensSessions(cohort.programme, person.role) ? { cohort, partnership: kept.value, person } : undefined;
}

/** Those who meet in a programme's sessions or cycles; in cycles classes are released, and somebody sees to their cover. */
export const opensSessions = (programme: Programme, role: Role): boolean => opensFor(programme).includes(role);

const opensFor = ({ sessions, cycles }: Programme): readonly Role[] => [
  ...(sessions ? (['coach', 'teacher'] as const) : []),
  ...(cycles ? (['teacher', 'cover', 'link'] as const) : []),
];
