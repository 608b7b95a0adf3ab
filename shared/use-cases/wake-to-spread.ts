import type { Instant } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { departuresAreSpreading } from '#domain/people/departures.ts';
import { wakeCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';

/** What was said at a school concerns others: their cohort's own turn, which may read and change them all, is due now. */
export async function wakeToSpread(table: Table, p: Partnership, now: Instant): Promise<void> {
  if (!departuresAreSpreading(p)) return;
  try {
    await wakeCohort(table, p.cohort, now);
  } catch {
    // It is saved, and the school's own next turn wakes the cohort again.
  }
}
