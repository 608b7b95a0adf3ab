import { type Instant, type LocalDate, localDate, localTime, london, plusDays, weekday } from './london.ts';

export interface Term {
  readonly name: string;
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** first and last day of the break, both inclusive */
  readonly halfTerm?: readonly [LocalDate, LocalDate] | undefined;
  /**
   * of a term that the lead added while the programme ran: time for what is left, and the programme's own dates do not count
   * it; or the programme's last dates are in it
   */
  readonly added?: 'more-time' | 'last-dates' | undefined;
  /** the letter of its first week, where a school's weeks differ, or on from the term before; undefined: A */
  readonly weeks?: WeekLetter | 'on' | undefined;
}

/** Of a timetable of two weeks: which of them a week is. */
export type WeekLetter = 'A' | 'B';

export interface SchoolCalendar {
  readonly region: string;
  readonly terms: readonly Term[];
  /** staff training days without pupils */
  readonly inset: readonly LocalDate[];
  readonly bankHolidays: readonly { readonly date: LocalDate; readonly name: string }[];
  /** days on which, after all, no pupils come to any school of the cohort */
  readonly closures?: readonly { readonly date: LocalDate; readonly why: string }[] | undefined;
}

/** Emails that can wait go between these times on a school day. */
export const POST_OPENS = '07:30';
export const POST_CLOSES = '17:30';
/** When planned things happen: before the first lesson, after people have arrived. */
export const MORNING = '08:00';
/** When things are due: after the last lesson. */
export const END_OF_DAY = '17:00';

const within = (date: LocalDate, start: LocalDate, end: LocalDate) => start <= date && date <= end;

/** Why a date is not a school day, in words; undefined when it is one. */
export function notASchoolDay(calendar: SchoolCalendar, date: LocalDate): string | undefined {
  if (weekday(date) > 5) return 'a weekend';
  const holiday = calendar.bankHolidays.find((h) => h.date === date);
  if (holiday) return `a bank holiday (${holiday.name})`;
  if (calendar.inset.includes(date)) return 'an INSET day';
  if (calendar.closures?.some((c) => c.date === date)) return 'a day on which schools are closed';
  const term = calendar.terms.find((t) => within(date, t.start, t.end));
  if (!term) return 'outside term';
  if (term.halfTerm && within(date, ...term.halfTerm)) return 'half-term';
  return undefined;
}

const known = new WeakMap<SchoolCalendar, readonly LocalDate[]>();

/** Every school day that the calendar knows, in order. Kept per calendar: a rehearsal asks hundreds of thousands of times. */
export function schoolDays(calendar: SchoolCalendar): readonly LocalDate[] {
  const kept = known.get(calendar);
  if (kept) return kept;
  const days: LocalDate[] = [];
  for (const term of calendar.terms)
    for (let day = term.start; day <= term.end; day = plusDays(day, 1))
      if (!notASchoolDay(calendar, day)) days.push(day);
  days.sort();
  known.set(calendar, days);
  return days;
}

/** Where in a sorted list the first element that is not before `date` stands. */
function position(days: readonly LocalDate[], date: LocalDate): number {
  let low = 0;
  for (let high = days.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((days[middle] as LocalDate) < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Do pupils come to school that day? */
export function isSchoolDay(calendar: SchoolCalendar, date: LocalDate): boolean {
  const days = schoolDays(calendar);
  return days[position(days, date)] === date;
}

/** The first school day on or after a date; undefined past the last term that the calendar knows. */
export function schoolDayFrom(calendar: SchoolCalendar, date: LocalDate): LocalDate | undefined {
  const days = schoolDays(calendar);
  return days[position(days, date)];
}

/**
 * The school day `count` after (or, negative, before) a date. From a date that is not a school day, the first step
 * reaches the nearest school day. Undefined where the calendar ends.
 */
export function addSchoolDays(calendar: SchoolCalendar, date: LocalDate, count: number): LocalDate | undefined {
  const days = schoolDays(calendar);
  const from = position(days, date);
  const onSchoolDay = days[from] === date;
  return days[from + count - (onSchoolDay || count <= 0 ? 0 : 1)];
}

/** How many school days lie after the first date, up to and including the second. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: LocalDate, to: LocalDate): number {
  const days = schoolDays(calendar);
  return position(days, plusDays(to, 1)) - position(days, plusDays(from, 1));
}

/**
 * The first day on or after a date on which the post may go: a school day, and past the last term that the calendar
 * knows, where nothing should be left to send, any weekday but those on which schools are closed.
 */
export function postDayFrom(calendar: SchoolCalendar, date: LocalDate): LocalDate {
  const day = schoolDayFrom(calendar, date);
  if (day) return day;
  let next = date;
  while (weekday(next) > 5 || calendar.closures?.some((closed) => closed.date === next)) next = plusDays(next, 1);
  return next;
}

/** Is this a moment at which an email that can wait may go? */
export function postIsOpen(calendar: SchoolCalendar, now: Instant): boolean {
  const [date, time] = [localDate(now), localTime(now)];
  return POST_OPENS <= time && time < POST_CLOSES && postDayFrom(calendar, date) === date;
}

/** The instant itself while the post is open, else the next morning on which it is. */
export function whenPostIsOpen(calendar: SchoolCalendar, instant: Instant): Instant {
  if (postIsOpen(calendar, instant)) return instant;
  const today = localDate(instant);
  const from = localTime(instant) < POST_OPENS ? today : plusDays(today, 1);
  return london(postDayFrom(calendar, from), MORNING).at;
}

/** When what is planned for an instant can be done. What is overdue stays so while the post is open, and while it is closed waits until it opens. */
export function onceOpen(calendar: SchoolCalendar, planned: Instant, now: Instant): Instant {
  const meant = whenPostIsOpen(calendar, planned);
  if (meant >= now || postIsOpen(calendar, now)) return meant;
  return london(localDate(whenPostIsOpen(calendar, now)), POST_OPENS).at;
}
