import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { MessageKey } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Session } from '#domain/sessions/session.ts';
import { asConflict, Conflict, type Item, readPartition, type Table, transact, type Write } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

/** What became of a message after it left, as the mail service tells. */
export type DeliveryFate = 'sent' | 'delivered' | 'bounced' | 'complained' | 'rejected';

const at = (it: keys.OutboxOwner, key: MessageKey) => ({ pk: keys.partition(it), sk: keys.messageKey(key) });

const asItWas = (m: Message) => ({
  ConditionExpression: 'it.#state = :state AND it.attempts = :attempts',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':state': m.state, ':attempts': m.attempts },
});

/** The writes that bring an outbox from one state to another; each holds only while nobody is sending that message. */
export function outboxWrites(table: Table, pk: string, before: readonly Message[], after: readonly Message[]): Write[] {
  const place = (m: Message) => ({ TableName: table.name, Key: { pk, sk: keys.messageKey(m.key) } });
  const put = (m: Message) => ({ TableName: table.name, Item: { ...place(m).Key, ...VERSIONED, it: m } });
  const writes: Write[] = [];
  for (const m of after) {
    const old = before.find((other) => other.key === m.key);
    if (!old) writes.push({ Put: { ...put(m), ConditionExpression: 'attribute_not_exists(pk)' } });
    else if (old !== m) writes.push({ Put: { ...put(m), ...asItWas(old) } });
  }
  for (const m of before)
    if (!after.some((kept) => kept.key === m.key)) writes.push({ Delete: { ...place(m), ...asItWas(m) } });
  return writes;
}

