import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { ObligationId } from '#domain/ids.ts';
import { afterTheEnd, type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { planAround } from './acts.ts';
import { isAhead } from './cycle.ts';
import { lessonPeriods, timetableOf } from './provision.ts';

/** A week as it is given: for each day one letter a lesson period. */
export type Week = readonly string[];

/**
 * Somebody says which lessons whoever took a teacher's seat has: the same as the one before, or a week of their own. By
 * another week, what is to come is planned anew where it no longer fits.
 * @param week undefined: the same lessons
 */
export function checkTimetable(
  p: Partnership,
  cohort: Cohort,
  id: ObligationId,
  week: Week | undefined,
  by: PersonId,
  now: Instant,
): Outcome {
  const o = owed(p, id, 'check-timetable');
  if ('refused' in o) return o;
  if (hasEnded(p.stage)) return afterTheEnd;
  const seat = o.seat ?? '';
  const known = timetableOf(p.provision ?? { timetables: {} }, personOf(p, seat)?.email ?? '');
  const done = settle(o, 'done', by, now);
  if (!week || !p.provision || week.join() === known?.join()) return outcome(p, [done], now);
  const letters = new RegExp(`^[TFP-]{${lessonPeriods(p.provision).length}}$`);
  if (week.length !== p.provision.weeks * 5 || !week.every((day) => letters.test(day)))
    return refuse('not-now', 'Say for each lesson of each day what they do then.');
  const given = { what: 'week-given', seat, week } as const;
  const after = outcome(p, [done, given], now).partnership;
  const hit = p.cycles.filter((c) => isAhead(c) && c.members.includes(seat));
  return outcome(p, [done, given, ...planAround(after, cohort, hit, 'a teacher has other lessons', now)], now);
}
