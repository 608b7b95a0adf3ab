import { beforeEach, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { library } from '#programmes/library.ts';
import { readCohortFacts, readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { Conflict, type Table } from '#records/documents.ts';
import { deleteOwnProgramme, keepOwnProgramme, readOwnProgramme, readOwnProgrammes } from '#records/programmes.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const LEAD = 'lead@willowbank.example.org';
const ours = { ...lessonStudy, key: 'ours', name: 'Ours' };
const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const draft = async (): Promise<Cohort> => (await sampleCohort('lesson-study')).cohort;

it('keeps a lead’s own programmes for that lead alone', async () => {
  await keepOwnProgramme(table, LEAD, ours);
  expect(await readOwnProgramme(table, LEAD.toUpperCase(), 'ours')).toEqual({ programme: ours, version: 1 });
  expect(await readOwnProgrammes(table, 'other@example.org')).toEqual([]);
  await deleteOwnProgramme(table, LEAD, 'ours');
  expect(await readOwnProgrammes(table, LEAD)).toEqual([]);
});

it('lets neither a second of a key nor an older one in its place', async () => {
  await keepOwnProgramme(table, LEAD, ours);
  await expect(keepOwnProgramme(table, LEAD, ours)).rejects.toThrow(Conflict);
  const before = await readOwnProgramme(table, LEAD, 'ours');
  await keepOwnProgramme(table, LEAD, { ...ours, name: 'Ours too' }, before);
  await expect(keepOwnProgramme(table, LEAD, ours, before)).rejects.toThrow(Conflict);
  expect((await readOwnProgramme(table, LEAD, 'ours'))?.programme.name).toBe('Ours too');
});

it('goes whole with its cohort, and stays as it was when the library comes to have its key', async () => {
  const cohort = { ...(await draft()), programme: ours };
  await saveCohort(table, undefined, cohort, undefined);
  expect(await readCohortFacts(table, cohort.id)).toEqual({ ...cohort, outbox: [] });
  const kept = await readCohortRecord(table, cohort.id);
  expect(kept?.value).toEqual(cohort);
  Object.assign(library, { ours: { ...ours, name: 'Of the library' } });
  try {
    if (kept) await saveCohort(table, kept, { ...kept.value, stage: 'launched' }, undefined);
    expect((await readCohortFacts(table, cohort.id))?.programme.name).toBe('Ours');
  } finally {
    delete (library as Record<string, unknown>).ours;
  }
});

it('is left behind by a draft that is given the library’s after all', async () => {
  const cohort = await draft();
  await saveCohort(table, undefined, { ...cohort, programme: ours }, undefined);
  const kept = await readCohortRecord(table, cohort.id);
  await saveCohort(table, kept, cohort, undefined);
  expect((await readCohortRecord(table, cohort.id))?.value).toEqual(cohort);
  expect((await readCohortFacts(table, cohort.id))?.programme).toBe(lessonStudy);
});
