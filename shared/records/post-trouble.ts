import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { Table } from './documents.ts';
import { POST_TROUBLE } from './keys.ts';
import { expiry } from './once.ts';

/** Until when sign-in codes are not promised to anybody, since one could not be sent. */
export async function postTrouble(table: Table): Promise<Instant | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: POST_TROUBLE, ConsistentRead: true }),
  );
  return Item?.until as Instant | undefined;
}

export async function notePostTrouble(table: Table, until: Instant): Promise<void> {
  const Item = { ...POST_TROUBLE, until, expires: expiry(until) };
  await table.documents.send(new PutCommand({ TableName: table.name, Item }));
}
