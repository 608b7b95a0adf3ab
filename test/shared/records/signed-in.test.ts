import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '#records/documents.ts';
import {
  endEverywhere,
  endSignedIn,
  keepSignedIn,
  noteUse,
  prolong,
  readSignedIn,
  type SignedIn,
  signedInOf,
} from '#records/signed-in.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const LEAD = 'lead@example.org';
const LATER = '2026-09-07T11:00:00Z';
const one: SignedIn = {
  id: 'one',
  began: '2026-09-07T09:00:00Z',
  used: '2026-09-07T09:00:00Z',
  until: '2026-09-07T17:00:00Z',
  own: false,
  device: 'Firefox on a Mac',
};
const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
  await keepSignedIn(table, LEAD, one);
  await keepSignedIn(table, LEAD, { ...one, id: 'two' });
  await keepSignedIn(table, 'other@example.org', { ...one, id: 'three' });
});

describe('a browser that is signed in', () => {
  it('is used and lasts longer, in any spelling of the address', async () => {
    expect(await noteUse(table, LEAD.toUpperCase(), 'one', LATER)).toBe(true);
    expect(await prolong(table, LEAD, 'one', '2026-09-07T19:00:00Z')).toBe(true);
    expect(await readSignedIn(table, LEAD, 'one')).toEqual({ ...one, used: LATER, until: '2026-09-07T19:00:00Z' });
    expect(await readSignedIn(table, LEAD, 'two')).toEqual({ ...one, id: 'two' });
  });

  it('stays ended, whatever it does then', async () => {
    await endSignedIn(table, LEAD, 'one');
    expect(await noteUse(table, LEAD, 'one', LATER)).toBe(false);
    expect(await prolong(table, LEAD, 'one', LATER)).toBe(false);
    expect((await signedInOf(table, LEAD)).map(({ id }) => id)).toEqual(['two']);
  });

  it('ends with all others of its lead, and of nobody else', async () => {
    expect(await endEverywhere(table, LEAD)).toBe(2);
    expect(await signedInOf(table, LEAD)).toEqual([]);
    expect(await signedInOf(table, 'other@example.org')).toHaveLength(1);
  });
});
