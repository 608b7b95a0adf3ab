import { earliest, type Instant } from '#calendar/london.ts';
import { tellOfWaiting } from '#domain/cohort/round.ts';
import type { CohortId, MessageKey, PartnershipId } from '#domain/ids.ts';
import { isStopped, isWorthTelling, type Stoppage, stoppedUntil } from '#domain/messages/stoppage.ts';
import { nextTry } from '#domain/messages/timing.ts';
import type { PostError } from '#email/ses.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import {
  forgetSuspect,
  forgetWaiting,
  noteSuspect,
  readStoppage,
  readSuspect,
  startPost,
  stopPost,
  takeProbe,
  whoWaited,
} from '#records/stoppage.ts';
import { untilSaved } from '#records/until-saved.ts';

/** Somebody else may save the cohort meanwhile. */
const TRIES = 5;

/** Whether an email may be handed over now, and what becomes of that for all the others. */
interface PostGate {
  readonly open: boolean;
  /** it went: if the post was stopped, it is no more */
  wentThrough(): Promise<void>;
  /** it certainly did not go; true if that stops the post, and says nothing of this message */
  wasRefused(error: PostError): Promise<boolean>;
}

/**
 * Asked before each email. A refusal that is the account's stops the post for everybody. So do two in a row, of two
 * messages, whose reason nobody knows: of one alone it may be the message's own. While the post is stopped one email is
 * tried each quarter of an hour, and the first that goes starts it again.
 * @param outbox whose it is  @param key the message's
 */
export async function postGate(
  table: Table,
  outbox: PartnershipId | CohortId,
  key: MessageKey,
  now: Instant,
): Promise<PostGate> {
  const stoppage = await readStoppage(table);
  const open =
    !isStopped(stoppage) || (!stoppedUntil(stoppage, outbox, now) && (await takeProbe(table, stoppage, outbox, now)));
  return {
    open,
    async wentThrough() {
      if (isStopped(stoppage)) {
        await tellWhoWaited(table, stoppage, now);
        await startPost(table, now);
      }
      if (await readSuspect(table)) await forgetSuspect(table);
    },
    async wasRefused({ name, code }) {
      if (isStopped(stoppage)) return name !== 'Throttled';
      if (name === 'Throttled') return false;
      if (name === 'Unclear') {
        const before = await readSuspect(table);
        await noteSuspect(table, key);
        if (before === undefined || before === key) return false;
      }
      await stopPost(table, outbox, code, now);
      return true;
    },
  };
}

/** The leads whose emails have waited hear that they go again. It is told before the post starts, so that it is told if this stops half-way. */
async function tellWhoWaited(table: Table, stoppage: Stoppage, now: Instant): Promise<void> {
  for (const { cohort, since } of await whoWaited(table)) {
    if (since === stoppage.since && isWorthTelling(stoppage, now)) await tell(table, cohort, since, now);
    await forgetWaiting(table, cohort);
  }
}

async function tell(table: Table, id: string, since: Instant, now: Instant): Promise<void> {
  return untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, id);
    const told = kept && tellOfWaiting(kept.value, since, now);
    if (!kept || !told || told === kept.value) return;
    const first = told.outbox.map((message) => nextTry(message, told.calendar, now));
    await saveCohort(table, kept, told, earliest(kept.nextAt, ...first));
  });
}
