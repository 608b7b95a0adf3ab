import { localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import type { CohortId } from '#domain/ids.ts';
import { COHORT } from '#import/cohort-file.ts';
import { cohortsLedBy, readCohortRecord, removeDraft, saveCohort } from '#records/cohorts.ts';
import { Conflict } from '#records/documents.ts';
import { hasEarlierImport, keepImport, readImport } from '#records/imports.ts';
import { untilSaved } from '#records/until-saved.ts';
import { launchNamed } from './import-cohort.ts';
import type { Parts } from './parts.ts';

type Records = Pick<Parts, 'table' | 'now'>;

const TRIES = 3;

/** Its lead deletes a draft; whatever stops half-way the clock goes on with. False: it has been launched. */
export async function deleteDraft({ table, now }: Records, id: CohortId): Promise<boolean> {
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, id);
    if (!kept) return true;
    if (kept.value.stage !== 'draft') return false;
    const at = now();
    const deleting: Cohort = { ...kept.value, deleting: at };
    await removeDraft(table, await saveCohort(table, kept, deleting, at));
    return true;
  });
}

/** Files with faults are kept until the same day as a draft of the launch day that they name. */
export const keepFiles = (
  { table, now }: Records,
  address: string,
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> =>
  keepImport(table, address, files, {
    now: now(),
    launch: launchNamed(files[COHORT] ?? '') ?? localDate(now()),
  });

/** What an earlier release kept without an end gets one, counted from when its lead is here again. */
export async function dateDrafts(parts: Records, address: string): Promise<void> {
  const { table, now } = parts;
  for (const id of await cohortsLedBy(table, address)) {
    const kept = await readCohortRecord(table, id);
    if (kept?.value.stage !== 'draft' || kept.value.changed) continue;
    const dated: Cohort = { ...kept.value, changed: now() };
    await saveCohort(table, kept, dated, cohortNextAt(dated, now())).catch((error) => {
      // somebody imported it again meanwhile, which dates it
      if (!(error instanceof Conflict)) throw error;
    });
  }
  if (await hasEarlierImport(table, address)) await keepFiles(parts, address, await readImport(table, address));
}
