import { cohortNextAt, decideCohort } from '../domain/cohort.ts';
import { readyToSend } from '../domain/sending.ts';
import { readCohortRecord, saveCohort } from '../records/cohorts.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import { endSchools } from './end-cohort.ts';
import type { Parts } from './parts.ts';

/** The cohort's own turn: tell the lead that it has begun; close it when every school has ended. Which messages are to go. */
export async function turnCohort(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: string,
): Promise<{ readonly messages: readonly string[] }> {
  const kept = await readCohortRecord(table, id);
  if (!kept) throw new Error(`No cohort ${id}`);
  const partnerships = await partnershipsOf(table, id);
  const stages = kept.value.ending ? await endSchools({ table, now }, partnerships) : partnerships.map((p) => p.stage);
  const at = now();
  const after = decideCohort(kept.value, stages, at);
  const nextAt = cohortNextAt(after, at);
  if (after !== kept.value || nextAt !== kept.nextAt) await saveCohort(table, kept, after, nextAt);
  return { messages: readyToSend(after.outbox, after.calendar, at) };
}
