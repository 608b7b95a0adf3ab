import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Item, Poisoned, privateWords, wholePartition } from '#records/documents.ts';
import { readDraft, saveDraft } from '#records/drafts.ts';
import { dueBy } from '#records/due.ts';
import * as keys from '#records/keys.ts';
import { itemKindOf } from '#records/kinds.ts';
import { readPartnership } from '#records/partnerships.ts';
import { FromLaterRelease, NEWEST_VERSION, recordIn, SCHEMA_VERSION, VERSIONED } from '#records/schema-version.ts';
import { signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const sample = await sampleCohort();
const { cohort } = sample;
const id = `${cohort.id}/900101`;
const others = [`${cohort.id}/900102`, `${cohort.id}/900103`];
const school = keys.partition({ kind: 'partnership', id });
const its = keys.partition({ kind: 'cohort', id: cohort.id });
const LATER = NEWEST_VERSION + 1;

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
  await runDue(parts);
});

const update = (
  pk: string,
  sk: string,
  how: Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'>,
) => parts.table.documents.send(new UpdateCommand({ TableName: parts.table.name, Key: { pk, sk }, ...how }));

/** All that is kept of the cohort and its schools. */
async function everything(): Promise<readonly Item[]> {
  const ids = [id, ...others];
  const words = (['ANSWERS', 'DRAFTS', 'REPORTS'] as const).flatMap((kind) =>
    ids.map((one) => keys.privatePartition(kind, one)),
  );
  const all = [
    ...[its, ...ids.map((one) => keys.partition({ kind: 'partnership', id: one }))].map((pk) =>
      wholePartition(parts.table, pk),
    ),
    ...words.map((pk) => wholePartition(privateWords(parts.table), pk)),
  ];
  return (await Promise.all(all)).flat();
}

/** As if a release after this one had written it. */
const writtenLater = (pk: string, sk: string) =>
  update(pk, sk, {
    UpdateExpression: 'SET schemaVersion = :later, it.unheardOf = :this',
    ExpressionAttributeValues: { ':later': LATER, ':this': 'of what this release knows nothing' },
  });

const parkedApart = (items: readonly Item[]): readonly Item[] =>
  items.map(({ nextAt: _, dueShard: __, parked: ___, ...rest }) => rest);

describe('every record', () => {
  it('says in which version it is written', async () => {
    await saveDraft(parts.table, id, 'sign-agreement', { fullName: 'Rhodri' }, parts.now());
    expect(await act(parts, id, 'link', signs)).toHaveProperty('done');
    const records = (await everything()).filter(({ it }) => it !== undefined);
    const kinds = new Set(records.map(itemKindOf));
    for (const kind of ['school', 'obligation', 'sent', 'past', 'draft', 'cohort', 'imported'] as const)
      expect(kinds).toContain(kind);
    for (const { pk, sk, schemaVersion } of records) expect([pk, sk, schemaVersion]).toEqual([pk, sk, SCHEMA_VERSION]);
  });

  it('without a version is read as releases wrote it that said none', async () => {
    const before = await readPartnership(parts.table, id);
    for (const { pk, sk, schemaVersion } of await everything())
      if (schemaVersion) await update(String(pk), String(sk), { UpdateExpression: 'REMOVE schemaVersion' });
    expect(await readPartnership(parts.table, id)).toEqual(before);
    expect(await act(parts, id, 'link', signs)).toHaveProperty('done');
  });

  it('of which the version is no number, or one that nobody reads, is not taken for one of today', () => {
    for (const schemaVersion of ['1', -1, 0.5]) expect(() => recordIn({ schemaVersion, it: {} })).toThrow(Poisoned);
    expect(recordIn({ ...VERSIONED, it: 7 })).toBe(7);
  });
});

describe('of a release that came later and was taken back', () => {
  const places = [
    ['the head of a school', keys.HEAD],
    ['one of its obligations', keys.obligationKey('sign-agreement')],
  ] as const;

  it.each(places)('%s is left as it is: the school is parked, and the others go on', async (_, sk) => {
    parts.at('2026-09-14T08:00');
    await writtenLater(school, sk);
    const before = await everything();

    await expect(takeTurn(parts, id)).rejects.toThrow(`${id}: FromLaterRelease`);
    await expect(takeTurn(parts, id)).rejects.toBeInstanceOf(Poisoned);
    await expect(act(parts, id, 'link', signs)).rejects.toBeInstanceOf(Poisoned);
    expect(parkedApart(await everything())).toEqual(parkedApart(before));
    expect((await dueBy(parts.table, parts.now())).map((one) => one.id)).not.toContain(id);
    for (const other of others) expect((await takeTurn(parts, other)).messages).toHaveLength(1);

    // the later release is there again, and this is what it writes
    await update(school, sk, {
      UpdateExpression: 'SET schemaVersion = :mine',
      ExpressionAttributeValues: { ':mine': SCHEMA_VERSION },
    });
    parts.at('2026-09-14T09:00');
    expect((await takeTurn(parts, id)).messages).toHaveLength(1);
    expect((await readPartnership(parts.table, id))?.parked).toBeUndefined();
  });

  it('a cohort is left as it is, and so are its schools', async () => {
    await writtenLater(its, keys.HEAD);
    const before = await everything();
    await expect(turnCohort(parts, cohort.id)).rejects.toThrow('FromLaterRelease');
    for (const one of [id, ...others]) await expect(takeTurn(parts, one)).rejects.toThrow('FromLaterRelease');
    expect(parkedApart(await everything())).toEqual(parkedApart(before));
  });

  it('what somebody had typed is not written over', async () => {
    await saveDraft(parts.table, id, 'sign-agreement', { fullName: 'Rhodri' }, parts.now());
    const words = privateWords(parts.table);
    await parts.table.documents.send(
      new UpdateCommand({
        TableName: words.name,
        Key: { pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey('sign-agreement') },
        UpdateExpression: 'SET schemaVersion = :later',
        ExpressionAttributeValues: { ':later': LATER },
      }),
    );
    const before = await everything();
    await expect(readDraft(parts.table, id, 'sign-agreement')).rejects.toBeInstanceOf(FromLaterRelease);
    const saved = saveDraft(parts.table, id, 'sign-agreement', { fullName: 'Somebody else' }, parts.now());
    await expect(saved).rejects.toBeInstanceOf(FromLaterRelease);
    expect(await everything()).toEqual(before);
  });
});
