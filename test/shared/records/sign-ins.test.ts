import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '#records/documents.ts';
import { addressHash, signInPartition } from '#records/keys.ts';
import { countTry, holdSignIn, readSignIn, type SignIn, saveSignIn, useUp } from '#records/sign-ins.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const ADDRESS = 'lead@example.org';
const MINE = { address: ADDRESS, ask: 'one-browser' };
const issued = '2026-09-07T09:00:00Z';
const code: SignIn = { issued, until: '2026-09-07T09:10:00Z', tries: 0 };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
  await saveSignIn(table, MINE, undefined, code, '2026-09-09T09:00:00Z');
});

describe('a sign-in', () => {
  it('is one address’s in any spelling, and expires', async () => {
    expect(await readSignIn(table, { ...MINE, address: ` ${ADDRESS.toUpperCase()} ` })).toEqual(code);
    expect(await readSignIn(table, { ...MINE, address: 'other@example.org' })).toBeUndefined();
    const Key = { pk: signInPartition(ADDRESS), sk: 'code#one-browser' };
    const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key }));
    expect(Item?.expires).toBe(Date.parse('2026-09-09T09:00:00Z') / 1000);
    expect(JSON.stringify(Item)).not.toContain('lead@');
    expect(addressHash(ADDRESS)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('counts tries exactly, many at once too', async () => {
    const tried = await Promise.all(Array.from({ length: 12 }, () => countTry(table, MINE, issued, 5)));
    expect(tried.filter(Boolean)).toHaveLength(5);
    expect((await readSignIn(table, MINE))?.tries).toBe(5);
  });

  it('is used up by one, and cannot be tried afterwards', async () => {
    await countTry(table, MINE, issued, 5);
    const used = await Promise.all(Array.from({ length: 5 }, () => useUp(table, MINE, issued, 5)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await countTry(table, MINE, issued, 5)).toBe(false);
  });

  it('of a code that was replaced is not to be tried', async () => {
    await saveSignIn(table, MINE, code, { ...code, issued: '2026-09-07T09:05:00Z' }, '2026-09-09T09:05:00Z');
    expect(await countTry(table, MINE, issued, 5)).toBe(false);
    expect(await useUp(table, MINE, issued, 5)).toBe(false);
  });

  it('of another browser has tries of its own', async () => {
    const other = { ...MINE, ask: 'another-browser' };
    await saveSignIn(table, other, undefined, code, '2026-09-09T09:00:00Z');
    for (let i = 0; i < 5; i++) await countTry(table, other, issued, 5);
    expect(await countTry(table, other, issued, 5)).toBe(false);
    expect(await countTry(table, MINE, issued, 5)).toBe(true);
  });

  it('that is held says why and until when', async () => {
    const held = { why: 'limit', until: '2026-09-07T10:00:00Z' } as const;
    expect(await holdSignIn(table, MINE, issued, held)).toBe(true);
    expect(await readSignIn(table, MINE)).toEqual({ ...code, held });
    expect(await holdSignIn(table, MINE, '2026-09-07T09:05:00Z', held)).toBe(false);
  });

  it('is issued once of two at the same moment', async () => {
    const next = { ...code, issued: '2026-09-07T09:05:00Z' };
    const both = await Promise.all([1, 2].map(() => saveSignIn(table, MINE, code, next, '2026-09-09T09:05:00Z')));
    expect(both.toSorted()).toEqual([false, true]);
  });

  it('of an unknown address is not to be tried', async () => {
    expect(await countTry(table, { ...MINE, address: 'other@example.org' }, issued, 5)).toBe(false);
  });
});
