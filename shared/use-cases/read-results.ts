import type { Cohort } from '../domain/cohort.ts';
import { type Results, resultsOf } from '../questionnaires/results.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';
import { answersOf } from './read-summary.ts';

/** What a cohort has answered so far: counts only. */
export async function readResults({ table, now }: Pick<Parts, 'table' | 'now'>, cohort: Cohort): Promise<Results> {
  const partnerships = await partnershipsOf(table, cohort.id);
  return resultsOf(cohort, partnerships, await answersOf(table, partnerships), now());
}
