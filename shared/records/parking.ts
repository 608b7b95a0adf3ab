import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import { asConflict, Poisoned, type Table } from './documents.ts';
import { dueShard, HEAD, type OutboxOwner, partition } from './keys.ts';

/** When something poisoned is looked at again: a quarter of an hour later, then twice as long each time, at last once a day. */
export function nextLook(tries: number, now: Instant): Instant {
  const minutes = Math.min(15 * 2 ** Math.min(tries - 1, 10), 24 * 60);
  return plus(now, `PT${minutes}M`);
}

/** Takes something poisoned out of the way of the clock until its next look; a turn that goes well brings it back. */
async function park(table: Table, it: OutboxOwner, now: Instant): Promise<void> {
  const Key = { pk: partition(it), sk: HEAD };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  if (!Item) return;
  const tries = Number(Item.parked?.tries ?? 0) + 1;
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET nextAt = :next, dueShard = :shard, parked = :parked',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: {
          ':next': nextLook(tries, now),
          ':shard': dueShard(it.id),
          ':parked': { tries, since: Item.parked?.since ?? now },
          ':version': Item.version,
        },
      }),
    );
  } catch (error) {
    // somebody saved meanwhile: it is another state of affairs
    if (!asConflict(error)) throw error;
  }
}

/** Takes a turn; who turns out to be poisoned is parked, and the turn fails all the same, so that somebody hears of it. */
export async function parkIfPoisoned<T>(
  table: Table,
  it: OutboxOwner,
  now: () => Instant,
  turn: () => Promise<T>,
): Promise<T> {
  try {
    return await turn();
  } catch (error) {
    if (error instanceof Poisoned) await park(table, it, now());
    throw error;
  }
}
