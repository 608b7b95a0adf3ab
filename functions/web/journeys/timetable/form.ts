import * as z from 'zod';
import { lessonPeriods, type Provision } from '#domain/cycles/provision.ts';
import type { Week } from '#domain/cycles/timetable-acts.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import type { Line } from '#web/kit/opened.ts';
import { dayOfTimetable, inPeriod } from '#web/kit/words/timetable.ts';

/** What is asked of one lesson: whether its teacher teaches then. */
interface LessonAsked {
  readonly field: string;
  /** "Period 1" */
  readonly label: string;
}

/** A day of the timetable, with its lessons in order. */
export interface DayAsked {
  /** "Monday", "Monday, week B" */
  readonly name: string;
  readonly lessons: readonly LessonAsked[];
}

type Shape = Pick<Provision, 'periods' | 'weeks'>;

/** The week as the form asks for it: a field for each lesson of each day. */
export function daysOf({ periods, weeks }: Shape): readonly DayAsked[] {
  const names = lessonPeriods({ periods }).map(({ name }) => (/^\d+$/.test(name) ? `Period ${name}` : name));
  return Array.from({ length: weeks * 5 }, (_, day) => ({
    name: dayOfTimetable(day),
    lessons: names.map((label, nth) => ({ field: `lesson-${day}-${nth}`, label })),
  }));
}

/** What a form shows of a week. */
export const typedOf = (days: readonly DayAsked[], week: Week): Posted =>
  Object.fromEntries(
    days.flatMap(({ lessons }, day) => lessons.map(({ field }, nth) => [field, week[day]?.[nth] ?? ''])),
  );

/** What a day asks, and how it reads. */
export const weekLines = (days: readonly DayAsked[]): readonly Line[] =>
  days.map(({ name, lessons }) => ({
    label: name,
    fields: lessons.map(({ field }) => field),
    inWords: (typed) => lessons.map(({ field, label }) => `${label} ${inPeriod[typed[field] ?? ''] ?? ''}`).join(', '),
  }));

/** The week that was posted, one letter a lesson. */
export function readTimetable(posted: Posted, days: readonly DayAsked[]): Read<Week> {
  const schema = z.object(
    Object.fromEntries(
      days.flatMap(({ name, lessons }) =>
        lessons.map(({ field, label }) => [
          field,
          z.enum(Object.keys(inPeriod), { error: `Choose what they do in ${label} on ${name}` }),
        ]),
      ),
    ),
  );
  const given = read(schema, posted);
  if ('faults' in given) return given;
  return { values: days.map(({ lessons }) => lessons.map(({ field }) => given.values[field]).join('')) };
}

export const sameOrOther = z.object({
  lessons: z.enum(['same', 'other'], { error: 'Choose whether they have the same lessons' }),
});
