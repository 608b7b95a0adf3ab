import { Temporal } from 'temporal-polyfill';

/** Everybody lives here; the zone is never a parameter. */
export const LONDON = 'Europe/London';

/** A moment in UTC to the second, `2026-09-07T07:00:00Z`. All of one width, so that order as text is order in time. */
export type Instant = string;

/** A day of the school's calendar, `2026-09-07`. */
export type LocalDate = string;

/** A time on the school's clock, `08:00`. */
export type LocalTime = string;

/** What was meant on the school's clock, and the instant computed from it: if the rule for clocks changes, the intent stands. */
export interface LondonTime {
  /** `2026-09-07T08:00` */
  readonly local: string;
  readonly at: Instant;
}

export const toInstant = (instant: Temporal.Instant): Instant =>
  instant.toString({ fractionalSecondDigits: 0, roundingMode: 'trunc' });

const MOST_KEPT = 20_000;

/** Answers about the calendar never change, and a rehearsal asks for the same few thousand hundreds of thousands of times. */
function kept<A extends readonly (string | number)[], R>(compute: (...asked: A) => R): (...asked: A) => R {
  const known = new Map<string, R>();
  return (...asked) => {
    const name = asked.length === 1 ? String(asked[0]) : asked.join(' ');
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = compute(...asked);
    if (known.size === MOST_KEPT) known.clear();
    known.set(name, answer);
    return answer;
  };
}

/** The instant of a local date and time. A time that the spring change skips moves forward; one that autumn repeats is its first. */
export const london = kept((date: LocalDate, time: LocalTime): LondonTime => {
  const local = `${date}T${time}`;
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(LONDON, { disambiguation: 'compatible' });
  return { local, at: toInstant(zoned.toInstant()) };
});

const zoned = (instant: Instant) => Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON);

/** With the offset, as people and other programs read it: `2026-09-07T08:00:00+01:00`. */
export const withOffset = kept((instant: Instant) =>
  zoned(instant).toString({ timeZoneName: 'never', smallestUnit: 'second' }),
);

export const localDate = (instant: Instant): LocalDate => withOffset(instant).slice(0, -15);

/** `HH:MM` */
export const localTime = (instant: Instant): LocalTime => withOffset(instant).slice(-14, -9);

/** A moment as it reads on the school's clock. */
export const londonTimeOf = (at: Instant): LondonTime => ({ local: `${localDate(at)}T${localTime(at)}`, at });

export const plusDays = kept(
  (date: LocalDate, days: number): LocalDate => Temporal.PlainDate.from(date).add({ days }).toString(),
);

/** From one day to a later one; of a pair the other way round it is negative. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

/** The last day of a month that is too short. */
export const plusMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** @param duration ISO 8601, `PT1H` or, on the school's clock, `P1D` */
export const plus = kept(
  (instant: Instant, duration: string): Instant =>
    toInstant(zoned(instant).add(Temporal.Duration.from(duration)).toInstant()),
);

/** By the clock that never changes. */
export const hoursBetween = (from: Instant, to: Instant): number =>
  Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('hours');

/** 1 Monday to 7 Sunday */
export const weekday = kept((date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek);

export const earliest = (...instants: (Instant | undefined)[]): Instant | undefined =>
  instants.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);

/** "Monday 7 September 2026" */
export const inWords = kept((date: LocalDate): string =>
  Temporal.PlainDate.from(date)
    .toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', ''),
);

/** "Mon 7 Sep 2026" */
export const inShort = kept((date: LocalDate): string =>
  Temporal.PlainDate.from(date)
    .toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .replace(',', ''),
);

/** "5pm", "8:30am" */
export function timeInWords(time: LocalTime): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  const half = hour < 12 ? 'am' : 'pm';
  return minute === 0 ? `${shown}${half}` : `${shown}:${String(minute).padStart(2, '0')}${half}`;
}
