import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Poisoned } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import { HEAD, obligationKey, partition } from '#records/keys.ts';
import { nextLook } from '#records/parking.ts';
import { partnershipsOf, readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { tick } from '#use-cases/tick.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const sample = await sampleCohort();
const id = `${sample.cohort.id}/900101`;
const others = [`${sample.cohort.id}/900102`, `${sample.cohort.id}/900103`];
const pk = partition({ kind: 'partnership', id });

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
  await runDue(parts);
});

const put = (it: unknown) =>
  parts.table.documents.send(
    new PutCommand({ TableName: parts.table.name, Item: { pk, sk: obligationKey('sign-agreement'), it } }),
  );
const due = async () => (await dueBy(parts.table, parts.now())).map((one) => one.id);
const spoilAt = async (local: string) => {
  const kept = await readPartnership(parts.table, id);
  const [obligation] = kept?.value.obligations ?? [];
  await put('spoiled');
  parts.at(local);
  return obligation;
};

describe('a school whose records make no sense', () => {
  it('fails its turn, is parked for ever longer, and stops nobody else', async () => {
    await spoilAt('2026-09-14T08:00');
    expect(await due()).toEqual(expect.arrayContaining([id, ...others]));
    await expect(takeTurn(parts, id)).rejects.toBeInstanceOf(Poisoned);
    expect((await due()).filter((one) => one.includes('/'))).toEqual(others);
    for (const other of others) expect((await takeTurn(parts, other)).messages).toHaveLength(1);

    parts.at('2026-09-14T08:14');
    expect(await due()).not.toContain(id);
    parts.at('2026-09-14T08:15');
    expect(await due()).toContain(id);
    await expect(takeTurn(parts, id)).rejects.toBeInstanceOf(Poisoned);
    parts.at('2026-09-14T08:44');
    await tick(parts);
    expect(parts.started.filter(({ input }) => 'partnership' in input && input.partnership === id)).toEqual([]);
    parts.at('2026-09-14T08:45');
    expect(await due()).toContain(id);
  });

  it('is looked at once a day at last', () => {
    const now = '2026-09-14T07:00:00Z';
    expect([1, 2, 3, 7, 8, 30].map((tries) => nextLook(tries, now).slice(0, 16))).toEqual([
      '2026-09-14T07:15',
      '2026-09-14T07:30',
      '2026-09-14T08:00',
      '2026-09-14T23:00',
      '2026-09-15T07:00',
      '2026-09-15T07:00',
    ]);
  });

  it('is as before when it has been mended and unparked', async () => {
    const obligation = await spoilAt('2026-09-14T08:00');
    await expect(takeTurn(parts, id)).rejects.toBeInstanceOf(Poisoned);
    await put(obligation);
    expect((await readPartnership(parts.table, id))?.parked).toBe(true);
    parts.at('2026-09-14T08:05');
    await parts.table.documents.send(
      new UpdateCommand({
        TableName: parts.table.name,
        Key: { pk, sk: HEAD },
        UpdateExpression: 'SET nextAt = :now, version = version + :one REMOVE parked',
        ExpressionAttributeValues: { ':now': parts.now(), ':one': 1 },
      }),
    );
    expect(await due()).toContain(id);
    expect((await takeTurn(parts, id)).messages).toHaveLength(1);
    expect((await readPartnership(parts.table, id))?.parked).toBeUndefined();
  });

  it('unparks itself at the look that goes well', async () => {
    const obligation = await spoilAt('2026-09-14T08:00');
    await expect(takeTurn(parts, id)).rejects.toBeInstanceOf(Poisoned);
    await put(obligation);
    parts.at('2026-09-14T08:15');
    expect((await takeTurn(parts, id)).messages).toHaveLength(1);
    expect((await readPartnership(parts.table, id))?.parked).toBeUndefined();
  });
});

describe('a cohort', () => {
  const cohortKey = () => ({ pk: partition({ kind: 'cohort', id: sample.cohort.id }), sk: HEAD });

  it('that cannot be decided on is parked too', async () => {
    await parts.table.documents.send(
      new UpdateCommand({
        TableName: parts.table.name,
        Key: cohortKey(),
        UpdateExpression: 'SET it.programme = :none',
        ExpressionAttributeValues: { ':none': 'no-such-programme' },
      }),
    );
    await expect(turnCohort(parts, sample.cohort.id)).rejects.toBeInstanceOf(Poisoned);
    expect(await due()).not.toContain(sample.cohort.id);
  });

  it('does not suffer by the head of a school that cannot be read', async () => {
    await parts.table.documents.send(
      new PutCommand({
        TableName: parts.table.name,
        Item: { pk, sk: obligationKey('x'), cohortId: sample.cohort.id, inCohort: '900101#x', version: 1 },
      }),
    );
    expect((await partnershipsOf(parts.table, sample.cohort.id)).map((p) => p.id)).toEqual(others);
    expect(await turnCohort(parts, sample.cohort.id)).toEqual({ messages: [], unknown: 0 });
  });
});
