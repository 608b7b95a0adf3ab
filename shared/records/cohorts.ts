import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/london.ts';
import type { Cohort, School } from '../domain/cohort.ts';
import type { Message } from '../domain/message.ts';
import { library } from '../programmes/library.ts';
import { batch, type Item, readPartition, type Table, transact, unpoisoned, type Write } from './documents.ts';
import * as keys from './keys.ts';
import { outboxWrites } from './outbox.ts';
import type { Kept } from './partnerships.ts';

const pkOf = (id: string) => keys.partition({ kind: 'cohort', id });

/** As kept: the programme by its key. */
type CohortItem = Omit<Cohort, 'programme' | 'outbox'> & { readonly programme: string };

function toCohort(item: Item, outbox: readonly Message[]): Cohort {
  return unpoisoned(String(item.pk), () => {
    const it = item.it as CohortItem;
    const programme = library[it.programme];
    if (!programme) throw new Error(`The library has no programme '${it.programme}'`);
    return { ...it, programme, outbox };
  });
}

export async function readCohortRecord(table: Table, id: string): Promise<Kept<Cohort> | undefined> {
  const items = await readPartition(table, pkOf(id), keys.LIVE);
  const head = items.find((item) => item.sk === keys.HEAD);
  if (!head) return undefined;
  const outbox = items.filter((item) => item !== head).map((item) => item.it as Message);
  const { version, nextAt, parked } = head as { version: number; nextAt?: Instant; parked?: object };
  return { value: toCohort(head, outbox), version, nextAt, ...(parked && { parked: true }) };
}

/** The cohort's facts without its outbox: one read. */
export async function readCohortFacts(table: Table, id: string): Promise<Cohort | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(id), sk: keys.HEAD }, ConsistentRead: true }),
  );
  return Item && toCohort(Item, []);
}

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
          it: { ...facts, programme: programme.key },
          version,
          kind: (after.stage === 'launching' ? 'launch-cohort' : 'close-cohort') satisfies keys.Workflow,
          ...(nextAt && { nextAt, dueShard: keys.dueShard(after.id) }),
        },
        ...(before
          ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    ...outboxWrites(table, pk, before?.value.outbox ?? [], outbox),
  ];
  if (!before)
    writes.push({
      Put: {
        TableName: table.name,
        Item: { pk: keys.leadPartition(after.lead.email), sk: keys.leadsCohortKey(after.id) },
      },
    });
  await transact(table, writes);
  return { value: after, version, nextAt };
}

export async function readSchools(table: Table, cohort: string): Promise<readonly School[]> {
  const items = await readPartition(table, pkOf(cohort), keys.SCHOOL);
  return items.map((item) => item.it as School);
}

export async function readSchool(table: Table, cohort: string, urn: string): Promise<School | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(cohort), sk: keys.schoolKey(urn) }, ConsistentRead: true }),
  );
  return Item?.it as School | undefined;
}

/** Makes the cohort's schools these and no others. Repeating it changes nothing. */
export async function replaceSchools(table: Table, cohort: string, schools: readonly School[]): Promise<void> {
  const pk = pkOf(cohort);
  const kept = await readSchools(table, cohort);
  const gone = kept.filter((old) => !schools.some((school) => school.urn === old.urn));
  const writes = [
    ...schools.map((it) => ({ PutRequest: { Item: { pk, sk: keys.schoolKey(it.urn), it } } })),
    ...gone.map(({ urn }) => ({ DeleteRequest: { Key: { pk, sk: keys.schoolKey(urn) } } })),
  ];
  await batch(table, writes);
}

/** Ids of the cohorts that an address leads. */
export async function cohortsLedBy(table: Table, address: string): Promise<readonly string[]> {
  const prefix = keys.leadsCohortKey('');
  const items = await readPartition(table, keys.leadPartition(address), prefix);
  return items.map((item) => String(item.sk).slice(prefix.length));
}
