import type { Instant } from '#calendar/london.ts';
import { onceOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { isMoving } from './dates.ts';
import { postCalendar } from './own-days.ts';

/**
 * Rules of what is decided only while the post is open, so that whatever is queued may go at once: from the launch on, and
 * not while dates are moving, nor after the end.
 */
export function whileOpen(p: Partnership, cohort: Cohort, now: Instant, rules: readonly Rule[]): readonly Rule[] {
  if (hasEnded(p.stage) || isMoving(p, cohort)) return [];
  return rules.map((rule) => ({
    ...rule,
    at: onceOpen(postCalendar(p, cohort), rule.at < p.launch ? p.launch : rule.at, now),
  }));
}
