import type { Cohort } from '#domain/cohort/cohort.ts';
import { nextWorkedOut } from '#questionnaires/moments.ts';
import { wakeCohort } from '#records/cohorts.ts';
import type { Parts } from './parts.ts';

/** Somebody has answered: results are worked out at the next of their moments, also in a cohort that had none set. */
export async function awaitResults({ table, now }: Pick<Parts, 'table' | 'now'>, cohort: Cohort): Promise<void> {
  try {
    await wakeCohort(table, cohort.id, nextWorkedOut(cohort.calendar, now()));
  } catch {
    // The answer is kept. The next one, or the cohort's own round, does it.
  }
}
