import {
  type Instant,
  type LocalDate,
  type LocalTime,
  type LondonTime,
  localDate,
  localTime,
  london,
  plus,
  plusDays,
} from '#calendar/london.ts';
import { addSchoolDays, onceOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import { isSoon } from '#domain/dates/soon.ts';
import type { MessageKey, SessionId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';

/** Two people meet: planned; moved (and still to come); then held, cancelled beforehand, or missed. */
type SessionState = 'planned' | 'moved' | 'held' | 'cancelled' | 'missed';

export interface Session {
  /** within its partnership: `session-12` */
  readonly id: SessionId;
  readonly coach: PersonId;
  readonly teacher: PersonId;
  readonly start: LondonTime;
  /** as planned */
  readonly end: LondonTime;
  readonly place: string;
  readonly focus: string;
  readonly state: SessionState;
  /** when it really ended, as the coach says */
  readonly ended?: Instant | undefined;
  /** why it was moved, cancelled or missed */
  readonly why?: string | undefined;
  /** of its calendar invitation: rises with every change */
  readonly sequence: number;
  /** how often the sequence rose because somebody else took a seat, and its time stayed; left out, never */
  readonly passedOn?: number | undefined;
  /** the sequence that its people were last sent; undefined: not invited yet */
  readonly invited?: number | undefined;
  /** the time that its people were last sent, or are about to be */
  readonly told?: { readonly start: LondonTime; readonly end: LondonTime } | undefined;
  /** who has said that they cannot come to it as it stands */
  readonly cannotCome?: PersonId | undefined;
  readonly report?: SentReport | undefined;
  /** the coach says that the report will be late */
  readonly delay?: { readonly why: string; readonly expected: LocalDate } | undefined;
  /**
   * when the head was first told: by the report, or that it is late. `waits`: that it is here, while it was not sure who
   * the head is; the report itself takes its place
   */
  readonly headHeard?: { readonly at: Instant; readonly how: 'report' | 'late' | 'waits' } | undefined;
  /** what of that came back from an address that does not take post, by the keys of the messages */
  readonly returned?: readonly MessageKey[] | undefined;
}

/** That there is a report, never its words: those are kept apart, for the readers alone. */
interface SentReport {
  /** 1, and one more with each correction */
  readonly version: number;
  /** when the coach sent the first version */
  readonly at: Instant;
}

/** When a session is, as people say it. */
export interface SessionTime {
  readonly date: LocalDate;
  readonly start: LocalTime;
  /** one that is not after `start` is on the next day */
  readonly end: LocalTime;
  /** whoever says so knows that it is no school day, and means it */
  readonly despite?: boolean | undefined;
}

/** A session as someone plans it. */
export interface SessionPlan extends SessionTime {
  readonly coach: PersonId;
  readonly teacher: PersonId;
  readonly place: string;
  readonly focus: string;
}

/** A longer one is a slip of the pen. */
export const LONGEST_HOURS = 12;

export const timesOf = ({ date, start, end }: SessionTime): Pick<Session, 'start' | 'end'> => ({
  start: london(date, start),
  end: london(end > start ? date : plusDays(date, 1), end),
});

/** Still to come, or not yet said what happened to it. */
export const isPending = ({ state }: Session): boolean => state === 'planned' || state === 'moved';

/**
 * Does what its head was sent speak of the time at which it stands? A report does, of what was held; a word that it is
 * late, of one sequence.
 */
export const speaksOfNow = (s: Session, kind: string, version: number): boolean => {
  const ofLateness = kind === 'coach-report-late' || (kind === 'report-waits' && !s.report);
  return !ofLateness || version === s.sequence;
};

/**
 * When an email about a session that is to come goes, which was to go at `from`: while the post is open; of one that is soon
 * then, at once.
 */
export function goesAt(calendar: SchoolCalendar, { start }: Session, from: Instant, now: Instant): Instant {
  const meant = from > now ? from : now;
  return isSoon(calendar, [start.at], meant) ? meant : onceOpen(calendar, meant, now);
}

/** When the clock of its report starts: when it really ended, or else as planned. */
export const endOf = (session: Session): Instant => session.ended ?? session.end.at;

/** No one is nudged between these times; what would fall there goes when they begin. */
export const QUIET_FROM = '20:00';

export const QUIET_UNTIL = '07:00';

/** By when the head is to have the report of a session that ended then. */
export function reportDue(policy: ReportPolicy, calendar: SchoolCalendar, ended: Instant): Instant {
  if (policy.due !== 'next-school-day') return plus(ended, `PT${policy.due.hours}H`);
  const day = addSchoolDays(calendar, localDate(ended), 1);
  return day ? london(day, localTime(ended)).at : plus(ended, 'PT24H');
}

/** The same moment, or the evening before the night that it falls in. */
export function beforeQuiet(instant: Instant): Instant {
  const time = localTime(instant);
  if (time >= QUIET_UNTIL && time < QUIET_FROM) return instant;
  const evening = time < QUIET_UNTIL ? plusDays(localDate(instant), -1) : localDate(instant);
  return london(evening, QUIET_FROM).at;
}

/** A nudge that is held up for longer than this in the evening waits for the morning. */
const TOO_LATE = '20:30';

/** The same moment, or the end of the night that it falls in, for a nudge that could not go when it was to. */
export const afterQuiet = (instant: Instant): Instant => endOfNight(instant, TOO_LATE);

/** The same moment, or the end of the night that it falls in. */
export const untilMorning = (instant: Instant): Instant => endOfNight(instant, QUIET_FROM);

/** @param from when that night begins */
function endOfNight(instant: Instant, from: LocalTime): Instant {
  const time = localTime(instant);
  if (time >= QUIET_UNTIL && time < from) return instant;
  const morning = time < QUIET_UNTIL ? localDate(instant) : plusDays(localDate(instant), 1);
  return london(morning, QUIET_UNTIL).at;
}
