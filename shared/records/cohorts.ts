import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import type { CohortId, Urn } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { library } from '#programmes/library.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import {
  asConflict,
  batch,
  type Item,
  readPartition,
  type Table,
  transact,
  unpoisoned,
  type Write,
  wholePartition,
} from './documents.ts';
import { withFieldsOfIds } from './earlier-ids.ts';
import { withFields } from './earlier-messages.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { outboxWrites } from './outbox.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

const pkOf = (id: CohortId) => keys.partition({ kind: 'cohort', id });

/** As kept: the programme by its key. */
type CohortItem = Omit<Cohort, 'programme' | 'outbox'> & { readonly programme: string };

const programmeIn = (item: Item): Programme => recordIn<Programme>(item, JSON.parse(String(item.text)));

/** @param carried the item beside the head of a cohort whose programme is not the library's */
function toCohort(head: Item, carried: Item | undefined, waiting: readonly Item[]): Cohort {
  return unpoisoned(String(head.pk), () => {
    const it = recordIn<CohortItem>(head);
    const programme = head.carries ? carried && programmeIn(carried) : library[it.programme];
    if (!programme) throw new Error(`There is no programme '${it.programme}'`);
    return { ...it, programme, outbox: waiting.map((item) => withFields(recordIn<Message>(item))) };
  });
}

/** A programme of somebody's own goes with its cohort, whole: what becomes of it elsewhere, and of the library, changes nothing here. */
function carries(before: Cohort | undefined, { key }: Programme): boolean {
  const wasCarried = before?.programme.key === key && before.programme !== library[key];
  return wasCarried || !Object.hasOwn(library, key);
}

export async function readCohortRecord(table: Table, id: CohortId): Promise<Kept<Cohort> | undefined> {
  const items = await readPartition(table, pkOf(id), keys.LIVE);
  const head = items.find((item) => item.sk === keys.HEAD);
  if (!head) return undefined;
  const carried = items.find((item) => item.sk === keys.CARRIED);
  const waiting = items.filter((item) => item !== head && item !== carried);
  const { version, nextAt, parked } = head as { version: number; nextAt?: Instant; parked?: object };
  return { value: toCohort(head, carried, waiting), version, nextAt, ...(parked && { parked: true }) };
}

/** The cohort's facts without its outbox: one read, and another where it carries its programme. */
export async function readCohortFacts(table: Table, id: CohortId): Promise<Cohort | undefined> {
  const get = async (sk: string): Promise<Item | undefined> => {
    const key = { TableName: table.name, Key: { pk: pkOf(id), sk }, ConsistentRead: true };
    return (await table.documents.send(new GetCommand(key))).Item;
  };
  const head = await get(keys.HEAD);
  return head && toCohort(head, head.carries ? await get(keys.CARRIED) : undefined, []);
}

/** A programme that the cohort carries is written when it comes or changes, and taken away when it is no longer carried. */
function carriedWrites(table: Table, pk: string, before: Cohort | undefined, { programme }: Cohort): readonly Write[] {
  const key = { pk, sk: keys.CARRIED };
  if (!carries(before, programme))
    return before && before.programme !== library[before.programme.key]
      ? [{ Delete: { TableName: table.name, Key: key } }]
      : [];
  if (before?.programme === programme) return [];
  return [{ Put: { TableName: table.name, Item: { ...key, ...VERSIONED, text: writeProgramme(programme) } } }];
}

/** By which its lead’s pages find it: files that are not yet a cohort are not among those that open. */
const pointerTo = ({ id, lead, files }: Cohort) => ({
  pk: keys.leadPartition(lead.email),
  sk: files ? keys.leadsFilesKey(id) : keys.leadsCohortKey(id),
});

