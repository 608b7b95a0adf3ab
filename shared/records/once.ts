import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { asConflict, type Table } from './documents.ts';
import { oncePartition } from './keys.ts';

/** Seconds of the epoch, as the table's time to live wants them. */
export const expiry = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

/**
 * Claims something that may happen once in the whole product. True for the one who claims it first, and for the same one
 * again: whoever crashed after claiming may go on.
 */
export async function claimOnce(table: Table, what: string, by: string, now: Instant): Promise<boolean> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk: oncePartition(what), sk: 'once', by, expires: expiry(plus(now, 'P30D')) },
        ConditionExpression: 'attribute_not_exists(pk) OR #by = :by',
        ExpressionAttributeNames: { '#by': 'by' },
        ExpressionAttributeValues: { ':by': by },
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}
