import { type Instant, type LocalDate, localDate, london, plusDays } from '#calendar/london.ts';
import type { Message } from '#domain/messages/message.ts';
import { intoOutbox, newMessage } from '#domain/messages/outbox.ts';
import type { Cohort } from './cohort.ts';

/** A draft that nobody launches, or files with faults that nobody corrects, are kept so many days after their last change... */
const AFTER_CHANGE = 90;

/** ...and at least so many past the day on which the invitations were to go; their lead is told so many days before. */
const AFTER_LAUNCH = 30;
const TOLD_BEFORE = 14;

/** A quiet hour after the schools’ own mornings. */
const ROUND = '09:00';

type Draft = Pick<Cohort, 'launch' | 'changed' | 'stage'>;

/** The day on which a draft is deleted; undefined of one from an earlier release, whose lead has not been here since. */
function keptUntil({ launch, changed, stage }: Draft): LocalDate | undefined {
  if (stage !== 'draft' || changed === undefined) return undefined;
  const [byChange, byLaunch] = [plusDays(localDate(changed), AFTER_CHANGE), plusDays(launch, AFTER_LAUNCH)];
  return byChange > byLaunch ? byChange : byLaunch;
}

const hour = (day: LocalDate): Instant => london(day, ROUND).at;

/** What must happen to a draft now: its lead is told, and then, no sooner than was told, it goes. */
export function decideDraft(cohort: Cohort, now: Instant): Cohort {
  const day = keptUntil(cohort);
  if (!day || cohort.deleting) return cohort;
  if (cohort.warned?.for !== day) {
    if (now < hour(plusDays(day, -TOLD_BEFORE))) return cohort;
    return intoOutbox(
      { ...cohort, warned: { for: day, at: now } },
      { ...newMessage('draft-ending', 'lead', [], now), day },
    );
  }
  return now >= goesAt(day, cohort.warned.at) && !isUntold(cohort) ? { ...cohort, deleting: now } : cohort;
}

/** The word waits while no emails go, and the draft with it. */
const isUntold = ({ outbox }: Pick<Cohort, 'outbox'>): boolean => outbox.some(({ kind }) => kind === 'draft-ending');

/** A word that went late gives its reader the same time. */
function goesAt(day: LocalDate, warned: Instant): Instant {
  const after = plusDays(localDate(warned), TOLD_BEFORE);
  return hour(after > day ? after : day);
}

/** The day on which it really goes: the one that its lead was told, or will be. */
export const goesOn = (cohort: Cohort): LocalDate | undefined => {
  const day = keptUntil(cohort);
  return day && cohort.warned?.for === day ? localDate(goesAt(day, cohort.warned.at)) : day;
};

/** The next moment at which `decideDraft` does something. */
export function draftNextAt(cohort: Cohort): Instant | undefined {
  if (cohort.deleting) return cohort.deleting;
  const day = keptUntil(cohort);
  if (!day) return undefined;
  if (cohort.warned?.for !== day) return hour(plusDays(day, -TOLD_BEFORE));
  return isUntold(cohort) ? undefined : goesAt(day, cohort.warned.at);
}

/** Is this the word of the day on which the draft goes, as it is now? */
export const isStillToGo = (cohort: Cohort, { day: told }: Pick<Message, 'day'>): boolean => {
  const day = keptUntil(cohort);
  return day !== undefined && cohort.warned?.for === day && told === day;
};