/** @throws {Conflict} when somebody saved meanwhile */
export async function saveCohort(
  table: Table,
  before: Kept<Cohort> | undefined,
  after: Cohort,
  nextAt: Instant | undefined,
): Promise<Kept<Cohort>> {
  const pk = pkOf(after.id);
  const version = (before?.version ?? 0) + 1;
  const { outbox, programme, ...facts } = after;
  const writes: Write[] = [
    {
      Put: {
        TableName: table.name,
        Item: {
          pk,
          sk: keys.HEAD,
          ...VERSIONED,
          it: { ...facts, programme: programme.key },
          version,
          ...(carries(before?.value, programme) && { carries: true }),
          kind: (after.stage === 'launching' ? 'launch-cohort' : 'close-cohort') satisfies keys.DueWorkflow,
          ...(nextAt && { nextAt, dueShard: keys.dueShard(after.id) }),
        },
        ...(before
          ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    ...carriedWrites(table, pk, before?.value, after),
    ...outboxWrites(table, pk, before?.value.outbox ?? [], outbox),
  ];
  if (!before) writes.push({ Put: { TableName: table.name, Item: pointerTo(after) } });
  await transact(table, writes);
  return { value: after, version, nextAt };
}

/**
 * Sees to it that the cohort's own turn comes by then, at the latest. It counts as no save: a turn under way sets the next
 * moment itself.
 */
export async function wakeCohort(table: Table, id: CohortId, by: Instant): Promise<void> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: pkOf(id), sk: keys.HEAD },
        UpdateExpression: 'SET nextAt = :by, dueShard = :shard',
        ConditionExpression:
          'attribute_exists(version) AND attribute_not_exists(parked) AND (attribute_not_exists(nextAt) OR nextAt > :by)',
        ExpressionAttributeValues: { ':by': by, ':shard': keys.dueShard(id) },
      }),
    );
  } catch (error) {
    // it comes sooner
    if (!asConflict(error)) throw error;
  }
}

export async function readSchools(table: Table, cohort: CohortId): Promise<readonly School[]> {
  const items = await readPartition(table, pkOf(cohort), keys.SCHOOL);
  return items.map((item) => withFieldsOfIds(recordIn<School>(item)));
}

export async function readSchool(table: Table, cohort: CohortId, urn: Urn): Promise<School | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(cohort), sk: keys.schoolKey(urn) }, ConsistentRead: true }),
  );
  return Item && withFieldsOfIds(recordIn<School>(Item));
}

/** Makes the cohort's schools these and no others. Repeating it changes nothing. */
export async function replaceSchools(table: Table, cohort: CohortId, schools: readonly School[]): Promise<void> {
  const pk = pkOf(cohort);
  const kept = await readSchools(table, cohort);
  const gone = kept.filter((old) => !schools.some((school) => school.urn === old.urn));
  const writes = [
    ...schools.map((it) => ({ PutRequest: { Item: { pk, sk: keys.schoolKey(it.urn), ...VERSIONED, it } } })),
    ...gone.map(({ urn }) => ({ DeleteRequest: { Key: { pk, sk: keys.schoolKey(urn) } } })),
  ];
  await batch(table, writes);
}

/**
 * Takes away a draft, or files with faults: marked as being deleted first and its head last, so that what stops half-way is done
 * again. It is marked once, by whoever comes first: to mark it again would take it from under them.
 * @throws {Conflict} when somebody saved or removed it meanwhile
 */
export async function removeDraft(table: Table, kept: Kept<Cohort>, at: Instant): Promise<void> {
  const marked = kept.value.deleting ? kept : await saveCohort(table, kept, { ...kept.value, deleting: at }, at);
  const { value, version } = marked;
  const pk = pkOf(value.id);
  const items = await wholePartition(table, pk);
  await batch(
    table,
    items.flatMap(({ sk }) => (sk === keys.HEAD ? [] : [{ DeleteRequest: { Key: { pk, sk } } }])),
  );
  const ofVersion = { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } };
  await transact(table, [
    { Delete: { TableName: table.name, Key: { pk, sk: keys.HEAD }, ...ofVersion } },
    { Delete: { TableName: table.name, Key: pointerTo(value) } },
  ]);
}

/** Ids of the cohorts that an address leads. */
export async function cohortsLedBy(table: Table, address: string): Promise<readonly string[]> {
  const prefix = keys.leadsCohortKey('');
  const items = await readPartition(table, keys.leadPartition(address), prefix);
  return items.map((item) => String(item.sk).slice(prefix.length));
}
