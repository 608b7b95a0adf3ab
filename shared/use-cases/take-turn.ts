import { decide, nextMoment } from '../domain/obligation/decide.ts';
import type { HistoryEvent } from '../domain/partnership.ts';
import { readyToSend } from '../domain/sending.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import { Conflict } from '../records/documents.ts';
import { readPartnership, savePartnership } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';

/** Another save may come between; it is decided anew this often before the turn fails and the next minute tries again. */
const TRIES = 4;

/**
 * One turn of a partnership: decide what must happen now, save it in one transaction, and say which messages are to
 * go. Taking it twice is taking it once.
 */
export async function takeTurn(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: string,
): Promise<{ readonly messages: readonly string[] }> {
  for (let tries = 1; ; tries++) {
    const kept = await readPartnership(table, id);
    const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
    if (!kept || !cohort) throw new Error(`No partnership ${id}`);
    const at = now();
    const { partnership, changes } = decide(kept.value, cohort, at);
    const nextAt = nextMoment(partnership, cohort, at);
    try {
      if (changes.length > 0 || nextAt !== kept.nextAt) {
        const events = changes
          .filter((c) => c.what !== 'message-queued')
          .map((change): HistoryEvent => ({ at, by: 'drumbeat', change }));
        await savePartnership(table, kept, partnership, { events, nextAt, addresses: { lead: cohort.lead.email } });
      }
      return { messages: readyToSend(partnership.outbox, cohort.calendar, at) };
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
    }
  }
}
