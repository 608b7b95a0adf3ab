import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { batch, readPartition, type Table } from './documents.ts';
import { signInPartition, TYPED, typedKey } from './keys.ts';
import { expiry } from './once.ts';

/** What somebody sent when their session had run out, until they have signed in again. */
export interface TypedBefore {
  readonly at: Instant;
  /** encrypted: nobody but the pages that wrote it reads it */
  readonly sealed: string;
}

/** How long it waits for them. */
const WAITS_FOR = 'P1D';

/** So many of one address; of more the first goes. */
const MOST = 5;

const keyOf = (address: string, id: string) => ({ pk: signInPartition(address), sk: typedKey(id) });

export async function keepTypedBefore(table: Table, address: string, id: string, it: TypedBefore): Promise<void> {
  const all = await readPartition(table, signInPartition(address), TYPED);
  const first = all.toSorted((a, b) => ((a.it as TypedBefore).at < (b.it as TypedBefore).at ? 1 : -1)).slice(MOST - 1);
  await batch(
    table,
    first.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );
  const Item = { ...keyOf(address, id), it, expires: expiry(plus(it.at, WAITS_FOR)) };
  await table.documents.send(new PutCommand({ TableName: table.name, Item }));
}

/** Undefined where there is none of that address, or its time has passed. */
export async function readTypedBefore(
  table: Table,
  address: string,
  id: string,
  now: Instant,
): Promise<TypedBefore | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(address, id), ConsistentRead: true }),
  );
  const it = Item?.it as TypedBefore | undefined;
  return it && plus(it.at, WAITS_FOR) > now ? it : undefined;
}

export async function removeTypedBefore(table: Table, address: string, id: string): Promise<void> {
  await table.documents.send(new DeleteCommand({ TableName: table.name, Key: keyOf(address, id) }));
}
