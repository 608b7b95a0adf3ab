import { writtenTo } from '#domain/cycles/coverers.ts';
import { covererUnreached } from '#domain/cycles/lost-on-the-day.ts';
import type { MessageKey, RequestId } from '#domain/ids.ts';
import { kindOf } from '#domain/messages/catalogue.ts';
import type { Message } from '#domain/messages/message.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { reportGone } from '#domain/people/acts.ts';
import { dataReturned } from '#domain/personal-data/acts.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { bounced } from '#domain/sessions/acts.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { Conflict } from '#records/documents.ts';
import type { OutboxOwner } from '#records/keys.ts';
import { type DeliveryFate, readSent, recordFate } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from './act.ts';
import { markSent } from './mark-sent.ts';
import type { Parts } from './parts.ts';

type Records = Pick<Parts, 'table' | 'now'>;

/**
 * Writes down what the mail service says of a message, and sees to what follows from a bounce. True when it was news.
 * Told twice is told once; told again after a crash half-way, the rest is done.
 */
export async function tellFate(
  parts: Records,
  it: OutboxOwner,
  key: MessageKey,
  fate: DeliveryFate,
  messageId: string,
): Promise<boolean> {
  const news = await writeFate(parts, it, key, fate, messageId);
  if ((fate === 'bounced' || fate === 'rejected') && it.kind === 'partnership') await followBounce(parts, it, key);
  return news;
}

/**
 * A message that somebody set out to send and, after a crash, never marked is by its fate known to have gone: even if
 * the word comes late, and another try waits for the morning.
 */
async function writeFate(
  { table, now }: Records,
  it: OutboxOwner,
  key: MessageKey,
  fate: DeliveryFate,
  messageId: string,
) {
  if (await recordFate(table, it, key, fate, now())) return true;
  const kept = await (it.kind === 'cohort' ? readCohortRecord(table, it.id) : readPartnership(table, it.id));
  const message = kept?.value.outbox.find((m) => m.key === key && m.attempts > 0);
  if (!message) return false;
  try {
    await markSent(table, it, message, { about: message.about, messageId }, now());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
  return recordFate(table, it, key, fate, now());
}

/** What a reader was to hear of a session and cannot goes to the deputy, and the lead is told; the next minute sends it. */
async function followBounce(parts: Records, it: OutboxOwner, key: MessageKey): Promise<void> {
  const sent = await readSent(parts.table, it);
  const change = sent.map((event) => event.change).find((c) => c.what === 'message-sent' && c.key === key);
  if (change?.what !== 'message-sent') return;
  const { at } = sent.find((event) => event.change === change) ?? { at: '' };
  await followReturn(parts, it, { ...change, sent: at });
  if (change.request !== undefined) await noteReturned(parts, it, change.request);
  await act({ ...parts, start: async () => {} }, it.id, 'drumbeat', (p, cohort, now) => {
    const { since, version = 1 } = personOf(p, change.to) ?? {};
    const asked = requestOf(p, change.request ?? '');
    if (kindOf(change).readers === 'coverers') return covererUnreached(p, change.to, now);
    // it came back from somebody who no longer sits there, or does not yet, or from an address that has been put right
    return change.to === 'lead' || change.proposed || (since && at < since) || (asked && asked.version !== version)
      ? nothing
      : reportGone(p, cohort, change.to, 'bounced', now);
  });
}

/** The mail service cannot send to somebody's address at all: that is known as if it had come back. */
export async function followRefusal(
  parts: Records,
  it: OutboxOwner,
  { kind, to, former, request }: Message,
  address: string,
) {
  if (it.kind !== 'partnership') return;
  if (request !== undefined) await noteReturned(parts, it, request);
  if (to === 'lead' || former !== undefined) return;
  await act({ ...parts, start: async () => {} }, it.id, 'drumbeat', (p, cohort, now) =>
    kindOf({ kind }).readers === 'coverers'
      ? writtenTo(p, to)?.email === address
        ? covererUnreached(p, to, now)
        : nothing
      : // it may have been corrected, or another may sit there by now
        personOf(p, to)?.email === address
        ? reportGone(p, cohort, to, 'bounced', now)
        : nothing,
  );
}

/** Whoever asked for something of their own data cannot be reached at the address that we have. */
const noteReturned = (parts: Records, it: OutboxOwner, request: RequestId) =>
  act({ ...parts, start: async () => {} }, it.id, 'drumbeat', (p, _cohort, now) => dataReturned(p, request, now));

/** The same, of a message that did not reach its reader: returned, or refused from the start. */
export async function followReturn(
  parts: Records,
  it: OutboxOwner,
  message: Parameters<typeof bounced>[1],
): Promise<void> {
  if (it.kind !== 'partnership' || !message.session) return;
  await act({ ...parts, start: async () => {} }, it.id, 'drumbeat', (p, _cohort, now) => bounced(p, message, now));
}

const nothing = refuse('already', 'This has been seen to.');
