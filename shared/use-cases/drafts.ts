import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import type { CohortId } from '#domain/ids.ts';
import { cohortsLedBy, readCohortRecord, removeDraft, saveCohort } from '#records/cohorts.ts';
import { Conflict } from '#records/documents.ts';
import { hasEarlierImport, type KeptFiles, readImport, UNKNOWN } from '#records/imports.ts';
import { untilSaved } from '#records/until-saved.ts';
import type { Parts } from './parts.ts';
import { keepFiles } from './upload-files.ts';

type Records = Pick<Parts, 'table' | 'now'>;

const TRIES = 3;

/** Its lead deletes a draft; whatever stops half-way the clock goes on with. False: it has been launched. */
export async function deleteDraft({ table, now }: Records, id: CohortId): Promise<boolean> {
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, id);
    if (!kept) return true;
    if (kept.value.stage !== 'draft') return false;
    await removeDraft(table, kept, now());
    return true;
  });
}

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
  if (!(await hasEarlierImport(table, address))) return;
  const kept = await readImport(table, { address, of: undefined });
  if (kept) await keepFiles(parts, address, undefined, dated(kept.files, now()));
}

/** Files that an earlier release kept say no time of their own. */
const dated = (files: KeptFiles['files'], at: Instant): KeptFiles['files'] =>
  Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, { ...file, at: file.at === UNKNOWN ? at : file.at }]),
  );