/** Sets out to send: one caller wins, and none once the key has been sent. @throws {Conflict} */
export async function claimMessage(
  table: Table,
  it: keys.OutboxOwner,
  message: Message,
  now: Instant,
): Promise<Message> {
  const claimed: Message = { ...message, state: 'claimed', claimed: now, attempts: message.attempts + 1 };
  const pk = keys.partition(it);
  await transact(table, [
    {
      Put: { TableName: table.name, Item: { ...at(it, message.key), ...VERSIONED, it: claimed }, ...asItWas(message) },
    },
    {
      ConditionCheck: {
        TableName: table.name,
        Key: { pk, sk: keys.sentKey(message.key) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ]);
  return claimed;
}

/**
 * It certainly did not go: another turn may try, now. Whoever read that somebody was sending it would look again in an hour:
 * the version rises, so that they read again.
 * @param attempts how often it has been tried: a try that failed through no fault of the message does not count
 * @param queued from when on it may be tried again
 */
export const unclaimMessage = (
  table: Table,
  it: keys.OutboxOwner,
  claimed: Message,
  attempts = claimed.attempts,
  queued = claimed.queued,
): Promise<void> =>
  transact(table, [
    {
      Put: {
        TableName: table.name,
        Item: {
          ...at(it, claimed.key),
          ...VERSIONED,
          it: { ...claimed, queued, attempts, state: 'to-send', claimed: undefined },
        },
        ...asItWas(claimed),
      },
    },
    {
      Update: {
        TableName: table.name,
        Key: { pk: keys.partition(it), sk: keys.HEAD },
        UpdateExpression: 'SET version = version + :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
  ]);

/** A message leaves the outbox, and the history says what became of it. */
const settling = (
  table: Table,
  it: keys.OutboxOwner,
  message: Message,
  event: HistoryEvent,
  fate?: { readonly messageId: string },
): readonly Write[] => [
  { Delete: { TableName: table.name, Key: at(it, message.key), ...asItWas(message) } },
  {
    Put: {
      TableName: table.name,
      Item: {
        pk: keys.partition(it),
        sk: keys.sentKey(message.key),
        ...VERSIONED,
        it: event,
        ...(fate && { fate: 'sent', ...fate }),
      },
    },
  },
];

/** What goes with another message leaves the outbox with it. */
export const droppedWrites = (table: Table, it: keys.OutboxOwner, message: Message, now: Instant, why: string) =>
  settling(table, it, message, { at: now, by: 'drumbeat', change: { what: 'message-dropped', key: message.key, why } });

/**
 * Takes a message out of the outbox and writes what became of it into the history; `along` goes with it or not at all.
 * @throws {Conflict} when it is out already, or what goes along no longer holds
 */
export const settleMessage = (
  table: Table,
  it: keys.OutboxOwner,
  message: Message,
  event: HistoryEvent,
  fate?: { readonly messageId: string },
  along: readonly Write[] = [],
): Promise<void> => transact(table, [...settling(table, it, message, event, fate), ...along]);

/**
 * Keeps with a session that the head has heard. Only for a partnership of that version, which it raises: whoever is
 * about to save what was read before reads again, and nothing that both know is lost. A save that stopped half-way may
 * have the session still to write, so it is finished first.
 */
export const heardWrites = (
  { name: TableName }: Table,
  it: keys.OutboxOwner,
  version: number,
  { id, headHeard }: Session,
): readonly Write[] => [
  {
    Update: {
      TableName,
      Key: { pk: keys.partition(it), sk: keys.HEAD },
      UpdateExpression: 'SET version = :next',
      ConditionExpression: 'version = :version AND attribute_not_exists(rest)',
      ExpressionAttributeValues: { ':version': version, ':next': version + 1 },
    },
  },
  {
    Update: {
      TableName,
      Key: { pk: keys.partition(it), sk: keys.sessionKey(id) },
      UpdateExpression: 'SET it.headHeard = :heard',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':heard': headHeard },
    },
  },
];

/** What waits to go, or is being sent. */
export async function readOutbox(table: Table, it: keys.OutboxOwner): Promise<readonly Message[]> {
  const items = await readPartition(table, keys.partition(it), keys.messageKey(''));
  return items.map((item) => recordIn<Message>(item));
}

/** What was sent or dropped, with what became of it and when that was told. */
export type SentEvent = HistoryEvent & { readonly fate?: DeliveryFate; readonly fateAt?: Instant };

const toSent = (item: Item): SentEvent => ({
  ...recordIn<HistoryEvent>(item),
  ...(item.fate ? { fate: item.fate as DeliveryFate } : {}),
  ...(item.fateAt ? { fateAt: item.fateAt as Instant } : {}),
});

export async function readSent(table: Table, it: keys.OutboxOwner): Promise<readonly SentEvent[]> {
  const items = await readPartition(table, keys.partition(it), keys.SENT);
  return items.map(toSent);
}

/** Better news never undoes worse: a late `delivered` does not hide a bounce. */
const gravity: Record<DeliveryFate, number> = { sent: 0, delivered: 1, complained: 2, bounced: 3, rejected: 3 };

/**
 * Writes what the mail service says of a message. One that was claimed and never marked is settled by it.
 * Told twice or out of order, the gravest word stands.
 */
export async function recordFate(
  table: Table,
  it: keys.OutboxOwner,
  key: MessageKey,
  fate: DeliveryFate,
  told: Instant,
): Promise<boolean> {
  const lighter = Object.entries(gravity).flatMap(([other, g]) => (g < gravity[fate] ? [other] : []));
  const names = lighter.map((_, i) => `:f${i}`);
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: keys.partition(it), sk: keys.sentKey(key) },
        UpdateExpression: 'SET fate = :fate, fateAt = :told',
        ConditionExpression: `attribute_exists(pk)${names.length > 0 ? ` AND fate IN (${names.join(', ')})` : ' AND attribute_not_exists(fate)'}`,
        ExpressionAttributeValues: {
          ':fate': fate,
          ':told': told,
          ...Object.fromEntries(lighter.map((f, i) => [`:f${i}`, f])),
        },
      }),
    );
    return true;
  } catch (error) {
    if (asConflict(error) instanceof Conflict) return false;
    throw error;
  }
}
