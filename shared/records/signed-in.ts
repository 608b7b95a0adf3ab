import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { asConflict, batch, readPartition, type Table } from './documents.ts';
import { SIGNED_IN, signedInKey, signInPartition } from './keys.ts';
import { expiry } from './once.ts';

/** A browser in which a lead is signed in. Without this record its cookie is worth nothing. */
export interface SignedIn {
  readonly id: string;
  readonly began: Instant;
  /** when it was last used, to ten minutes */
  readonly used: Instant;
  readonly until: Instant;
  /** the lead said that the device is their own */
  readonly own: boolean;
  /** "Firefox on Windows", no more: many people's is the same */
  readonly device: string;
}

const keyOf = (address: string, id: string) => ({ pk: signInPartition(address), sk: signedInKey(id) });
const forgottenAt = (until: Instant): number => expiry(plus(until, 'P1D'));

export async function keepSignedIn(table: Table, address: string, it: SignedIn): Promise<void> {
  const Item = { ...keyOf(address, it.id), it, expires: forgottenAt(it.until) };
  await table.documents.send(new PutCommand({ TableName: table.name, Item }));
}

export async function readSignedIn(table: Table, address: string, id: string): Promise<SignedIn | undefined> {
  const Key = keyOf(address, id);
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item?.it as SignedIn | undefined;
}

/** Everywhere that a lead is signed in, those whose time has passed too. */
export const signedInOf = async (table: Table, address: string): Promise<readonly SignedIn[]> =>
  (await readPartition(table, signInPartition(address), SIGNED_IN)).map(({ it }) => it as SignedIn);

/** What ended meanwhile stays ended. */
export const noteUse = (table: Table, address: string, id: string, used: Instant): Promise<boolean> =>
  change(table, address, id, 'SET it.used = :used', { ':used': used });

/** Signed in until later; false where it ended meanwhile. */
export const prolong = (table: Table, address: string, id: string, until: Instant): Promise<boolean> =>
  change(table, address, id, 'SET it.#until = :until, expires = :expires', {
    ':until': until,
    ':expires': forgottenAt(until),
  });

async function change(
  table: Table,
  address: string,
  id: string,
  expression: string,
  values: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(address, id),
        UpdateExpression: expression,
        ConditionExpression: 'attribute_exists(pk)',
        ...(expression.includes('#until') && { ExpressionAttributeNames: { '#until': 'until' } }),
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}

export async function endSignedIn(table: Table, address: string, id: string): Promise<void> {
  await table.documents.send(new DeleteCommand({ TableName: table.name, Key: keyOf(address, id) }));
}

/** Ends them all, and says how many there were. */
export async function endEverywhere(table: Table, address: string): Promise<number> {
  const all = await signedInOf(table, address);
  await batch(
    table,
    all.map(({ id }) => ({ DeleteRequest: { Key: keyOf(address, id) } })),
  );
  return all.length;
}
