import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { Conflict, type Item, privateWords, type Table, transact } from './documents.ts';
import * as keys from './keys.ts';

/** Private words once stood beside everything else: `private#answers#...` in the partition of their partnership. */
const EARLIER = 'private#';

const kinds: Readonly<Record<string, keys.PrivateKind>> = {
  answers: 'ANSWERS',
  draft: 'DRAFTS',
  report: 'REPORTS',
  document: 'REPORTS',
};

/**
 * Moves private words that an earlier release kept in the first table to the private one, each in one transaction; what was
 * written there since stays. Doing it twice, or half and again, is doing it once. Answers how many were moved.
 */
export async function moveEarlierWords(table: Table): Promise<number> {
  const pages = paginateScan(
    { client: table.documents },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :earlier)',
      ExpressionAttributeValues: { ':earlier': EARLIER },
    },
  );
  let moved = 0;
  for await (const { Items = [] } of pages) for (const item of Items) moved += await move(table, item);
  return moved;
}

async function move(table: Table, { pk, sk, ...words }: Item): Promise<number> {
  const key = String(sk).slice(EARLIER.length);
  const kind = kinds[key.split('#')[0] ?? ''];
  const partnership = keys.ownerAt(pk).id;
  if (!kind) throw new Error(`Nobody knows what ${EARLIER}${key.split('#')[0]} is`);
  const TableName = privateWords(table).name;
  const Delete = { TableName: table.name, Key: { pk, sk } };
  const Item = { pk: keys.privatePartition(kind, partnership), sk: key, ...words };
  try {
    await transact(table, [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }, { Delete }]);
  } catch (error) {
    // what is there was written since
    if (!(error instanceof Conflict && error.message === 'ConditionalCheckFailed')) throw error;
    await transact(table, [{ Delete }]);
  }
  return 1;
}
