import type { PartnershipId } from '#domain/ids.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Table } from './documents.ts';
import { withFieldsOfIds } from './earlier-ids.ts';
import * as keys from './keys.ts';
import { readSent } from './outbox.ts';
import { readPast } from './rest.ts';
import { recordIn } from './schema-version.ts';

/** What happened and what was sent, oldest first. */
export async function readHistory(table: Table, id: PartnershipId): Promise<readonly HistoryEvent[]> {
  const items = await readPast(table, keys.partition({ kind: 'partnership', id }));
  const sent = await readSent(table, { kind: 'partnership', id });
  const events = [...items.map((item) => withFieldsOfIds(recordIn<HistoryEvent>(item))), ...sent];
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
