import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import { asConflict, type Table } from './documents.ts';
import { codeKey, signInPartition } from './keys.ts';
import { expiry } from './once.ts';

/** A code that one browser asked for. The code itself is not kept: it is computed again from these. */
export interface SignIn {
  readonly issued: Instant;
  readonly until: Instant;
  /** how often a code was tried against this one */
  readonly tries: number;
  /** no code goes to this browser */
  readonly held?: Held | undefined;
}

/** Why no code goes, and when one can be asked for again. */
export interface Held {
  readonly why: 'limit' | 'no-post';
  readonly until: Instant;
}

/** Which code: whose, and the id of the browser's request. */
export interface AskedFor {
  readonly address: string;
  readonly ask: string;
}

const keyOf = ({ address, ask }: AskedFor) => ({ pk: signInPartition(address), sk: codeKey(ask) });

export async function readSignIn(table: Table, which: AskedFor): Promise<SignIn | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(which), ConsistentRead: true }),
  );
  return Item?.it as SignIn | undefined;
}

/** In the place of `before`; false: the same browser asked for another at the same moment. */
export async function saveSignIn(
  table: Table,
  which: AskedFor,
  before: SignIn | undefined,
  it: SignIn,
  forgetAt: Instant,
): Promise<boolean> {
  const unchanged = before
    ? { ConditionExpression: 'it.issued = :issued', ExpressionAttributeValues: { ':issued': before.issued } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const Item = { ...keyOf(which), it, expires: expiry(forgetAt) };
  try {
    await table.documents.send(new PutCommand({ TableName: table.name, Item, ...unchanged }));
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}

/** No code goes after all. */
export const holdSignIn = (table: Table, which: AskedFor, issued: Instant, held: Held): Promise<boolean> =>
  update(table, which, 'SET it.held = :held', 'it.issued = :issued', { ':issued': issued, ':held': held });

/** Counts a try, before it is looked at: false once the code has been tried too often or another has been issued. */
export const countTry = (table: Table, which: AskedFor, issued: Instant, most: number): Promise<boolean> =>
  update(table, which, 'SET it.tries = it.tries + :one', 'it.issued = :issued AND it.tries < :most', {
    ':one': 1,
    ':issued': issued,
    ':most': most,
  });

/** A code works once: true for the one who used it. */
export const useUp = (table: Table, which: AskedFor, issued: Instant, most: number): Promise<boolean> =>
  update(table, which, 'SET it.tries = :used', 'it.issued = :issued AND it.tries <= :most', {
    ':used': most + 1,
    ':issued': issued,
    ':most': most,
  });

/** Changes the code if `only` holds of it; false where it does not. */
async function update(
  table: Table,
  which: AskedFor,
  change: string,
  only: string,
  values: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(which),
        UpdateExpression: change,
        ConditionExpression: only,
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}
