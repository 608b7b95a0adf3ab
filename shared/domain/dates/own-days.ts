import type { SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Closure } from '#domain/cycles/provision.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';

const known = new WeakMap<readonly Closure[], WeakMap<SchoolCalendar, SchoolCalendar>>();

/**
 * The days on which a school’s emails go: the cohort’s school days, without those on which the school itself is closed. When
 * something is due stays a matter of the cohort’s calendar. The same object for the same days: a rehearsal asks
 * hundreds of thousands of times.
 */
export function postCalendar(
  { provision }: Pick<Partnership, 'provision'>,
  { calendar }: Pick<Cohort, 'calendar'>,
): SchoolCalendar {
  const own = provision?.closures;
  if (!own || own.length === 0) return calendar;
  const kept = known.get(own) ?? new WeakMap<SchoolCalendar, SchoolCalendar>();
  known.set(own, kept);
  const found = kept.get(calendar) ?? { ...calendar, closures: [...(calendar.closures ?? []), ...own] };
  kept.set(calendar, found);
  return found;
}
