import { gunzipSync, gzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CohortId, DraftName, PartnershipId, SessionId, SitterId, Urn } from '#domain/ids.ts';
import { anonymised, type Forgetting, textAnonymiser } from '#domain/personal-data/anonymous.ts';
import { type Answers, everyAnswer } from './answers.ts';
import { asConflict, batch, type Item, privateWords, readPartition, type Table, wholePartition } from './documents.ts';
import { everyDraft } from './drafts.ts';
import { withFieldsOfIds } from './earlier-ids.ts';
import * as keys from './keys.ts';
import { type ItemKind, itemKindOf, kinds } from './kinds.ts';
import { unpacked } from './packed.ts';
import { type PrivateKey, privateKeys } from './private-keys.ts';
import { everyReport } from './reports.ts';
import { recordIn, recordOf, versionOf } from './schema-version.ts';
import { untilSaved } from './until-saved.ts';

const pkOf = (id: PartnershipId) => keys.partition({ kind: 'partnership', id });

const remove = (table: Table, items: readonly (Item | PrivateKey)[]): Promise<void> =>
  batch(
    table,
    items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );

const PRIVATE: readonly keys.PrivateKind[] = ['ANSWERS', 'DRAFTS', 'REPORTS'];

/** What goes with reports, answers or names when a school’s time is over. */
export async function removeWith(table: Table, id: PartnershipId, what: ItemKind['all']): Promise<void> {
  const goes = (item: Item | PrivateKey) => kinds[itemKindOf(item)].all === what;
  if (what === 'names') await remove(table, (await wholePartition(table, pkOf(id))).filter(goes));
  else for (const kind of PRIVATE) await remove(privateWords(table), (await privateKeys(table, kind, id)).filter(goes));
}

/** Of one person: all that they answered, their drafts under these names, and the reports on these sessions. */
export interface OwnWords {
  /** who, as `sitterOf` says it */
  readonly answersOf: SitterId;
  readonly drafts: readonly DraftName[];
  /** by them or about them; of somebody who withdraws, none: they stay with their readers */
  readonly reportsOn?: readonly SessionId[];
}

/**
 * Keys, in the private table, of what one person wrote: their answers and lesson records, and their drafts; and of these
 * reports, with their PDFs.
 */
export async function ownWords(
  table: Table,
  id: PartnershipId,
  { answersOf, drafts, reportsOn = [] }: OwnWords,
): Promise<readonly PrivateKey[]> {
  const pk = keys.privatePartition('ANSWERS', id);
  const answers = await readPartition(privateWords(table), pk, keys.ANSWERS);
  const reports = reportsOn.length > 0 ? await privateKeys(table, 'REPORTS', id) : [];
  const on = reportsOn.flatMap((session) => [keys.reportKey(session, ''), keys.documentKey(session, '')]);
  return [
    ...answers.filter((item) => recordIn<Answers>(item).person === answersOf).map(({ sk }) => ({ pk, sk: String(sk) })),
    ...drafts.map((one) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(one) })),
    ...reports.filter(({ sk }) => on.some((prefix) => sk.startsWith(prefix))),
  ];
}

/** Erases it; of somebody who withdraws it goes in the transaction that says so. */
export const removeOwnWords = async (table: Table, id: PartnershipId, words: OwnWords): Promise<void> =>
  remove(privateWords(table), await ownWords(table, id, words));

const TRIES = 5;

/**
 * Takes people out of all that is read; what a school’s own turns write, `live#`, is theirs to save. What somebody has
 * changed meanwhile is read again. Doing it twice is doing it once. @throws where an item is of no kind that is listed
 */
async function forgetAmong(
  table: Table,
  read: () => Promise<readonly Item[]>,
  whom: (item: Item) => Forgetting,
): Promise<void> {
  return untilSaved(TRIES, async () => {
    const items = (await read()).filter(({ sk }) => !String(sk).startsWith(keys.LIVE));
    for (const item of items) await forgetInItem(table, item, whom(item));
  });
}

/** Takes people out of all that a partition holds. */
export const forgetIn = (table: Table, pk: string, whom: (item: Item) => Forgetting): Promise<void> =>
  forgetAmong(table, () => wholePartition(table, pk), whom);

async function forgetInItem(table: Table, item: Item, whom: Forgetting): Promise<void> {
  versionOf(item);
  const kind: ItemKind = kinds[itemKindOf(item)];
  const treated = whom.everybody ? kind.all : kind.one;
  if (treated === 'removed') return remove(table, [item]);
  if (treated !== 'nameless' && treated !== 'theirs') return;
  const after = withoutThem(item, whom);
  const changed = Object.keys(item).filter((key) => after[key] !== item[key]);
  if (changed.length === 0) return;
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: after,
        ConditionExpression: changed.map((_, i) => `#k${i} = :v${i}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(changed.map((key, i) => [`#k${i}`, key])),
        ExpressionAttributeValues: Object.fromEntries(changed.map((key, i) => [`:v${i}`, item[key]])),
      }),
    );
  } catch (error) {
    throw asConflict(error) ?? error;
  }
}

/** An item without them: what it holds as a record, as text, or as text compressed. */
function withoutThem(item: Item, whom: Forgetting): Item {
  const inText = textAnonymiser(whom);
  const { text, gzip, packed } = item;
  const before = gzip instanceof Uint8Array ? gunzipSync(gzip).toString('utf8') : '';
  const after = inText(before);
  const read = withFieldsOfIds(unpacked(item));
  const left = anonymised(read, whom);
  return {
    ...item,
    ...(left === read ? {} : packed === undefined ? { it: left } : { packed: undefined, ...recordOf(left) }),
    ...(typeof text === 'string' ? { text: inText(text) } : {}),
    ...(after === before ? {} : { gzip: gzipSync(after) }),
  };
}

/**
 * Takes people out of what a cohort holds beside its head: a school as it was imported, and whatever its lead wrote. Of
 * other schools as they were imported everything else stays.
 */
export const forgetInCohort = (table: Table, cohort: CohortId, urn: Urn, whom: Forgetting): Promise<void> =>
  forgetIn(table, keys.partition({ kind: 'cohort', id: cohort }), (item) =>
    item.sk === keys.schoolKey(urn) ? whom : { ...whom, everybody: false },
  );

/** Takes people out of all that is kept of a school beside what its own turns write. Of everybody, private words have gone before. */
export async function forgetInSchool(table: Table, id: PartnershipId, whom: Forgetting): Promise<void> {
  await forgetIn(table, pkOf(id), () => whom);
  if (whom.everybody) return;
  for (const every of [everyAnswer, everyDraft, everyReport])
    await forgetAmong(
      privateWords(table),
      () => every(table, id),
      () => whom,
    );
}

/** Takes people out of the programmes that a lead has made their own, and of one person also out of files with faults. */
export const forgetAtLead = (table: Table, address: string, whom: Forgetting): Promise<void> =>
  forgetIn(table, keys.leadPartition(address), () => whom);
