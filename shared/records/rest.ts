import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnershipId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { MOST_WRITES } from '#domain/turn/budget.ts';
import { Conflict, type Item, partitionPages, readPartition, type Table, transact, type Write } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';
import { untilSaved } from './until-saved.ts';

/*
 * A save that is larger than a transaction. Its first transaction makes it hold: the head with its new version, which also
 * says that a rest is left and in how many steps, and that rest, as it is to be written. The steps after it write no more
 * than what stands there. Whoever reads before the last of them reads the whole; whoever is about to save finishes first;
 * and the clock sees to what a crash has left. Each step is done once: it takes its own record away.
 */

/** With a step go the head, which counts it, and the end of its own record. */
const BESIDE = 2;

/** Bytes of one step's record, of the 400 KB that an item may have... */
const STEP_BYTES = 200_000;

/** ...and of one transaction, of the 4 MB that it may have. */
export const MOST_BYTES_AT_ONCE = 3_500_000;

/** About as many bytes as DynamoDB counts. */
export const bytesOf = (it: unknown): number =>
  Buffer.byteLength(
    JSON.stringify(it, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)),
  );

/** The same writes in that table. A rest does not say which: what is restored from a backup is in another. */
const inTable = (TableName: string | undefined, { Put, Delete }: Write): Write => ({
  ...(Put && { Put: { ...Put, TableName } }),
  ...(Delete && { Delete: { ...Delete, TableName } }),
});

/** What is left to write, as the records that say so: the steps of the save of that version. */
export function restWrites(table: Table, pk: string, version: number, writes: readonly Write[]): readonly Write[] {
  const { name: TableName, mostWrites = MOST_WRITES } = table;
  const left = writes.map((write) => inTable(undefined, write));
  return inSteps(left, mostWrites - BESIDE).map((step, i) => ({
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

/** Of which save a rest is left, by its version, and how many of its steps. */
interface Unfinished {
  readonly rest?: number;
  readonly restLeft?: number;
}

const isStep = ({ sk }: Item): boolean => String(sk).startsWith(keys.REST);

/** The steps that are left, in order. */
const stepsLeft = (head: Item | undefined, items: readonly Item[]): readonly { sk: string; rest: Rest }[] =>
  items
    .filter(isStep)
    .map((item) => ({ sk: String(item.sk), rest: recordIn<Rest>(item) }))
    .filter(({ rest }) => rest.version === (head as Unfinished | undefined)?.rest);

const keyOf = ({ Put, Delete }: Write): Item => Put?.Item ?? Delete?.Key ?? {};

/** A message that somebody has set out to send since is theirs: what was to become of it comes too late. */
function holds({ Put, Delete }: Write, now: Item | undefined): boolean {
  const { ':state': state, ':attempts': attempts } = (Put ?? Delete)?.ExpressionAttributeValues ?? {};
  if (state === undefined) return true;
  const message = now?.it as Message | undefined;
  return message?.state === state && message?.attempts === attempts;
}

/** Records of which some are as they were, once these steps are written. */
function written(items: readonly Item[], steps: readonly { readonly rest: Rest }[], prefix: string): readonly Item[] {
  if (steps.length === 0) return items;
  const whole = new Map(items.map((item) => [String(item.sk), item]));
  for (const write of steps.flatMap(({ rest }) => rest.writes)) {
    const sk = String(keyOf(write).sk);
    if (!sk.startsWith(prefix) || !holds(write, whole.get(sk))) continue;
    if (write.Put?.Item) whole.set(sk, write.Put.Item);
    else whole.delete(sk);
  }
  return [...whole.values()].sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
}

const headIn = (items: readonly Item[]): Item | undefined => items.find(({ sk }) => sk === keys.HEAD);

/** What is live of a school as it is once its rest is written; the steps themselves are no part of it. */
export const asFinished = (items: readonly Item[]): readonly Item[] =>
  written(
    items.filter((item) => !isStep(item)),
    stepsLeft(headIn(items), items),
    keys.LIVE,
  );

async function readHead({ documents, name: TableName }: Table, pk: string): Promise<Item | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName, Key: { pk, sk: keys.HEAD }, ConsistentRead: true }),
  );
  return Item;
}

