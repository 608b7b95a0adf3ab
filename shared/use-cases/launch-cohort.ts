import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import type { CohortId, Urn } from '#domain/ids.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { readCohortFacts, readCohortRecord, readSchool, readSchools, saveCohort } from '#records/cohorts.ts';
import { Conflict } from '#records/documents.ts';
import { finishSave } from '#records/rest.ts';
import { keepSchool } from './keep-school.ts';
import type { Parts } from './parts.ts';
import { startSoon } from './tick.ts';

/** The lead presses Launch. Pressing twice is pressing once. True: it is launched now, by this or an earlier press. */
export async function pressLaunch(parts: Pick<Parts, 'table' | 'now' | 'start'>, id: CohortId): Promise<boolean> {
  const { table, now } = parts;
  const kept = await readCohortRecord(table, id);
  if (!kept || kept.value.deleting) return false;
  if (kept.value.stage !== 'draft') return true;
  try {
    const launching: Cohort = { ...kept.value, stage: 'launching', launched: now() };
    const { version } = await saveCohort(table, kept, launching, now());
    await startSoon(parts, { workflow: 'launch-cohort', kind: 'cohort', id, version, nextAt: now() });
    return true;
  } catch (error) {
    if (error instanceof Conflict) return true;
    throw error;
  }
}

/** The first step of the workflow: which schools to open. */
export async function checkCohort({ table }: Pick<Parts, 'table'>, id: CohortId): Promise<readonly string[]> {
  const cohort = await readCohortFacts(table, id);
  if (!cohort || cohort.stage === 'draft') throw new Error(`Cohort ${id} has not been launched`);
  const schools = await readSchools(table, id);
  if (schools.length !== cohort.schoolCount)
    throw new Error(`Cohort ${id} has ${schools.length} of ${cohort.schoolCount} schools`);
  return schools.map((school) => school.urn);
}

/** Opens one school's partnership; one that is open already stays as it is. */
export async function openSchool(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: CohortId,
  urn: Urn,
): Promise<boolean> {
  const [cohort, school] = await Promise.all([readCohortFacts(table, id), readSchool(table, id, urn)]);
  if (!cohort || !school) throw new Error(`No school ${partnershipId(id, urn)}`);
  const partnership = openPartnership(cohort, school);
  try {
    const at = now();
    await keepSchool(table, undefined, partnership, {
      at,
      events: [],
      nextAt: nextMoment(partnership, cohort, at),
      addresses: { lead: cohort.lead.email },
    });
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // whoever opened it may have stopped half-way
    await finishSave(table, partnership.id);
    return false;
  }
}

/** The last step: the cohort's own turns begin. */
export async function beginTurns({ table, now }: Pick<Parts, 'table' | 'now'>, id: CohortId): Promise<void> {
  const kept = await readCohortRecord(table, id);
  if (!kept) throw new Error(`No cohort ${id}`);
  if (kept.value.stage !== 'launching') return;
  const launched: Cohort = { ...kept.value, stage: 'launched' };
  await saveCohort(table, kept, launched, cohortNextAt(launched, now()));
}
