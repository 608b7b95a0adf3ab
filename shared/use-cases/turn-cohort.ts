import { earliest } from '../calendar/london.ts';
import { cohortNextAt, decideCohort } from '../domain/cohort.ts';
import { afterErasing, erasuresDue, nextErasure } from '../domain/retention.ts';
import { readyToSend } from '../domain/sending.ts';
import { readCohortRecord, saveCohort } from '../records/cohorts.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import { erase } from './erase.ts';
import type { Parts } from './parts.ts';

/**
 * The cohort's own turn: tell the lead that it has begun; close it when every school has ended; erase what has been kept
 * for its time. Which messages are to go.
 */
export async function turnCohort(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: string,
): Promise<{ readonly messages: readonly string[] }> {
  const kept = await readCohortRecord(table, id);
  if (!kept) throw new Error(`No cohort ${id}`);
  const stages = (await partnershipsOf(table, id)).map((p) => p.stage);
  const at = now();
  const decided = decideCohort(kept.value, stages, at);
  const due = erasuresDue(decided, at);
  for (const what of due) await erase({ table, now }, decided, what);
  const after = due.length > 0 ? afterErasing(decided, due, at) : decided;
  const nextAt = earliest(cohortNextAt(after, at), nextErasure(after));
  if (after !== kept.value || nextAt !== kept.nextAt) await saveCohort(table, kept, after, nextAt);
  return { messages: readyToSend(after.outbox, after.calendar, at) };
}
