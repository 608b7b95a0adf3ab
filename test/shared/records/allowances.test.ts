import { beforeEach, describe, expect, it } from 'vitest';
import { take } from '#records/allowances.ts';
import { readPartition, type Table } from '#records/documents.ts';
import { allowancePartition } from '#records/keys.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const NINE = '2026-09-07T09:00:00Z';
const TEN = '2026-09-07T10:00:00Z';
const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const takeAt = (now: string, of = 'a') => take(table, { of, most: 3, within: 'PT1H' }, now);

describe('an allowance', () => {
  it('is so many in an hour from the first of them, and there again afterwards', async () => {
    expect([await takeAt(NINE), await takeAt('2026-09-07T09:20:00Z')]).toEqual([undefined, undefined]);
    expect(await takeAt('2026-09-07T09:40:00Z')).toBeUndefined();
    expect(await takeAt('2026-09-07T09:59:59Z')).toBe(TEN);
    expect(await takeAt(NINE, 'b')).toBeUndefined();
    expect(await takeAt(TEN)).toBeUndefined();
  });

  it('is taken exactly, many at once too', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => takeAt(NINE)));
    expect(all.filter((until) => until === undefined)).toHaveLength(3);
    expect(all.filter((until) => until === TEN)).toHaveLength(9);
  });

  it('is forgotten after a day', async () => {
    await takeAt(NINE);
    const kept = await readPartition(table, allowancePartition('a'), 'count');
    expect(kept.map(({ expires }) => expires)).toEqual([Date.parse('2026-09-08T09:00:00Z') / 1000]);
  });
});
