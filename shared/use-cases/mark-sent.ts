import type { Instant } from '#calendar/london.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { saidWith } from '#domain/messages/outbox.ts';
import { apply, type HistoryEvent } from '#domain/partnership/changes.ts';
import { Conflict, type Table, type Write } from '#records/documents.ts';
import type { OutboxOwner } from '#records/keys.ts';
import { droppedWrites, heardWrites, settleMessage } from '#records/outbox.ts';
import { readToSave } from '#records/partnerships.ts';

/** So often the partnership may be saved by others meanwhile. */
const TRIES = 20;

/**
 * Marks a message as gone and, in the same transaction, keeps with its session that the head has heard, and takes out
 * what it said instead of other messages. A save that
 * comes between costs another try and never the mark: the email has gone. @throws {Conflict} when it is settled already
 */
export async function markSent(
  table: Table,
  it: OutboxOwner,
  message: Message,
  { about, messageId }: { readonly about: readonly ObligationId[]; readonly messageId: string },
  now: Instant,
): Promise<void> {
  const { key, kind, to, session, proposed, request } = message;
  const more = { ...(session && { session }), ...(proposed && { proposed }), ...(request && { request }) };
  const change = { what: 'message-sent' as const, key, kind, to, about, ...more };
  const event: HistoryEvent = { at: now, by: 'drumbeat', change };
  for (let tries = 1; ; tries++) {
    const along = tries < TRIES ? [...(await whoHeard(table, it, event)), ...(await alsoSaid(table, it, event))] : [];
    try {
      return await settleMessage(table, it, message, event, { messageId }, along);
    } catch (error) {
      if (!(error instanceof Conflict) || along.length === 0) throw error;
    }
  }
}

/** What the core makes of its having gone, as writes on the session. */
async function whoHeard(table: Table, it: OutboxOwner, { at, change }: HistoryEvent): Promise<readonly Write[]> {
  if (change.what !== 'message-sent' || !change.session) return [];
  const kept = await readToSave(table, it.id);
  if (!kept) return [];
  const before = kept.value.sessions;
  const heard = apply(kept.value, change, at).sessions.find((s, i) => s.headHeard !== before[i]?.headHeard);
  return heard ? heardWrites(table, it, kept.version, heard) : [];
}

/** What it said in place of other messages, which need not go any more. */
async function alsoSaid(table: Table, it: OutboxOwner, { at, change }: HistoryEvent): Promise<readonly Write[]> {
  if (change.what !== 'message-sent' || change.kind !== 'plan-request') return [];
  const kept = await readToSave(table, it.id);
  const said = kept ? saidWith(kept.value, change) : [];
  return said.flatMap((m) => droppedWrites(table, it, m, at, 'the request to agree the plan says it'));
}
