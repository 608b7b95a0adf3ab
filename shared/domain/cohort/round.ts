import { earliest, type Instant, localDate, localTime, london, plusDays } from '#calendar/london.ts';
import { onceOpen, postDayFrom, postIsOpen } from '#calendar/school-calendar.ts';
import { isSpreading, movesFrom } from '#domain/dates/dates.ts';
import { completionFrom, launchMoment } from '#domain/dates/timeline.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { backInOutbox } from '#domain/messages/message.ts';
import { intoOutbox, newMessage } from '#domain/messages/outbox.ts';
import { isUnknown, nextTry } from '#domain/messages/timing.ts';
import { hasEnded, type Stage } from '#domain/partnership/partnership.ts';
import type { Cohort } from './cohort.ts';
import { decideDraft, draftNextAt } from './unlaunched.ts';

/** The cohort's own turn: tell the lead that it has begun, and close it when every school has ended. */
export function decideCohort(cohort: Cohort, stages: readonly Stage[], now: Instant): Cohort {
  let next = cohort.outbox.some((m) => isUnknown(m, now))
    ? { ...cohort, outbox: cohort.outbox.map((m) => (isUnknown(m, now) ? backInOutbox(m) : m)) }
    : cohort;
  if (cohort.stage === 'draft') return decideDraft(next, now);
  if (cohort.stage !== 'launched' || !postIsOpen(cohort.calendar, now)) return next;
  const tell = (kind: MessageKind) => {
    if (next.told.includes(kind)) return;
    next = intoOutbox({ ...next, told: [...next.told, kind] }, newMessage(kind, 'lead', [], now));
  };
  if (now >= launchMoment(cohort)) tell('cohort-launched');
  if (stages.length === cohort.schoolCount && stages.every(hasEnded) && mayClose(cohort, stages, now)) {
    tell('cohort-summary');
    next = { ...next, stage: 'closed', closed: now };
  }
  return next;
}

/** While the programme runs, a school that has declined or not signed can be invited again. */
const mayClose = (cohort: Cohort, stages: readonly Stage[], now: Instant): boolean =>
  cohort.ending !== undefined ||
  now >= completionFrom(cohort) ||
  !stages.some((stage) => stage === 'declined' || stage === 'lapsed');

/** When the cohort looks whether every school has ended: an hour after the schools' own mornings. */
const CLOSING_ROUND = '09:00';

/** Its emails have waited and go again: the lead hears of it, once for each such time. */
export function tellOfWaiting(cohort: Cohort, since: Instant, until: Instant): Cohort {
  if (cohort.waited && cohort.waited.since >= since) return cohort;
  return intoOutbox({ ...cohort, waited: { since, until } }, newMessage('post-resumed', 'lead', [], until));
}

/**
 * The next moment at which `decideCohort` may have something to do.
 * @param stopped until when nothing is tried out of its outbox, where the post is stopped
 */
export function cohortNextAt(cohort: Cohort, now: Instant, stopped?: Instant): Instant | undefined {
  const unsent = cohort.outbox.map((message) => nextTry(message, cohort.calendar, now, stopped));
  if (cohort.stage === 'launching') return cohort.launched;
  if (cohort.stage === 'draft') return earliest(...unsent, draftNextAt(cohort));
  if (cohort.stage !== 'launched') return earliest(...unsent);
  const spreads = isSpreading(cohort) ? movesFrom(cohort) : undefined;
  if (spreads) unsent.push(spreads);
  if (!cohort.told.includes('cohort-launched')) {
    const begins = launchMoment(cohort);
    return earliest(onceOpen(cohort.calendar, begins, now), ...unsent);
  }
  if (cohort.ending) return earliest(onceOpen(cohort.calendar, now, now), ...unsent);
  const today = localDate(now);
  const from = localTime(now) < CLOSING_ROUND ? today : plusDays(today, 1);
  const first = localDate(completionFrom(cohort));
  const day = postDayFrom(cohort.calendar, from > first ? from : first);
  return earliest(london(day, CLOSING_ROUND).at, ...unsent);
}