/** Between the two nothing was saved, and no step of what was. */
const isSame = (one: Item | undefined, other: Item | undefined): boolean =>
  (['version', 'rest', 'restLeft'] as const).every((name) => one?.[name] === other?.[name]);

/** So often others may be at the same records meanwhile. */
const TRIES = 10;

/**
 * What is live of a school, as it was at one moment. A step that is written meanwhile might show neither its records nor
 * what is left of it, and a save between two pages only what it wrote into the second: then all is read again.
 * @throws {Conflict} when others keep coming between
 */
export const readLive = (table: Table, pk: string): Promise<readonly Item[]> =>
  untilSaved(TRIES, async () => {
    const pages = await partitionPages(table, pk, keys.LIVE);
    const items = pages.flat();
    const head = headIn(items);
    const { restLeft = 0 } = (head ?? {}) as Unfinished;
    const all = stepsLeft(head, items).length === restLeft;
    if (!all || (pages.length > 1 && !isSame(head, await readHead(table, pk))))
      throw new Conflict('Something was written while it was read');
    return items;
  });

/** What saves have written into a school’s history, as it is once the rest is written; of those that come meanwhile nothing. */
export async function readPast(table: Table, pk: string): Promise<readonly Item[]> {
  const head = await readHead(table, pk);
  const steps =
    (head as Unfinished | undefined)?.rest === undefined
      ? []
      : stepsLeft(head, await readPartition(table, pk, keys.REST));
  const items = written(await readPartition(table, pk, keys.PAST), steps, keys.PAST);
  return items.filter(({ version = 0 }) => head === undefined || Number(version) <= Number(head.version));
}

/** Writes what a large save of a school has left, if one has; two at once do it once. @throws {Conflict} when others keep coming between */
export const finishSave = (table: Table, id: PartnershipId): Promise<void> =>
  untilSaved(TRIES, () => finish(table, keys.partition({ kind: 'partnership', id })));

async function finish(table: Table, pk: string): Promise<void> {
  const { name: TableName } = table;
  const head = await readHead(table, pk);
  const { rest: version } = (head ?? {}) as Unfinished;
  if (!head || version === undefined) return;
  const onHead = (UpdateExpression: string, values: Item): Write => ({
    Update: {
      TableName,
      Key: { pk, sk: keys.HEAD },
      UpdateExpression,
      ConditionExpression: 'rest = :rest',
      ExpressionAttributeValues: { ':rest': version, ':one': 1, ...values },
    },
  });
  for (const { sk, rest } of stepsLeft(head, await readPartition(table, pk, keys.REST)))
    await transact(table, [
      onHead('SET restLeft = restLeft - :one', {}),
      ...(await stillToDo(table, pk, rest.writes)),
      { Delete: { TableName, Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' } },
    ]);
  // whoever read it in between read it unfinished: a new version, and they read again
  const { thenAt } = head;
  const clock = thenAt ? ', nextAt = :then REMOVE' : ' REMOVE nextAt, dueShard,';
  await transact(table, [
    onHead(`SET version = version + :one, schemaVersion = :written${clock} rest, restLeft, thenAt`, {
      ':written': VERSIONED.schemaVersion,
      ...(thenAt !== undefined && { ':then': thenAt }),
    }),
  ]);
}

/** What of a step can still be done: not of a message that somebody is sending by now. */
async function stillToDo(table: Table, pk: string, writes: readonly Write[]): Promise<readonly Write[]> {
  const messages = await readPartition(table, pk, keys.messageKey(''));
  const now = new Map(messages.map((item) => [String(item.sk), item]));
  return writes
    .filter((write) => holds(write, now.get(String(keyOf(write).sk))))
    .map((write) => inTable(table.name, write));
}
