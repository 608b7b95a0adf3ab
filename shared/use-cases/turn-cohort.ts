import { earliest, type Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { afterErasing, erasuresDue, nextErasure, nextRound } from '#domain/cohort/retention.ts';
import { cohortNextAt, decideCohort } from '#domain/cohort/round.ts';
import { isSpreading, movesFrom } from '#domain/dates/dates.ts';
import type { CohortId } from '#domain/ids.ts';
import { stoppedUntil } from '#domain/messages/stoppage.ts';
import { isUnknown, readyToSend } from '#domain/messages/timing.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readCohortRecord, removeDraft, saveCohort } from '#records/cohorts.ts';
import { unpoisoned } from '#records/documents.ts';
import type { Kept } from '#records/kept.ts';
import { parkIfPoisoned } from '#records/parking.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { forgetCounted } from '#records/published.ts';
import { noteWaiting, readStoppage } from '#records/stoppage.ts';
import { endSchools } from './end-cohort.ts';
import { erase } from './erase.ts';
import { forgetWhoWaits } from './erase-person.ts';
import { spreadDates } from './move-dates.ts';
import type { Parts } from './parts.ts';
import { publishResults } from './publish-results.ts';
import { spreadDepartures } from './spread-departures.ts';

/**
 * The cohort's own turn: tell the lead that it has begun; end its schools where the lead ends it early; carry out at every
 * school what somebody has said at another; see that moved dates reach every school; close it when every school has ended; work out its results where it is time to; erase what
 * has been kept for its time. Which messages are to go.
 */
export const turnCohort = (parts: Pick<Parts, 'table' | 'now'>, id: CohortId): Promise<Turn> =>
  parkIfPoisoned(parts.table, { kind: 'cohort', id }, parts.now, () => turn(parts, id));

interface Turn {
  readonly messages: readonly string[];
  /** how many of these may have gone before: for an hour nobody has told */
  readonly unknown: number;
}

async function turn({ table, now }: Pick<Parts, 'table' | 'now'>, id: CohortId): Promise<Turn> {
  const kept = await readCohortRecord(table, id);
  // a draft that was deleted since the clock looked
  if (!kept) return { messages: [], unknown: 0 };
  if (kept.value.stage === 'draft') return draftTurn(table, kept, now());
  const partnerships = await partnershipsOf(table, id);
  const stages = kept.value.ending ? await endSchools({ table, now }, partnerships) : partnerships.map((p) => p.stage);
  await spreadDepartures({ table, now }, kept.value, partnerships);
  const at = now();
  const before = await withDatesSpread({ table, now }, kept.value, partnerships, at);
  const decided = unpoisoned(id, () => decideCohort(before, stages, at));
  // before anything is erased, and before the lead is told how it went
  const nextResults = await publishResults(table, decided, partnerships, at);
  const { due, waiting } = await eraseWhatIsDue({ table, now }, decided, partnerships, at);
  const stoppage = await readStoppage(table);
  const stopped = stoppedUntil(stoppage, id, at);
  const { after, nextAt } = unpoisoned(id, () => {
    const erased = due.length > 0 ? afterErasing(decided, due, at) : decided;
    const round = waiting ? nextRound(at) : undefined;
    const next = earliest(cohortNextAt(erased, at, stopped), nextErasure(erased), nextResults, round);
    return { after: erased, nextAt: next };
  });
  if (after !== kept.value || nextAt !== kept.nextAt || kept.parked) await saveCohort(table, kept, after, nextAt);
  const unknown = kept.value.outbox.filter((m) => isUnknown(m, at)).length;
  const ready = readyToSend(after.outbox, after.calendar, at);
  if (stoppage && stopped && ready.length > 0) await noteWaiting(table, id, stoppage);
  return { messages: stopped ? [] : ready, unknown };
}

/** The cohort as it stands when its schools have taken up dates that have moved, where it is time for that. */
async function withDatesSpread(
  parts: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
  partnerships: readonly Partnership[],
  at: Instant,
): Promise<Cohort> {
  const from = movesFrom(cohort);
  if (!isSpreading(cohort) || from === undefined || from > at) return cohort;
  const all = await spreadDates(
    parts,
    partnerships.map((p) => p.id),
  );
  return all ? { ...cohort, movesSpread: cohort.moves?.length } : cohort;
}

/** What has been kept for its time goes. `waiting`: somebody who asked to be forgotten still is. */
async function eraseWhatIsDue(
  parts: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
  partnerships: readonly Partnership[],
  at: Instant,
) {
  const hasNames = cohort.stage === 'closed' && !cohort.gone?.includes('names');
  const waiting = hasNames && (await forgetWhoWaits(parts, cohort, partnerships));
  const due = erasuresDue(cohort, at);
  for (const what of due) await erase(parts, cohort, what);
  if (due.includes('answers')) await forgetCounted(parts.table, cohort.id);
  return { due, waiting };
}

/** A draft, or files with faults: its lead is told when it is to go, and then it goes. */
async function draftTurn(table: Parts['table'], kept: Kept<Cohort>, at: Instant): Promise<Turn> {
  const { value } = kept;
  const stoppage = await readStoppage(table);
  const stopped = stoppedUntil(stoppage, value.id, at);
  const { after, nextAt } = unpoisoned(value.id, () => {
    const decided = decideCohort(value, [], at);
    return { after: decided, nextAt: cohortNextAt(decided, at, stopped) };
  });
  const changed = after !== value || nextAt !== kept.nextAt || kept.parked;
  if (after.deleting) {
    await removeDraft(table, kept, at);
    return { messages: [], unknown: 0 };
  }
  if (changed) await saveCohort(table, kept, after, nextAt);
  const ready = readyToSend(after.outbox, after.calendar, at);
  if (stoppage && stopped && ready.length > 0) await noteWaiting(table, value.id, stoppage);
  const unknown = value.outbox.filter((m) => isUnknown(m, at)).length;
  return { messages: stopped ? [] : ready, unknown };
}
