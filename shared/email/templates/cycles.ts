import { type Instant, inShort, inWords, type LocalDate, localTime, timeInWords } from '#calendar/london.ts';
import type { WeekLetter } from '#calendar/school-calendar.ts';
import type { CyclePart } from '#domain/cycles/cycle.ts';
import { capital } from '#wording/wording.ts';
import { whenInWords } from './sessions.ts';

/** One of a cycle's three sessions. */
export interface CycleSession {
  readonly start: Instant;
  readonly end: Instant;
  /** of the school's day, by name; empty where a time was set by hand */
  readonly period: string;
  /** of the school's timetable, where its weeks differ */
  readonly week?: WeekLetter | undefined;
}

/** A group's cycle as its people speak of it; names, not ids. */
export interface CycleTold extends Readonly<Record<CyclePart, CycleSession>> {
  readonly group: string;
  readonly nth: number;
  readonly teaching: string;
  readonly observing: readonly string[];
  /** whether the reader is the one who teaches */
  readonly own: boolean;
}

/** Somebody takes a class, or stands by; names, not ids. */
export interface DutyTold {
  readonly kind: 'cover' | 'stand-by';
  readonly date: LocalDate;
  /** undefined for a period of whose times nothing is known */
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  readonly period: string;
  /** whose class */
  readonly whom?: string | undefined;
  /** "Corin Standfast", "supply teacher 1" */
  readonly by: string;
  /** supply */
  readonly hired: boolean;
}

export const partInWords: Readonly<Record<CyclePart, string>> = {
  planning: 'planning meeting',
  lesson: 'research lesson',
  debrief: 'debrief',
};

/** "period 3", "Lunch" */
export const periodInWords = (name: string): string => (/^\d/.test(name) ? `period ${name}` : name);

/** "Thursday 8 October 2026, 11:15am to 12:15pm (period 3, week B)" */
export function meetingInWords(meeting: CycleSession): string {
  const which = [meeting.period && periodInWords(meeting.period), meeting.week && `week ${meeting.week}`];
  const said = which.filter(Boolean).join(', ');
  return `${whenInWords(meeting)}${said ? ` (${said})` : ''}`;
}

/** "Triad 1, cycle 2" */
export const cycleInWords = ({ group, nth }: Pick<CycleTold, 'group' | 'nth'>): string => `${group}, cycle ${nth}`;

/** "Thu 8 Oct", for lists and subjects */
export const dayInShort = (date: LocalDate): string => inShort(date).replace(/ \d{4}$/, '');

/** "period 3, 11:15am to 12:15pm" */
function dutyTimes({ start, end, period }: Pick<DutyTold, 'start' | 'end' | 'period'>): string {
  const times = start && end ? `${timeInWords(localTime(start))} to ${timeInWords(localTime(end))}` : '';
  return [periodInWords(period), times].filter(Boolean).join(', ');
}

/** "Period 3, 11:15am to 12:15pm: Corin Standfast takes the class of Ada Example" */
export function dutyTold({ kind, start, end, period, whom, by }: DutyTold): string {
  const when = capital(dutyTimes({ start, end, period }));
  const what = kind === 'stand-by' ? 'stands by' : whom ? `takes the class of ${whom}` : 'takes a class';
  return `${when}: ${by} ${what}`;
}

/** The same with its day, for lists of several days. */
export const dutyOnDay = (duty: DutyTold): string => {
  const words = dutyTold(duty);
  return `${inWords(duty.date)}, ${/^Period \d/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words}`;
};

/** "Thursday 8 October 2026, period 3, 11:15am to 12:15pm: the class of Ada Example", for whoever takes it */
export const ownDutyOnDay = (duty: DutyTold): string =>
  `${inWords(duty.date)}, ${dutyTimes(duty)}: ${duty.whom ? `the class of ${duty.whom}` : 'a class'}`;

/** Duties by day, in order of day; within a day in the order given. */
export function byDay<D extends { readonly date: LocalDate }>(
  duties: readonly D[],
): readonly (readonly [string, D[]])[] {
  const days = [...new Set(duties.map((duty) => duty.date))].sort();
  return days.map((day) => [day, duties.filter((duty) => duty.date === day)]);
}

/** "Ada Example and Ben Sample" */
export const namesInWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
