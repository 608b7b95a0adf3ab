import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { asConflict, type Table } from './documents.ts';
import { pacePartition } from './keys.ts';
import { expiry } from './once.ts';

/** Takes one of the places that a second has, whoever else takes them: false when `most` are taken. */
export async function takePlace(table: Table, second: Instant, most: number): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: pacePartition(second), sk: 'pace' },
        UpdateExpression: 'SET taken = if_not_exists(taken, :none) + :one, expires = :expires',
        ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
        ExpressionAttributeValues: { ':none': 0, ':one': 1, ':most': most, ':expires': expiry(plus(second, 'P1D')) },
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}
