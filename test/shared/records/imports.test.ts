import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { cohortsLedBy } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { keepImport, readImport } from '#records/imports.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const AT = { now: '2026-09-04T09:00:00Z', launch: '2026-09-07' };
const LEAD = 'lead@willowbank.example.org';
const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

it('keeps files that are not yet free of faults, for their lead alone', async () => {
  expect(await readImport(table, LEAD)).toEqual({});
  await keepImport(table, LEAD, { 'cohort.json': '{', 'people.csv': 'Aurélie' }, AT);
  expect(await readImport(table, LEAD.toUpperCase())).toEqual({ 'cohort.json': '{', 'people.csv': 'Aurélie' });
  expect(await readImport(table, 'other@example.org')).toEqual({});
  expect(await cohortsLedBy(table, LEAD)).toEqual([]);
});

it('keeps these and no others', async () => {
  await keepImport(table, LEAD, { 'cohort.json': '{', 'people.csv': 'a' }, AT);
  await keepImport(table, LEAD, { 'people.csv': 'b', 'schools.csv': '' }, AT);
  expect(await readImport(table, LEAD)).toEqual({ 'people.csv': 'b', 'schools.csv': '' });
  await keepImport(table, LEAD, {}, AT);
  expect(await readImport(table, LEAD)).toEqual({});
});

it('keeps a large timetable, and says which file has no room', async () => {
  const timetable = Array.from({ length: 60_000 }, (_, i) => `t${i % 900}@example.org,Mon,${i % 6},T\n`).join('');
  const noise = randomBytes(300_000).toString('hex');
  expect(timetable.length).toBeGreaterThan(1_000_000);
  const kept = await keepImport(table, LEAD, { 'timetable.csv': timetable, 'cover.csv': noise.repeat(2) }, AT);
  expect(Object.keys(kept)).toEqual(['timetable.csv', 'cover.csv'].slice(0, 1));
  expect(await readImport(table, LEAD)).toEqual({ 'timetable.csv': timetable });
});
