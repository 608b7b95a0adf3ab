import { bankHolidaysFor } from '#calendar/bank-holidays.ts';
import type { Instant } from '#calendar/london.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import { type MoveOutcome, moveCohort, undoMove } from '#domain/dates/acts.ts';
import { datesOf, sameDates, withDates } from '#domain/dates/dates.ts';
import type { CohortId } from '#domain/ids.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { readSent } from '#records/outbox.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { untilSaved } from '#records/until-saved.ts';
import type { Parts } from './parts.ts';
import { takeTurn } from './take-turn.ts';
import { startSoon } from './tick.ts';

export const MOVED_SINCE = 'The dates have been moved since you opened this page, so what follows is another.';

type Records = Pick<Parts, 'table' | 'now' | 'start'>;
type Judge = (cohort: Cohort) => MoveOutcome | Promise<MoveOutcome>;
type Done = { readonly done: Cohort } | { readonly refused: Refusal };

const TRIES = 5;

/** Schools whose records are read or moved side by side. */
const TOGETHER = 10;

const refuse = (why: Refusal['why'], sentence: string) => ({ refused: { why, sentence } });

/** What becomes of a cohort with other dates, and with the bank holidays of the terms that these add. */
export const judgeMove = async (cohort: Cohort, dates: Dates, now: Instant): Promise<MoveOutcome> =>
  moveCohort(cohort, { ...dates, bankHolidays: await bankHolidaysFor(cohort.calendar, dates.terms) }, 'lead', now);

/**
 * The lead moves a cohort's dates. The schools take them up from the moment that the move names, each in a turn of its
 * own, so that a crash at any line loses nothing. @param seen how many moves there were when they saw what follows
 */
export const moveDatesOf = (parts: Records, id: CohortId, dates: Dates, seen: number): Promise<Done> =>
  change(parts, id, (cohort) => {
    if ((cohort.moves?.length ?? 0) === seen) return judgeMove(cohort, dates, parts.now());
    return sameDates(datesOf(cohort), datesOf(withDates(cohort, dates)))
      ? refuse('already', 'The dates have been moved already.')
      : refuse('not-now', MOVED_SINCE);
  });

/** They take back the last move, the `nth`, while nothing has been sent that could follow from it. */
export async function undoMoveOf(parts: Records, id: CohortId, nth: number): Promise<Done> {
  const kept = await readCohortRecord(parts.table, id);
  if (!kept || kept.value.moves?.length !== nth) return refuse('already', 'That has been undone already.');
  if (!(await mayUndo(parts, kept.value)))
    return refuse('not-now', 'Emails have gone since, so this can no longer be undone. Move the dates back instead.');
  return change(parts, id, (cohort) =>
    cohort.moves?.length === nth
      ? undoMove(cohort, 'lead', parts.now())
      : refuse('already', 'That has been undone already.'),
  );
}

/** Has the last move led to nothing that anybody was sent? */
export async function mayUndo({ table, now }: Pick<Parts, 'table' | 'now'>, cohort: Cohort): Promise<boolean> {
  const last = cohort.moves?.at(-1);
  if (!last || last.undoes || cohort.stage !== 'launched') return false;
  if (now() < last.from) return true;
  const ids = (await partnershipsOf(table, cohort.id)).map((p) => p.id);
  for (const some of inParts(ids)) {
    const sent = await Promise.all(some.map((id) => readSent(table, { kind: 'partnership', id })));
    if (sent.flat().some(({ at, change }) => change.what === 'message-sent' && at >= last.from)) return false;
  }
  return true;
}

async function change(parts: Records, id: CohortId, judge: Judge): Promise<Done> {
  const { table, now } = parts;
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, id);
    if (!kept) return refuse('not-asked', 'There is no such cohort.');
    const judged = await judge(kept.value);
    if ('refused' in judged) return judged;
    const nextAt = cohortNextAt(judged.cohort, now());
    const { version } = await saveCohort(table, kept, judged.cohort, nextAt);
    if (nextAt && nextAt <= now())
      await startSoon(parts, { workflow: 'close-cohort', kind: 'cohort', id, version, nextAt });
    return { done: judged.cohort };
  });
}

/**
 * Every school takes up the dates. False: one of them failed, and all are to be tried again; those that have done it do
 * nothing.
 */
export async function spreadDates(parts: Pick<Parts, 'table' | 'now'>, ids: readonly string[]): Promise<boolean> {
  let failed = 0;
  for (const some of inParts(ids)) {
    const turns = await Promise.allSettled(some.map((id) => takeTurn(parts, id)));
    failed += turns.filter(({ status }) => status === 'rejected').length;
  }
  return failed === 0;
}

export const inParts = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, i) => ids.slice(i * TOGETHER, (i + 1) * TOGETHER));
