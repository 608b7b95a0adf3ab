import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { Table } from './documents.ts';
import { ACCESS, leadPartition } from './keys.ts';

/** What an operator has said of a lead's access: docs/running.md has the command that writes it. */
export interface Access {
  readonly disabled: boolean;
  /** when that was last changed: what began before is over */
  readonly changed: Instant;
}

export async function readAccess(table: Table, address: string): Promise<Access | undefined> {
  const Key = { pk: leadPartition(address), sk: ACCESS };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item && { disabled: Item.disabled === true, changed: String(Item.changed ?? '') };
}
