import type { Instant } from '#calendar/london.ts';
import { mayLeave } from '#domain/dates/dates.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import type { PartnershipId, SessionId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { stoppedUntil } from '#domain/messages/stoppage.ts';
import { readyToSend } from '#domain/messages/timing.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Decision } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { Conflict, type Table, unpoisoned } from '#records/documents.ts';
import type { Kept } from '#records/kept.ts';
import { parkIfPoisoned } from '#records/parking.ts';
import { readToSave, type Saving } from '#records/partnerships.ts';
import { noteWaiting, readStoppage } from '#records/stoppage.ts';
import { untilSaved } from '#records/until-saved.ts';
import { keepSchool } from './keep-school.ts';
import type { Parts } from './parts.ts';
import { wakeToSpread } from './wake-to-spread.ts';

/** Another save may come between; it is decided anew this often before the turn fails and the next minute tries again. */
const TRIES = 4;

/** The reports that go with messages: each is rendered once, whoever reads it. */
interface Turn {
  /** keys of what is to go */
  readonly messages: readonly string[];
  /** how many of these may have gone before: for an hour nobody has told */
  readonly unknown: number;
  readonly reports: readonly { readonly session: SessionId; readonly version: number }[];
}

/**
 * One turn of a partnership: decide what must happen now, save it, and say which messages are to
 * go. Taking it twice is taking it once. Who does not render reports leaves them to the turn that does.
 * @throws {Poisoned} when the partnership's records make no sense; it is parked then
 */
export const takeTurn = (
  parts: Pick<Parts, 'table' | 'now'>,
  id: PartnershipId,
  { rendering = true }: { readonly rendering?: boolean } = {},
): Promise<Turn> =>
  parkIfPoisoned(parts.table, { kind: 'partnership', id }, parts.now, () => turn(parts, id, rendering));

async function turn(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  id: PartnershipId,
  rendering: boolean,
): Promise<Turn> {
  return untilSaved(TRIES, async () => {
    const kept = await readToSave(table, id);
    const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
    if (!kept || !cohort) throw new Error(`No partnership ${id}`);
    const stoppage = await readStoppage(table);
    const at = now();
    const stopped = stoppedUntil(stoppage, id, at);
    const decided = unpoisoned(id, () => {
      const { partnership, changes } = decide(kept.value, cohort, at);
      return { partnership, changes, nextAt: nextMoment(partnership, cohort, at, stopped) };
    });
    await keep(table, kept, decided, { at, addresses: { lead: cohort.lead.email } });
    const { partnership, changes } = decided;
    await wakeToSpread(table, partnership, at);
    const leaving = mayLeave(partnership, cohort);
    const outbox = rendering ? leaving : leaving.filter((m) => m.kind !== 'coach-report');
    const ready = readyToSend(outbox, postCalendar(partnership, cohort), at);
    if (stoppage && stopped && ready.length > 0) await noteWaiting(table, cohort.id, stoppage);
    const messages = stopped ? [] : ready;
    const unknown = changes.filter((c) => c.what === 'message-unknown').length;
    return { messages, unknown, reports: reportsIn(outbox.filter((m) => messages.includes(m.key))) };
  });
}

/** Saves what was decided, if anything was. @throws {Conflict} */
async function keep(
  table: Table,
  kept: Kept<Partnership>,
  { partnership, changes, nextAt }: Decision & Pick<Saving, 'nextAt'>,
  { at, addresses }: { readonly at: Instant } & Pick<Saving, 'addresses'>,
): Promise<void> {
  if (changes.length === 0 && nextAt === kept.nextAt && !kept.parked && kept.claimed) return;
  const events = changes
    .filter((c) => c.what !== 'message-queued')
    .map((change): HistoryEvent => ({ at, by: 'drumbeat', change }));
  const saved = await keepSchool(table, kept, partnership, { at, events, nextAt, addresses });
  // what it queued may not be there to go yet
  if (saved.unfinished) throw new Conflict('Others come between while it is written');
}

function reportsIn(messages: readonly Message[]): Turn['reports'] {
  const about = messages.flatMap((m) => (m.kind === 'coach-report' && m.session ? [m.session] : []));
  const distinct = new Map(about.map(({ id, version }) => [`${id}/${version}`, { session: id, version }]));
  return [...distinct.values()];
}
