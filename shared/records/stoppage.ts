import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Instant, plus } from '#calendar/london.ts';
import type { CohortId } from '#domain/ids.ts';
import { isStopped, PROBE_EVERY, type Stoppage } from '#domain/messages/stoppage.ts';
import { asConflict, readPartition, type Table } from './documents.ts';
import * as keys from './keys.ts';

const Key = { pk: keys.POST, sk: keys.STOPPAGE };

/** The last stoppage of the post, over or not; undefined: there never was one. */
export async function readStoppage(table: Table): Promise<Stoppage | undefined> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item?.it as Stoppage | undefined;
}

/** Only of a stoppage that is as it was read: true for the one who changes it. */
async function replace(table: Table, before: Stoppage | undefined, after: Stoppage): Promise<boolean> {
  const asRead = before && {
    ConditionExpression: `it.since = :since AND it.probeAt = :probeAt AND ${before.over ? 'it.#over = :over' : 'attribute_not_exists(it.#over)'}`,
    ExpressionAttributeNames: { '#over': 'over' },
    ExpressionAttributeValues: {
      ':since': before.since,
      ':probeAt': before.probeAt,
      ...(before.over && { ':over': before.over }),
    },
  };
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...Key, it: after },
        ...(asRead ?? { ConditionExpression: 'attribute_not_exists(pk)' }),
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error)) return false;
    throw error;
  }
}

/** The first that is refused stops the post; who is refused while it is stopped changes nothing. */
export async function stopPost(table: Table, outbox: string, code: string, now: Instant): Promise<void> {
  const before = await readStoppage(table);
  if (isStopped(before)) return;
  await replace(table, before, { since: now, code, probeAt: plus(now, PROBE_EVERY), probed: outbox });
}

/** Sets out to try one email while the post is stopped: one caller wins, and the next may a quarter of an hour later. */
export const takeProbe = (table: Table, stoppage: Stoppage, outbox: string, now: Instant): Promise<boolean> =>
  replace(table, stoppage, { ...stoppage, probeAt: plus(now, PROBE_EVERY), probed: outbox });

/** Emails go again. */
export async function startPost(table: Table, now: Instant): Promise<void> {
  const stoppage = await readStoppage(table);
  if (isStopped(stoppage)) await replace(table, stoppage, { ...stoppage, over: now });
}

/** Emails of that cohort wait. */
export const noteWaiting = (table: Table, cohort: CohortId, { since }: Stoppage): Promise<unknown> =>
  table.documents.send(
    new PutCommand({ TableName: table.name, Item: { pk: keys.POST, sk: keys.waitingKey(cohort), cohort, since } }),
  );

/** The cohorts whose emails have waited, and in which stoppage. */
export async function whoWaited(
  table: Table,
): Promise<readonly { readonly cohort: CohortId; readonly since: Instant }[]> {
  const items = await readPartition(table, keys.POST, keys.WAITING);
  return items.map(({ cohort, since }) => ({ cohort: String(cohort), since: String(since) }));
}

export const forgetWaiting = (table: Table, cohort: CohortId): Promise<unknown> =>
  table.documents.send(
    new DeleteCommand({ TableName: table.name, Key: { pk: keys.POST, sk: keys.waitingKey(cohort) } }),
  );

const SUSPECT = { pk: keys.POST, sk: keys.SUSPECT };

/** Which message was refused last for no reason that we know, none having gone since. */
export async function readSuspect(table: Table): Promise<string | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: SUSPECT, ConsistentRead: true }),
  );
  return Item?.message as string | undefined;
}

export const noteSuspect = (table: Table, message: string): Promise<unknown> =>
  table.documents.send(new PutCommand({ TableName: table.name, Item: { ...SUSPECT, message } }));

export const forgetSuspect = (table: Table): Promise<unknown> =>
  table.documents.send(new DeleteCommand({ TableName: table.name, Key: SUSPECT }));
