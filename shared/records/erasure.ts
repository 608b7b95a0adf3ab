import type { Answers } from './answers.ts';
import { batch, type Item, privateWords, queryAll, readPartition, type Table } from './documents.ts';
import * as keys from './keys.ts';

const pkOf = (id: string) => keys.partition({ kind: 'partnership', id });

const remove = (table: Table, items: readonly (Item | PrivateKey)[]): Promise<void> =>
  batch(
    table,
    items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );

/** All private words of a kind at a partnership. Whoever does it need not be let at more than their keys. */
async function removeAll(table: Table, kind: keys.PrivateKind, id: string): Promise<void> {
  const words = privateWords(table);
  const items = await queryAll(words, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.privatePartition(kind, id) },
    Select: 'SPECIFIC_ATTRIBUTES',
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  });
  await remove(words, items);
}

/** Coaches' words and the documents made of them. That a report was sent stays with its session. */
export const removeReports = (table: Table, id: string): Promise<void> => removeAll(table, 'REPORTS', id);

export async function removeAnswers(table: Table, id: string): Promise<void> {
  for (const kind of ['ANSWERS', 'DRAFTS'] as const) await removeAll(table, kind, id);
}

/** Of an item in the private table. */
export interface PrivateKey {
  readonly pk: string;
  readonly sk: string;
}

/** Of one person: all that she answered, and her drafts for these obligations. */
export interface OwnWords {
  /** who, as `sitterOf` says it */
  readonly answersOf: string;
  readonly drafts: readonly string[];
}

/**
 * Keys, in the private table, of what one person wrote: her answers and lesson records, and her drafts. A coach’s reports
 * are their readers’.
 */
export async function ownWords(
  table: Table,
  id: string,
  { answersOf, drafts }: OwnWords,
): Promise<readonly PrivateKey[]> {
  const pk = keys.privatePartition('ANSWERS', id);
  const answers = await readPartition(privateWords(table), pk, keys.ANSWERS);
  return [
    ...answers.filter(({ it }) => (it as Answers).person === answersOf).map(({ sk }) => ({ pk, sk: String(sk) })),
    ...drafts.map((one) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(one) })),
  ];
}

/** Erases it while she still takes part; of somebody who withdraws it goes in the transaction that says so. */
export const removeOwnWords = async (table: Table, id: string, words: OwnWords): Promise<void> =>
  remove(privateWords(table), await ownWords(table, id, words));

/** Drafts by what they are kept under. Whoever takes them away does not read them, and need not be let at them. */
export const removeDrafts = (table: Table, id: string, names: readonly string[]): Promise<void> =>
  remove(
    privateWords(table),
    names.map((name) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(name) })),
  );

/** What sessions and cover were planned with: timetables by address, plans with names. */
export const removePlanning = (table: Table, id: string): Promise<void> =>
  remove(
    table,
    [keys.besideHead.provision, keys.besideHead.plan].map((sk) => ({ pk: pkOf(id), sk })),
  );

type Change = <T>(it: T) => T;

const rewrite = (table: Table, items: readonly Item[], change: Change): Promise<void> =>
  batch(
    table,
    items.flatMap((item) => {
      const it = change(item.it);
      return JSON.stringify(it) === JSON.stringify(item.it) ? [] : [{ PutRequest: { Item: { ...item, it } } }];
    }),
  );

/** The history of a partnership, each event as `change` has it. Nobody changes what has happened, so nothing is lost. */
export async function rewriteHistory(table: Table, id: string, change: Change): Promise<void> {
  await rewrite(table, await readPartition(table, pkOf(id), keys.PAST), change);
}

/** Sessions and cycles of a partnership that has ended: nobody else writes them. */
export async function rewriteMeetings(table: Table, id: string, change: Change): Promise<void> {
  for (const prefix of [keys.sessionKey(''), keys.besideHead.cycles])
    await rewrite(table, await readPartition(table, pkOf(id), prefix), change);
}

/** A school as it was imported. */
export async function rewriteSchool(table: Table, cohort: string, urn: string, change: Change): Promise<void> {
  const pk = keys.partition({ kind: 'cohort', id: cohort });
  await rewrite(table, await readPartition(table, pk, keys.schoolKey(urn)), change);
}
