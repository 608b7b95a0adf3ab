import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { cohortsLedBy } from '#records/cohorts.ts';
import { batch, type Table } from '#records/documents.ts';
import { forgetInFiles, type KeptFiles, keepImport, readImport, readImports } from '#records/imports.ts';
import * as keys from '#records/keys.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { everyItem, foundIn } from '#test/support/raw-table.ts';

const NOW = '2026-09-04T09:00:00Z';
const AT = { now: NOW, launch: '2026-09-07' };
const LEAD = 'lead@willowbank.example.org';
const nameless = { address: LEAD, of: undefined, name: undefined };
const pilot = { address: LEAD, of: 'pilot-4c1d5e', name: 'Pilot' };
const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const files = (texts: Readonly<Record<string, string>>, at = NOW): KeptFiles['files'] =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { text, at }]));

describe('files of which no cohort has been made yet', () => {
  it('are kept with the time of each, for their lead alone', async () => {
    expect(await readImports(table, LEAD)).toEqual([]);
    const given = { ...files({ 'cohort.json': '{' }), ...files({ 'people.csv': 'Aurélie' }, '2026-09-03T08:00:00Z') };
    await keepImport(table, nameless, given, AT);
    expect(await readImports(table, LEAD.toUpperCase())).toMatchObject([{ of: undefined, files: given }]);
    expect(await readImports(table, 'other@example.org')).toEqual([]);
    expect(await cohortsLedBy(table, LEAD)).toEqual([]);
  });

  it('belong to one cohort, which has a name', async () => {
    await keepImport(table, nameless, files({ 'people.csv': 'a' }), AT);
    await keepImport(table, pilot, files({ 'people.csv': 'b' }, '2026-09-04T10:00:00Z'), AT);
    expect(
      (await readImports(table, LEAD)).map(({ of, name, files }) => [of, name, files['people.csv']?.text]),
    ).toEqual([
      ['pilot-4c1d5e', 'Pilot', 'b'],
      [undefined, undefined, 'a'],
    ]);
    await keepImport(table, nameless, {}, AT);
    expect((await readImports(table, LEAD)).map(({ name }) => name)).toEqual(['Pilot']);
    await keepImport(table, pilot, {}, AT);
    expect(await everyItem(table)).toEqual([]);
  });

  it('are these and no others', async () => {
    await keepImport(table, pilot, files({ 'cohort.json': '{', 'people.csv': 'a' }), AT);
    await keepImport(table, pilot, files({ 'people.csv': 'b', 'schools.csv': '' }), AT);
    expect((await readImport(table, pilot))?.files).toEqual(files({ 'people.csv': 'b', 'schools.csv': '' }));
  });

  it('are whole however long they are, with every letter', async () => {
    const long = Array.from({ length: 60_000 }, (_, i) => `t${i % 900}@example.org,Mon,${i % 6},T\n`).join('');
    const noise = randomBytes(800_000).toString('hex');
    const letters = `a${'𝒜'.repeat(200_000)}`;
    const given = files({ 'timetable.csv': long, 'cover.csv': noise, 'people.csv': letters });
    await keepImport(table, pilot, given, AT);
    expect((await readImport(table, pilot))?.files).toEqual(given);
    await keepImport(table, pilot, files({ 'timetable.csv': 'short' }), AT);
    expect((await everyItem(table)).filter(({ kind }) => kind === 'files')).toHaveLength(1);
  });

  it('are not there where a save stopped half-way, rather than there in part', async () => {
    const long = (letter: string) => `${letter.repeat(99)}\n`.repeat(3_000);
    await keepImport(table, pilot, files({ 'people.csv': long('a') }), AT);
    const pk = keys.partition({ kind: 'cohort', id: (await readImport(table, pilot))?.head?.id ?? '' });
    const Key = { pk, sk: keys.importKey('people.csv', 1) };
    await batch(table, [{ DeleteRequest: { Key } }]);
    await keepImport(table, pilot, files({ 'people.csv': long('b'), 'cohort.json': '{' }), AT);
    expect((await readImport(table, pilot))?.files['people.csv']?.text).toBe(long('b'));
    await batch(table, [{ DeleteRequest: { Key } }]);
    expect(Object.keys((await readImport(table, pilot))?.files ?? {})).toEqual(['cohort.json']);
  });

  it('lose whoever is erased, in every piece of every set', async () => {
    const who = {
      id: 'teacher-1',
      role: 'teacher',
      name: 'Ifeoma Larkspur',
      email: 'ife@fernbank.example.org',
    } as const;
    const rows = `900101,${who.name},${who.email},teacher\n`.repeat(6_000);
    await keepImport(table, pilot, files({ 'people.csv': rows }), AT);
    await keepImport(table, nameless, files({ 'people.csv': rows }), AT);
    expect((await foundIn(table, [who.name])).length).toBeGreaterThan(4);
    await forgetInFiles(table, LEAD, { people: [who], everybody: false });
    expect(await foundIn(table, [who.name, who.email])).toEqual([]);
  });

  it('that an earlier release kept are of no cohort', async () => {
    await keepImport(table, nameless, files({ 'people.csv': 'a' }), AT);
    const pk = keys.partition({ kind: 'cohort', id: (await readImport(table, nameless))?.head?.id ?? '' });
    const Item = { pk, sk: keys.importKey('people.csv'), gzip: gzipSync('as before') };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
    expect((await readImport(table, nameless))?.files).toEqual({ 'people.csv': { text: 'as before', at: NOW } });
  });
});
