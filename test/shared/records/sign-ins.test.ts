import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../shared/records/documents.ts';
import { addressHash, signInPartition } from '../../../shared/records/keys.ts';
import { countTry, readSignIn, type SignIn, saveSignIn, useUp } from '../../../shared/records/sign-ins.ts';
import { onDynamo } from '../../support/on-dynamo.ts';

const ADDRESS = 'lead@example.org';
const issued = '2026-09-07T09:00:00Z';
const code: SignIn = { issued, until: '2026-09-07T09:10:00Z', tries: 0, day: '2026-09-07', sentThatDay: 1 };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
  await saveSignIn(table, ADDRESS, undefined, code, '2026-09-09T09:00:00Z');
});

describe('a sign-in', () => {
  it('is one address’s in any spelling, and expires', async () => {
    expect(await readSignIn(table, ` ${ADDRESS.toUpperCase()} `)).toEqual(code);
    expect(await readSignIn(table, 'other@example.org')).toBeUndefined();
    const Key = { pk: signInPartition(ADDRESS), sk: 'code' };
    const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key }));
    expect(Item?.expires).toBe(Date.parse('2026-09-09T09:00:00Z') / 1000);
    expect(JSON.stringify(Item)).not.toContain('lead@');
    expect(addressHash(ADDRESS)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('counts tries exactly, many at once too', async () => {
    const tried = await Promise.all(Array.from({ length: 12 }, () => countTry(table, ADDRESS, issued, 5)));
    expect(tried.filter(Boolean)).toHaveLength(5);
    expect((await readSignIn(table, ADDRESS))?.tries).toBe(5);
  });

  it('is used up by one, and cannot be tried afterwards', async () => {
    await countTry(table, ADDRESS, issued, 5);
    const used = await Promise.all(Array.from({ length: 5 }, () => useUp(table, ADDRESS, issued, 5)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await countTry(table, ADDRESS, issued, 5)).toBe(false);
  });

  it('of a code that was replaced is not to be tried', async () => {
    await saveSignIn(table, ADDRESS, code, { ...code, issued: '2026-09-07T09:05:00Z' }, '2026-09-09T09:05:00Z');
    expect(await countTry(table, ADDRESS, issued, 5)).toBe(false);
    expect(await useUp(table, ADDRESS, issued, 5)).toBe(false);
  });

  it('is issued once of two at the same moment', async () => {
    const next = { ...code, issued: '2026-09-07T09:05:00Z' };
    const both = await Promise.all([1, 2].map(() => saveSignIn(table, ADDRESS, code, next, '2026-09-09T09:05:00Z')));
    expect(both.toSorted()).toEqual([false, true]);
  });

  it('of an unknown address is not to be tried', async () => {
    expect(await countTry(table, 'other@example.org', issued, 5)).toBe(false);
  });
});
