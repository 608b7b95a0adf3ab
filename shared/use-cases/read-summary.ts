import type { CohortId } from '#domain/ids.ts';
import { type Summary, summarise } from '#questionnaires/summary.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { readPublished } from '#records/published.ts';
import type { Parts } from './parts.ts';

/** How a cohort went, without names; undefined where there is no such cohort. */
export async function readSummary({ table }: Pick<Parts, 'table'>, id: CohortId): Promise<Summary | undefined> {
  const cohort = await readCohortFacts(table, id);
  if (!cohort) return undefined;
  const [partnerships, published] = await Promise.all([partnershipsOf(table, id), readPublished(table, id)]);
  return summarise(cohort, partnerships, published);
}
