import type { HistoryEvent } from '../domain/partnership.ts';
import { readCohortRecord } from '../records/cohorts.ts';
import { Conflict } from '../records/documents.ts';
import type { Beating } from '../records/keys.ts';
import { type Fate, recordFate, settleMessage } from '../records/outbox.ts';
import { readPartnership } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';

/** Whose outbox a key belongs to: keys begin with the id of their partnership or cohort. */
function ownerOf(key: string): Beating {
  const [cohort = '', second = ''] = key.split('/');
  return /^\d{6}$/.test(second) ? { kind: 'partnership', id: `${cohort}/${second}` } : { kind: 'cohort', id: cohort };
}

/**
 * Writes down what the mail service says of a message. One that somebody set out to send and, after a crash,
 * never marked is thereby known to have gone: even if the word comes late, and another try waits for the morning. True when this was news.
 */
export async function tellFate(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  key: string,
  fate: Fate,
  messageId: string,
): Promise<boolean> {
  const it = ownerOf(key);
  if (await recordFate(table, it, key, fate)) return true;
  const kept = await (it.kind === 'cohort' ? readCohortRecord(table, it.id) : readPartnership(table, it.id));
  const message = kept?.value.outbox.find((m) => m.key === key && m.attempts > 0);
  if (!message) return false;
  const { kind, to, about } = message;
  const event: HistoryEvent = { at: now(), by: 'drumbeat', change: { what: 'message-sent', key, kind, to, about } };
  try {
    await settleMessage(table, it, message, event, { messageId });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
  return recordFate(table, it, key, fate);
}
