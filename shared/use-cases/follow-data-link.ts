import { partnershipId } from '#domain/cohort/cohort.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { isLive } from '#domain/personal-data/acts.ts';
import { type PersonOnRecord, whoAsked } from '#domain/personal-data/kept.ts';
import { type DataAsked, requestOf } from '#domain/personal-data/request.ts';
import { readDataLink } from '#links/data-link.ts';
import { readLinked } from '#links/signed.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import type { Parts } from './parts.ts';

/** What somebody asked of the data about them, who came by the link that was sent to them. */
export type OwnRequest = InCohort & { readonly asked: DataAsked } & (
    | { readonly state: 'open'; readonly person: PersonOnRecord }
    /** done: erased; ended: its time has run out, or the address is no longer theirs */
    | { readonly state: 'done' | 'ended' }
  );

/** Where a link about somebody’s own data leads today; undefined: we wrote no such link. Changes nothing. */
export async function followDataLink(
  parts: Pick<Parts, 'table' | 'secret' | 'now'>,
  text: string,
): Promise<OwnRequest | undefined> {
  const { table, now } = parts;
  const link = await readLinked(parts, (key) => readDataLink(key, text));
  if (!link) return undefined;
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  const asked = kept && requestOf(kept.value, link.request);
  if (!kept || !cohort || !asked) return undefined;
  const found = { cohort, partnership: kept.value, asked };
  if (asked.done) return { ...found, state: 'done' };
  const person = whoAsked(kept.value, asked);
  return person && isLive(kept.value, asked, now())
    ? { ...found, state: 'open', person }
    : { ...found, state: 'ended' };
}
