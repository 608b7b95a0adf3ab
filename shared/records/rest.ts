import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnershipId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { MOST_WRITES } from '#domain/turn/budget.ts';
import { Conflict, type Item, readPartition, type Table, transact, type Write } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

/*
 * A save that is larger than a transaction. Its first transaction makes it hold: the head with its new version, which also
 * says that a rest is left, and that rest, as it is to be written. The steps after it write no more than what stands there.
 * Whoever reads before the last of them reads the whole; whoever is about to save finishes first; and the clock sees to what
 * a crash has left. Each step is done once: it takes its own record away.
 */

/** With a step go the check that it is of the save that holds, and the end of its own record. */
const BESIDE = 2;

/** Bytes of one step's record, of the 400 KB that an item may have... */
const STEP_BYTES = 200_000;

/** ...and of one transaction, of the 4 MB that it may have. */
export const MOST_BYTES = 3_500_000;

/** About as many bytes as DynamoDB counts. */
export const bytesOf = (it: unknown): number =>
  Buffer.byteLength(
    JSON.stringify(it, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)),
  );

/** What is left to write, as the records that say so: the steps of the save of that version. */
export function restWrites(table: Table, pk: string, version: number, writes: readonly Write[]): Write[] {
  const { name: TableName, mostWrites = MOST_WRITES } = table;
  return inSteps(writes, mostWrites - BESIDE).map((step, i) => ({
    Put: { TableName, Item: { pk, sk: keys.restKey(version, i), ...VERSIONED, it: { version, writes: step } } },
  }));
}

function inSteps(writes: readonly Write[], most: number): readonly (readonly Write[])[] {
  const steps: Write[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const own = bytesOf(write);
    const last = steps.at(-1);
    if (last && last.length < most && bytes + own <= STEP_BYTES) last.push(write);
    else {
      steps.push([write]);
      bytes = 0;
    }
    bytes += own;
  }
  return steps;
}

interface Rest {
  readonly version: number;
  readonly writes: readonly Write[];
}

/** The save of which the head says that a rest is left, by its version. */
const unfinishedOf = (head: Item | undefined): number | undefined => head?.rest as number | undefined;

/** The steps that are left, in order. */
const stepsLeft = (head: Item | undefined, items: readonly Item[]): readonly { sk: string; rest: Rest }[] =>
  items
    .filter(({ sk }) => String(sk).startsWith(keys.REST))
    .map((item) => ({ sk: String(item.sk), rest: recordIn<Rest>(item) }))
    .filter(({ rest }) => rest.version === unfinishedOf(head));

const keyOf = ({ Put, Delete }: Write): Item => Put?.Item ?? Delete?.Key ?? {};

/** A message that somebody has set out to send since is theirs: what was to become of it comes too late. */
function holds({ Put, Delete }: Write, now: Item | undefined): boolean {
  const { ':state': state, ':attempts': attempts } = (Put ?? Delete)?.ExpressionAttributeValues ?? {};
  if (state === undefined) return true;
  const message = now?.it as Message | undefined;
  return message?.state === state && message?.attempts === attempts;
}

/** A partition as it is once its rest is written; its steps themselves are no part of it. */
export function asFinished(items: readonly Item[]): readonly Item[] {
  const head = items.find(({ sk }) => sk === keys.HEAD);
  const whole = new Map(items.filter(({ sk }) => !String(sk).startsWith(keys.REST)).map((item) => [item.sk, item]));
  for (const write of stepsLeft(head, items).flatMap(({ rest }) => rest.writes)) {
    const { sk } = keyOf(write);
    if (!String(sk).startsWith(keys.LIVE) || !holds(write, whole.get(sk))) continue;
    if (write.Put?.Item) whole.set(sk, write.Put.Item);
    else whole.delete(sk);
  }
  return [...whole.values()];
}

/** So often others may be at the same records meanwhile. */
const TRIES = 10;

/** Writes what a large save of a school has left, if one has; two at once do it once. @throws {Conflict} when others keep coming between */
export async function finishSave(table: Table, id: PartnershipId): Promise<void> {
  const pk = keys.partition({ kind: 'partnership', id });
  for (let tries = 1; ; tries++) {
    try {
      return await finish(table, pk);
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
    }
  }
}

async function finish(table: Table, pk: string): Promise<void> {
  const { name: TableName } = table;
  const Key = { pk, sk: keys.HEAD };
  const { Item: head } = await table.documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const version = unfinishedOf(head);
  if (!head || version === undefined) return;
  const ofThisSave = { ConditionExpression: 'rest = :version', ExpressionAttributeValues: { ':version': version } };
  for (const { sk, rest } of stepsLeft(head, await readPartition(table, pk, keys.REST)))
    await transact(table, [
      { ConditionCheck: { TableName, Key, ...ofThisSave } },
      ...(await stillToDo(table, pk, rest.writes)),
      { Delete: { TableName, Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' } },
    ]);
  // whoever read it in between may have read of each only a part: a new version, and they read again
  const { thenAt } = head;
  const clock = thenAt ? ', nextAt = :then REMOVE rest, thenAt' : ' REMOVE rest, thenAt, nextAt, dueShard';
  await transact(table, [
    {
      Update: {
        TableName,
        Key,
        UpdateExpression: `SET version = version + :one, schemaVersion = :written${clock}`,
        ConditionExpression: ofThisSave.ConditionExpression,
        ExpressionAttributeValues: {
          ...ofThisSave.ExpressionAttributeValues,
          ':one': 1,
          ':written': VERSIONED.schemaVersion,
          ...(thenAt && { ':then': thenAt }),
        },
      },
    },
  ]);
}

/** What of a step can still be done: not of a message that somebody is sending by now. */
async function stillToDo(table: Table, pk: string, writes: readonly Write[]): Promise<readonly Write[]> {
  const messages = await readPartition(table, pk, keys.messageKey(''));
  const now = new Map(messages.map((item) => [String(item.sk), item]));
  return writes.filter((write) => holds(write, now.get(String(keyOf(write).sk))));
}
