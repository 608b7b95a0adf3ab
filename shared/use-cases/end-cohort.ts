import type { Cohort } from '#domain/cohort/cohort.ts';
import type { CohortId } from '#domain/ids.ts';
import { hasEnded, type Partnership, type Stage } from '#domain/partnership/partnership.ts';
import { endSchool } from '#domain/people/withdrawal.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { untilSaved } from '#records/until-saved.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';
import { startSoon } from './tick.ts';

/** The lead ends a cohort before its last day; the cohort's own turn ends the schools. Saying so twice is saying so once. */
export async function endCohortEarly(parts: Pick<Parts, 'table' | 'now' | 'start'>, id: CohortId): Promise<boolean> {
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(parts.table, id);
    if (kept?.value.stage !== 'launched' || kept.value.ending) return false;
    const now = parts.now();
    const ending: Cohort = { ...kept.value, ending: now };
    const { version } = await saveCohort(parts.table, kept, ending, now);
    await startSoon(parts, { workflow: 'close-cohort', kind: 'cohort', id, version, nextAt: now });
    return true;
  });
}

const TRIES = 3;

/** Ends every school that has not ended, one after the other: whatever a crash leaves is done by the next turn. */
export async function endSchools(
  parts: Pick<Parts, 'table' | 'now'>,
  partnerships: readonly Partnership[],
): Promise<readonly Stage[]> {
  const stages: Stage[] = [];
  for (const { id, stage } of partnerships) {
    const outcome = hasEnded(stage)
      ? undefined
      : await act({ ...parts, start: async () => {} }, id, 'lead', (p, _cohort, now) => endSchool(p, now));
    // refused: it has ended meanwhile
    stages.push(outcome && 'done' in outcome ? outcome.done.stage : hasEnded(stage) ? stage : 'completed');
  }
  return stages;
}
