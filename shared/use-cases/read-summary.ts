import type { Answered } from '../questionnaires/answered.ts';
import { type Summary, summarise } from '../questionnaires/summary.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import { partnershipsOf, readAnswers } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';

/** How a cohort went, without names; undefined where there is no such cohort. */
export async function readSummary({ table }: Pick<Parts, 'table'>, id: string): Promise<Summary | undefined> {
  const cohort = await readCohortFacts(table, id);
  if (!cohort) return undefined;
  const partnerships = await partnershipsOf(table, id);
  const answers: Answered[] = [];
  for (const p of partnerships)
    answers.push(...(await readAnswers(table, p.id)).map((a) => ({ ...a, partnership: p.id })));
  return summarise(cohort, partnerships, answers);
}
