import * as z from 'zod';
import {
  hoursBetween,
  type Instant,
  type LocalDate,
  localDate,
  localTime,
  london,
  plusDays,
} from '#calendar/london.ts';
import { writeTimeOfDay } from '#calendar/time-of-day.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { LONGEST_HOURS, type Session, type SessionPlan, type SessionTime, timesOf } from '#domain/sessions/session.ts';
import { dateFields, readDate } from '#web/kit/fields/date.ts';
import { remark, tickBox } from '#web/kit/fields/entries.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { readTime } from '#web/kit/fields/time.ts';

const faultsOf = (found: Read<unknown>): readonly FieldFault[] => ('faults' in found ? found.faults : []);

const timeFields: readonly string[] = [...dateFields('date'), 'start', 'end'];

/** The date, the start and the end of a session. */
function readSessionTime(posted: Posted): Read<SessionTime> {
  const date = readDate(posted, 'date', 'The date');
  const start = readTime(posted, 'start', 'The start');
  const end = readTime(posted, 'end', 'The end');
  if ('faults' in date || 'faults' in start || 'faults' in end) return { faults: [date, start, end].flatMap(faultsOf) };
  // the tick is of that day alone: on another it is asked again
  const despite =
    posted.despite ===
    dateFields('date')
      .map((field) => posted[field])
      .join(' ');
  const values = { date: date.values, start: start.values, end: end.values, ...(despite && { despite }) };
  const times = timesOf(values);
  return start.values === end.values || hoursBetween(times.start.at, times.end.at) > LONGEST_HOURS
    ? { faults: [{ field: 'end', sentence: 'The end must be later than the start' }] }
    : { values };
}

export const planFields: readonly string[] = ['coach', 'teacher', ...timeFields, 'place', 'focus'];

const one = (ids: readonly PersonId[], sentence: string) =>
  z.string({ error: sentence }).refine((id) => ids.includes(id), sentence);

/** A new session at a school; of a coach who plans their own, `coach` is known. */
export function readPlan(posted: Posted, { people }: Partnership, coach?: PersonId): Read<SessionPlan> {
  const ids = (role: string) => people.filter((person) => person.role === role).map((person) => person.id);
  const who = read(
    z.object({
      coach: one(coach ? [coach] : ids('coach'), 'Choose the coach'),
      teacher: one(ids('teacher'), 'Choose the teacher'),
    }),
    coach ? { ...posted, coach } : posted,
  );
  const time = readSessionTime(posted);
  const what = read(
    z.object({
      place: remark('Enter where you meet', 120, 'Where you meet must be 120 characters or fewer'),
      focus: remark('Enter the focus of the session', 200, 'The focus must be 200 characters or fewer'),
    }),
    posted,
  );
  if ('faults' in who || 'faults' in time || 'faults' in what) return { faults: [who, time, what].flatMap(faultsOf) };
  return { values: { ...who.values, ...time.values, ...what.values } };
}

const why = (missing: string) => remark(missing, 300, 'The reason must be 300 characters or fewer');

export const moveFields: readonly string[] = [...timeFields, 'why'];

export function readMove(posted: Posted): Read<SessionTime & { readonly why: string }> {
  const time = readSessionTime(posted);
  const reason = read(z.object({ why: why('Enter why it is moved') }), posted);
  return 'faults' in time || 'faults' in reason
    ? { faults: [time, reason].flatMap(faultsOf) }
    : { values: { ...time.values, ...reason.values } };
}

/** Why a session will not happen, or did not. */
export const callingOff = z.object({ why: why('Enter why it does not take place') });

const held = z.object({ held: tickBox('Tick the box to say that the session took place') });

/** When it really ended: that time of day, the first after it began. */
export function readEnd(posted: Posted, { start }: Session): Read<Instant> {
  const ended = readTime(posted, 'ended', 'The time at which it ended');
  const took = read(held, posted);
  if ('faults' in ended || 'faults' in took) return { faults: [ended, took].flatMap(faultsOf) };
  const day = localDate(start.at);
  const at = london(day, ended.values).at;
  return { values: at > start.at ? at : london(plusDays(day, 1), ended.values).at };
}

export const delayFields: readonly string[] = ['why', ...dateFields('expected')];

/** Why a report will be late, and the day on which to expect it. */
export function readDelay(posted: Posted, now: Instant): Read<{ readonly why: string; readonly expected: LocalDate }> {
  const reason = read(z.object({ why: why('Enter why you need longer') }), posted);
  const day = readDate(posted, 'expected', 'The day on which to expect the report');
  const past: readonly FieldFault[] =
    'values' in day && day.values < localDate(now)
      ? [{ field: 'expected-day', sentence: 'The day on which to expect the report must be today or later' }]
      : [];
  return 'faults' in reason || 'faults' in day || past.length > 0
    ? { faults: [...faultsOf(reason), ...faultsOf(day), ...past] }
    : { values: { ...reason.values, expected: day.values } };
}

/** A time as a form shows it to be changed. */
export const typedTime = ({ start, end }: Pick<Session, 'start' | 'end'>): Posted => {
  const [year = '', month = '', day = ''] = localDate(start.at).split('-');
  return {
    'date-day': String(Number(day)),
    'date-month': String(Number(month)),
    'date-year': year,
    start: writeTimeOfDay(localTime(start.at)),
    end: writeTimeOfDay(localTime(end.at)),
  };
};
