import { cohortNextAt, decideCohort } from '../domain/cohort.ts';
import { isSpreading, movesFrom } from '../domain/dates.ts';
import { readyToSend } from '../domain/sending.ts';
import { readCohortRecord, saveCohort } from '../records/cohorts.ts';
import { partnershipsOf } from '../records/partnerships.ts';
import { spreadDates } from './move-dates.ts';
import type { Parts } from './parts.ts';

/** The cohort's own turn: tell the lead that it has begun; see that moved dates reach every school; close it when every school has ended. Which messages are to go. */
export async function turnCohort(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: string,
): Promise<{ readonly messages: readonly string[] }> {
  const kept = await readCohortRecord(table, id);
  if (!kept) throw new Error(`No cohort ${id}`);
  const partnerships = await partnershipsOf(table, id);
  const at = now();
  const from = movesFrom(kept.value);
  const spreads = isSpreading(kept.value) && from !== undefined && from <= at;
  const spread =
    spreads &&
    (await spreadDates(
      { table, now },
      partnerships.map((p) => p.id),
    ));
  const before = spread ? { ...kept.value, movesSpread: kept.value.moves?.length } : kept.value;
  const stages = partnerships.map((p) => p.stage);
  const after = decideCohort(before, stages, at);
  const nextAt = cohortNextAt(after, at);
  if (after !== kept.value || nextAt !== kept.nextAt) await saveCohort(table, kept, after, nextAt);
  return { messages: readyToSend(after.outbox, after.calendar, at) };
}
