import { type Instant, type LocalDate, localDate, plus } from '#calendar/london.ts';
import { addSchoolDays, type SchoolCalendar } from '#calendar/school-calendar.ts';

/** Is one of these moments still to come, on that day at the latest? */
const isBy = (moments: readonly Instant[], day: LocalDate, now: Instant): boolean =>
  moments.some((at) => at > now && localDate(at) <= day);

/** Is one of these moments to come within a school day: on the next school day at the latest? Nothing that is said of it waits. */
export const isWithinASchoolDay = (calendar: SchoolCalendar, moments: readonly Instant[], now: Instant): boolean =>
  isBy(moments, addSchoolDays(calendar, localDate(now), 1) ?? localDate(now), now);

/**
 * Does a change touch the next two days, or the next school day? Word of it goes at any hour. The one answer for emails of
 * every kind.
 * @param moments at which what changes was to begin, and is to begin now
 */
export const isSoon = (calendar: SchoolCalendar, moments: readonly Instant[], now: Instant): boolean =>
  isBy(moments, localDate(plus(now, 'P2D')), now) || isWithinASchoolDay(calendar, moments, now);
