import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Programme } from '#domain/programme/programme.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { asConflict, type Item, readPartition, type Table } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

/** A lead's own programme, and how often it has been saved. */
export interface OwnProgramme {
  readonly programme: Programme;
  readonly version: number;
  /** by the form that changes a part of it: which page of that form, as it was opened, saved it last */
  readonly pages?: Readonly<Record<string, string>>;
}

const keyOf = (address: string, key: string) => ({ pk: keys.leadPartition(address), sk: keys.ownProgrammeKey(key) });

const toOwn = (item: Item): OwnProgramme => ({
  programme: recordIn<Programme>(item, JSON.parse(String(item.text))),
  version: item.version as number,
  ...(item.pages ? { pages: item.pages as Readonly<Record<string, string>> } : {}),
});

/** The programmes that a lead has copied to change, by their keys in order. */
export async function readOwnProgrammes(table: Table, address: string): Promise<readonly OwnProgramme[]> {
  return (await readPartition(table, keys.leadPartition(address), keys.OWN_PROGRAMME)).map(toOwn);
}

export async function readOwnProgramme(table: Table, address: string, key: string): Promise<OwnProgramme | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(address, key), ConsistentRead: true }),
  );
  return Item && toOwn(Item);
}

/** @throws {Conflict} when somebody saved meanwhile, or, without `before`, when there is one of that key */
export async function keepOwnProgramme(
  table: Table,
  address: string,
  programme: Programme,
  before?: Pick<OwnProgramme, 'version' | 'pages'>,
): Promise<void> {
  const Item = {
    ...keyOf(address, programme.key),
    ...VERSIONED,
    text: writeProgramme(programme),
    version: (before?.version ?? 0) + 1,
    pages: before?.pages,
  };
  const unchanged = before
    ? {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': before.version },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  try {
    await table.documents.send(new PutCommand({ TableName: table.name, Item, ...unchanged }));
  } catch (error) {
    throw asConflict(error) ?? error;
  }
}

/** Cohorts that run it carry it, so nothing of theirs changes. */
export async function deleteOwnProgramme(table: Table, address: string, key: string): Promise<void> {
  await table.documents.send(new DeleteCommand({ TableName: table.name, Key: keyOf(address, key) }));
}
