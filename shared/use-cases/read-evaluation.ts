import type { Cohort } from '#domain/cohort/cohort.ts';
import { type Evaluation, evaluationOf } from '#evaluation/evaluation.ts';
import { readKeptEvaluation } from '#records/evaluations.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { readPublished } from '#records/published.ts';
import type { Parts } from './parts.ts';

/** How a cohort goes or went; once something of it has been erased, as it was before. */
export async function readEvaluation(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
): Promise<Evaluation> {
  const kept = cohort.stage === 'closed' ? await readKeptEvaluation(table, cohort.id) : undefined;
  if (kept) return kept;
  const [partnerships, published] = await Promise.all([
    partnershipsOf(table, cohort.id),
    readPublished(table, cohort.id),
  ]);
  return evaluationOf(cohort, partnerships, published, now());
}
