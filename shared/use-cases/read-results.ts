import type { Cohort } from '../domain/cohort.ts';
import { type Results, resultsOf } from '../questionnaires/results.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import { readPublished } from '../records/published.ts';
import type { Parts } from './parts.ts';

/** What was last published of a cohort's answers, and how its questionnaires stand. */
export async function readResults({ table, now }: Pick<Parts, 'table' | 'now'>, cohort: Cohort): Promise<Results> {
  const [partnerships, published] = await Promise.all([
    partnershipsOf(table, cohort.id),
    readPublished(table, cohort.id),
  ]);
  return resultsOf(cohort, partnerships, published, now());
}
