import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { asConflict, type Table } from './documents.ts';
import { allowancePartition } from './keys.ts';
import { expiry } from './once.ts';

/** So many of one thing in a stretch of time that begins with the first of them. */
export interface Allowance {
  /** names what is counted, never a person: an address or a source stands in it as a keyed hash */
  readonly of: string;
  readonly most: number;
  /** ISO 8601: `PT1H` */
  readonly within: string;
}

/** How long a count is kept. */
const KEPT = 'P1D';

/** Takes one: undefined when there was one left, else when there will be. */
export async function take(table: Table, { of, most, within }: Allowance, now: Instant): Promise<Instant | undefined> {
  const Key = { pk: allowancePartition(of), sk: 'count' };
  const count = async (change: string, only: string, values: Readonly<Record<string, unknown>>): Promise<boolean> => {
    try {
      await table.documents.send(
        new UpdateCommand({
          TableName: table.name,
          Key,
          UpdateExpression: change,
          ConditionExpression: only,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now, ':one': 1, ...values },
        }),
      );
      return true;
    } catch (error) {
      if (asConflict(error)) return false;
      throw error;
    }
  };
  // a stretch that begins at the same moment in another request is one stretch: then the second round counts
  for (let round = 1; round <= 2; round++) {
    if (await count('SET used = used + :one', '#until > :now AND used < :most', { ':most': most })) return undefined;
    const begun = await count(
      'SET used = :one, #until = :until, expires = :expires',
      'attribute_not_exists(pk) OR #until <= :now',
      { ':until': plus(now, within), ':expires': expiry(plus(now, KEPT)) },
    );
    if (begun) return undefined;
  }
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return (Item?.until as Instant | undefined) ?? plus(now, within);
}
