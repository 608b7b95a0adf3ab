import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { lostCoverRules } from '#domain/cycles/lost-on-the-day.ts';
import { planningFrom } from '#domain/cycles/planning.ts';
import { cycleRules, planRules } from '#domain/cycles/rules.ts';
import { isMoving, mayLeave } from '#domain/dates/dates.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { moveRules } from '#domain/dates/shifts.ts';
import { asOneRules, outboxRules } from '#domain/messages/rules.ts';
import { nextTry } from '#domain/messages/timing.ts';
import { chaseRules, stepRules } from '#domain/obligations/rules.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { closingRules, endedRules, leavingRules } from '#domain/partnership/rules.ts';
import { signingRules } from '#domain/partnership/signing.ts';
import { departuresAreSpreading, spreadsAgain } from '#domain/people/departures.ts';
import { peopleRules } from '#domain/people/rules.ts';
import { copyRules } from '#domain/personal-data/rules.ts';
import { sessionRules } from '#domain/sessions/rules.ts';

/** What a subject has to be done to a partnership, now or later, as things stand. */
type Rules = (p: Partnership, cohort: Cohort, now: Instant) => readonly Rule[];

/**
 * Everything that can become due, in the order in which it is done: first the dates that the lead has moved, then people
 * who come and go, so that whatever follows is asked by the right date of the right person; at last, what is to go to one person at once is one email.
 */
export const agenda: readonly Rules[] = [
  moveRules,
  outboxRules,
  copyRules,
  peopleRules,
  leavingRules,
  signingRules,
  sessionRules,
  endedRules,
  stepRules,
  lostCoverRules,
  cycleRules,
  planRules,
  closingRules,
  chaseRules,
  asOneRules,
];

/**
 * What the caller of a turn carries out, without a decision: when messages are to be tried, planning to begin, and
 * what was said here to be carried out at other schools.
 * @param stopped until when nothing is tried out of its outbox, where the post is stopped
 */
export function errands(p: Partnership, cohort: Cohort, now: Instant, stopped?: Instant): readonly Instant[] {
  const leaving = isMoving(p, cohort) ? [...mayLeave(p, cohort)] : p.outbox;
  const calendar = postCalendar(p, cohort);
  const tries = leaving.filter((m) => !m.claimed).flatMap((m) => nextTry(m, calendar, now, stopped) ?? []);
  const planning = hasEnded(p.stage) ? undefined : planningFrom(p);
  const spreading = departuresAreSpreading(p) ? spreadsAgain(now) : undefined;
  return [...tries, ...(planning ? [planning] : []), ...(spreading ? [spreading] : [])];
}
