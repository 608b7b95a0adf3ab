import { partnershipId } from '../domain/cohort.ts';
import type { InCohort } from '../domain/owed.ts';
import { type Partnership, personOf } from '../domain/partnership.ts';
import type { Person, PersonId } from '../domain/person.ts';
import { readLink, writeLink } from '../links/link.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import { readPartnership } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';

/** Stands where a link names what is owed; no obligation is called so. */
const SESSIONS = 'sessions';

/** The part of a path that opens a coach's or a teacher's own sessions at one school, for as long as she has a part there. */
export const writeSessionsLink = (secret: string, { cohort, urn }: Partnership, person: PersonId): string =>
  writeLink(secret, { cohort, urn, obligation: SESSIONS, person, version: 1 });

/** Whose sessions a link opens, and where; undefined for any other text, and once that person neither coaches nor is coached there. */
export async function followSessionsLink(
  { table, secret }: Pick<Parts, 'table' | 'secret'>,
  text: string,
): Promise<(InCohort & { readonly person: Person }) | undefined> {
  const link = readLink(await secret(), text);
  if (link?.obligation !== SESSIONS || link.version !== 1) return undefined;
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  const person = kept && personOf(kept.value, link.person);
  if (!kept || !cohort?.programme.sessions || !person) return undefined;
  if (person.role !== 'coach' && person.role !== 'teacher') return undefined;
  return { cohort, partnership: kept.value, person };
}
