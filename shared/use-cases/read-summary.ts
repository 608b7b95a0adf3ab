import type { Partnership } from '../domain/partnership.ts';
import type { Answered } from '../questionnaires/answered.ts';
import { type Summary, summarise } from '../questionnaires/summary.ts';
import { readAnswers } from '../records/answers.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import type { Table } from '../records/documents.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';

/** How a cohort went, without names; undefined where there is no such cohort. */
export async function readSummary({ table }: Pick<Parts, 'table'>, id: string): Promise<Summary | undefined> {
  const cohort = await readCohortFacts(table, id);
  if (!cohort) return undefined;
  const partnerships = await partnershipsOf(table, id);
  return summarise(cohort, partnerships, await answersOf(table, partnerships));
}

/** So many partitions are read at a time. */
const AT_A_TIME = 8;

/** Everything answered in some partnerships, for the analysis alone. */
export async function answersOf(table: Table, partnerships: readonly Partnership[]): Promise<readonly Answered[]> {
  const found: Answered[] = [];
  for (let i = 0; i < partnerships.length; i += AT_A_TIME) {
    const some = partnerships.slice(i, i + AT_A_TIME);
    const answers = await Promise.all(some.map(({ id }) => readAnswers(table, id)));
    found.push(...answers.flatMap((own, n) => own.map((a) => ({ ...a, partnership: some[n]?.id ?? '' }))));
  }
  return found;
}
