import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { Table } from './documents.ts';
import { DUE_SHARDS, type DueWorkflow, indexes, type OutboxOwner, ownerAt } from './keys.ts';

/** A partnership or cohort in which something is to happen, and the workflow that does it. */
export interface Due extends OutboxOwner {
  readonly workflow: DueWorkflow;
  readonly version: number;
  readonly nextAt: Instant;
}

/** Who has something to do by then, longest overdue first; at most `most` of each shard. */
export async function dueBy(table: Table, by: Instant, most = 100): Promise<readonly Due[]> {
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) =>
      table.documents.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: indexes.due,
          KeyConditionExpression: 'dueShard = :shard AND nextAt <= :by',
          ExpressionAttributeValues: { ':shard': `due#${shard}`, ':by': by },
          Limit: most,
        }),
      ),
    ),
  );
  return shards
    .flatMap((page) => page.Items ?? [])
    .map(({ pk, kind: workflow, version, nextAt }): Due => ({ workflow, ...ownerAt(pk), version, nextAt }))
    .sort(inTurn);
}

/** The next moment at which anything at all is due. */
export async function nextDue(table: Table): Promise<Instant | undefined> {
  const [first] = await dueBy(table, '9999-12-31T23:59:59Z', 1);
  return first?.nextAt;
}

/** Of two due at one instant the partnership goes before its cohort, and the lesser id first: the order is the same every time. */
function inTurn(a: Due, b: Due): number {
  const order = ({ nextAt, kind, id }: Due) => [nextAt, kind === 'partnership' ? 0 : 1, id].join(' ');
  return order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0;
}
