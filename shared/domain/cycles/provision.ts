import type { Instant, LocalDate, LocalTime } from '#calendar/london.ts';
import { plusDays, weekday } from '#calendar/london.ts';
import { type SchoolCalendar, schoolDays, type WeekLetter } from '#calendar/school-calendar.ts';
import type { Contact } from '#domain/people/person.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';

/** A period of a school's day. Lunch and the time after school are periods too: a debrief may fall into them. */
export interface Period {
  /** as the school calls it: `1`, `Lunch` */
  readonly name: string;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly kind: 'lesson' | 'lunch' | 'after';
}

/** One letter for each lesson period of a day: T teaches, F free, P PPA (never used), - not in school. */
type DayOfTimetable = string;

/** An adult who can take a released teacher's class. */
export interface CoverPerson extends Contact {
  /** within its school: `cover-1` */
  readonly id: PersonId;
  /** which of the school's, from 1 */
  readonly nth?: number | undefined;
  /** for each day of the timetable, one digit a lesson period: 1 can cover */
  readonly available: readonly string[];
  /** most periods of cover in a day, and in a week */
  readonly mostADay: number;
  readonly mostAWeek: number;
  /** when what is kept about them was erased, as they had asked */
  readonly erased?: Instant | undefined;
  /** when an email to that address came back: nobody writes there */
  readonly returned?: Instant | undefined;
}

/** Hired cover teachers, by half or whole day. Prices in whole pounds. */
export interface Supply {
  readonly halfDay: number;
  readonly fullDay: number;
  /** for the whole programme */
  readonly budget: number;
  readonly mostADay: number;
  /** empty: any school day */
  readonly days: readonly LocalDate[];
}

/** Stands for hired cover where someone is named. */
export const SUPPLY = 'supply';

/** Someone cannot come: a teacher, a cover person, or supply. */
export interface Absence {
  readonly who: PersonId | CoverPerson['id'] | typeof SUPPLY;
  readonly from: LocalDate;
  /** last day, inclusive; undefined: for good */
  readonly until?: LocalDate | undefined;
}

export interface Closure {
  readonly date: LocalDate;
  readonly why: string;
}

/** With which week a school begins a term: a letter, the next in turn, or as the cohort's term says. */
export type TermBegins = WeekLetter | 'on' | 'as-cohort';

/** What a school can plan sessions and their cover with. */
export interface Provision {
  /** in order of time */
  readonly periods: readonly Period[];
  /** 2 where weeks A and B differ: then timetables have ten days, week A's first */
  readonly weeks: 1 | 2;
  /** with which week each term begins here, in the order of the cohort's terms; left out: as the term says */
  readonly begins?: readonly TermBegins[] | undefined;
  /** by address, in lower case */
  readonly timetables: Readonly<Record<string, readonly DayOfTimetable[]>>;
  readonly cover: readonly CoverPerson[];
  readonly supply?: Supply | undefined;
  readonly closures: readonly Closure[];
  readonly absences: readonly Absence[];
}

/** Of a school that has told nothing. */
export const NOTHING_KNOWN: Provision = {
  periods: [],
  weeks: 1,
  timetables: {},
  cover: [],
  closures: [],
  absences: [],
};

/** Has the school said that it is closed then? Of a school that has said nothing, false. */
export const isClosedOn = (provision: Pick<Provision, 'closures'> | undefined, date: LocalDate): boolean =>
  provision?.closures.some((closure) => closure.date === date) === true;

export const lessonPeriods = ({ periods }: Pick<Provision, 'periods'>): readonly Period[] =>
  periods.filter((period) => period.kind === 'lesson');

export const timetableOf = (
  { timetables }: Pick<Provision, 'timetables'>,
  email: string,
): readonly DayOfTimetable[] | undefined => timetables[sameAddress(email)];

type InWeeks = Pick<Provision, 'weeks' | 'begins'>;

/** Which day of the timetable a date is: 0 Monday to 4 Friday, 5 to 9 in week B. */
export const timetableDay = (provision: InWeeks, calendar: SchoolCalendar, date: LocalDate): number =>
  weekday(date) - 1 + (weekLetter(provision, calendar, date) === 'B' ? 5 : 0);

/**
 * Is a date in week A or B? Undefined where weeks are alike. Weeks that have a school day alternate, from the last term up to
 * then that names the letter of its first week. What the school has said of a term counts before what the cohort's says.
 */
export function weekLetter(
  { weeks, begins = [] }: InWeeks,
  calendar: SchoolCalendar,
  date: LocalDate,
): WeekLetter | undefined {
  if (weeks === 1) return undefined;
  const begun = calendar.terms
    .map((term, i) => {
      const own = begins[i] ?? 'as-cohort';
      return { start: term.start, weeks: own === 'as-cohort' ? term.weeks : own };
    })
    .filter(({ start }) => start <= date);
  const anchor = begun.findLast((term) => term.weeks !== 'on') ?? begun[0];
  const isFirst = !anchor || schoolWeek(calendar, anchor.start, date) % 2 === 0;
  return (anchor?.weeks === 'B') === isFirst ? 'B' : 'A';
}

/** How many weeks that have a school day lie between a day and `date`'s: half-term and holidays do not turn A into B. */
const schoolWeek = (calendar: SchoolCalendar, from: LocalDate, date: LocalDate): number =>
  Math.max(
    0,
    new Set(
      schoolDays(calendar)
        .filter((day) => from <= day && day <= date)
        .map(mondayOf),
    ).size - 1,
  );

/** The Monday of a day's week: names the week. */
export const mondayOf = (date: LocalDate): LocalDate => plusDays(date, 1 - weekday(date));
