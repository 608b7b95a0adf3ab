import { type Instant, localDate, localTime, london, plusDays } from '#calendar/london.ts';
import { postDayFrom, type SchoolCalendar } from '#calendar/school-calendar.ts';

/** The hour of a school day at which results are worked out: that of the cohort's own round. */
const ROUND = '09:00';

/** The next moment, after this one, at which results are worked out: a fixed one, whoever answers when. */
export function nextWorkedOut(calendar: SchoolCalendar, after: Instant): Instant {
  const today = localDate(after);
  const from = localTime(after) < ROUND ? today : plusDays(today, 1);
  return london(postDayFrom(calendar, from), ROUND).at;
}
