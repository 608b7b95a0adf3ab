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

export async function saveSignIn(table: Table, address: string, it: SignIn, forgetAt: Instant): Promise<void> {
  await table.documents.send(
    new PutCommand({ TableName: table.name, Item: { ...keyOf(address), it, expires: expiry(forgetAt) } }),
  );
}

/** Counts a try, before it is looked at: false once the code has been tried too often or another has been issued. */
export async function countTry(table: Table, address: string, issued: Instant, most: number): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(address),
        UpdateExpression: 'SET it.tries = it.tries + :one',
        ConditionExpression: 'it.issued = :issued AND it.tries < :most',
        ExpressionAttributeValues: { ':one': 1, ':issued': issued, ':most': most },
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}

/** A code works once: true for the one who used it. */
export async function useUp(table: Table, address: string, issued: Instant, most: number): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(address),
        UpdateExpression: 'SET it.tries = :used',
        ConditionExpression: 'it.issued = :issued AND it.tries <= :most',
        ExpressionAttributeValues: { ':used': most + 1, ':issued': issued, ':most': most },
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}
