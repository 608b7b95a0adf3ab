import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/london.ts';
import { asConflict, type Table } from './documents.ts';
import { signInPartition } from './keys.ts';
import { expiry } from './once.ts';

/** A code that was sent to an address. The code itself is not kept: it is computed again from these. */
export interface SignIn {
  readonly issued: Instant;
  readonly until: Instant;
  /** how often a code was tried against this one */
  readonly tries: number;
  /** codes sent on this day */
  readonly day: string;
  readonly sentThatDay: number;
}

const keyOf = (address: string) => ({ pk: signInPartition(address), sk: 'code' });

export async function readSignIn(table: Table, address: string): Promise<SignIn | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(address), ConsistentRead: true }),
  );
  return Item?.it as SignIn | undefined;
}

/** In the place of `before`; false: another code was issued at the same moment. */
export async function saveSignIn(
  table: Table,
  address: string,
  before: SignIn | undefined,
  it: SignIn,
  forgetAt: Instant,
): Promise<boolean> {
  const unchanged = before
    ? { ConditionExpression: 'it.issued = :issued', ExpressionAttributeValues: { ':issued': before.issued } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const Item = { ...keyOf(address), it, expires: expiry(forgetAt) };
  try {
    await table.documents.send(new PutCommand({ TableName: table.name, Item, ...unchanged }));
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}

/** Counts a try, before it is looked at: false once the code has been tried too often or another has been issued. */
export const countTry = (table: Table, address: string, issued: Instant, most: number): Promise<boolean> =>
  setTries(table, address, 'it.tries + :one', 'it.tries < :most', { ':one': 1, ':issued': issued, ':most': most });

/** A code works once: true for the one who used it. */
export const useUp = (table: Table, address: string, issued: Instant, most: number): Promise<boolean> =>
  setTries(table, address, ':used', 'it.tries <= :most', { ':used': most + 1, ':issued': issued, ':most': most });

/** Sets the tries of the code that was issued then; false where that is no longer the code, or `only` does not hold. */
async function setTries(
  table: Table,
  address: string,
  tries: string,
  only: string,
  values: Readonly<Record<string, string | number>> & { readonly ':issued': Instant },
): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(address),
        UpdateExpression: `SET it.tries = ${tries}`,
        ConditionExpression: `it.issued = :issued AND ${only}`,
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}
