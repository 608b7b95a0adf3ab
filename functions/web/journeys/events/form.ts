import * as z from 'zod';
import { readTimeOfDay, writeTimeOfDay } from '#calendar/time-of-day.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { LeadEvent, LeadEvents } from '#domain/cohort/lead-event.ts';
import { eventOf, leadHeld } from '#domain/dates/lead-events.ts';
import { dateFields, dateLine, readDate, typedDate } from '#web/kit/fields/date.ts';
import { remark } from '#web/kit/fields/entries.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { readTime } from '#web/kit/fields/time.ts';
import type { Line } from '#web/kit/opened.ts';
import { capital } from '#wording/wording.ts';

/** Each event, with the prefix of its fields. */
export const eventRows = (cohort: Cohort) =>
  leadHeld(cohort.programme).map(({ key, meeting, owner }, i) => ({
    key,
    title: capital(meeting?.title ?? ''),
    about: meeting?.about,
    owner,
    prefix: `event${i + 1}`,
  }));

/** What the form asks. */
export const eventLines = (cohort: Cohort): readonly Line[] =>
  eventRows(cohort).flatMap(({ title, prefix }): readonly Line[] => [
    dateLine(`${title}: date`, prefix),
    { label: `${title}: start`, fields: [`${prefix}-start`] },
    { label: `${title}: end`, fields: [`${prefix}-end`] },
    { label: `${title}: place`, fields: [`${prefix}-place`] },
  ]);

const shown = (time: string | undefined): string => (time ? writeTimeOfDay(time) : '');

/** What is known of them, as the form shows it to be changed. */
export const typedEvents = (cohort: Cohort): Posted =>
  Object.assign(
    {},
    ...eventRows(cohort).map(({ key, prefix }) => {
      const { date, start, end, place = '' } = eventOf(cohort, key);
      return {
        ...typedDate(prefix, date),
        [`${prefix}-start`]: shown(start),
        [`${prefix}-end`]: shown(end),
        [`${prefix}-place`]: place,
      };
    }),
  );

/** What was typed, with times as the form shows them: the same time in other words is no other version. */
export const asShown = (posted: Posted, cohort: Cohort): Posted => {
  const fields = eventRows(cohort).flatMap(({ prefix }) => [`${prefix}-start`, `${prefix}-end`]);
  const read = fields.flatMap((field) => {
    const time = readTimeOfDay(posted[field] ?? '');
    return time && 'time' in time ? [[field, writeTimeOfDay(time.time)]] : [];
  });
  return { ...posted, ...Object.fromEntries(read) };
};

const isGiven = (posted: Posted, ...fields: readonly string[]): boolean =>
  fields.some((field) => posted[field]?.trim());

/** What the lead says of them: each part may be left empty until it is known. */
export function readEventsForm(posted: Posted, cohort: Cohort): Read<LeadEvents> {
  const faults: FieldFault[] = [];
  const given = <T>(fields: readonly string[], found: () => Read<T>): T | undefined => {
    if (!isGiven(posted, ...fields)) return undefined;
    const it = found();
    if ('values' in it) return it.values;
    faults.push(...it.faults);
    return undefined;
  };
  const events = eventRows(cohort).map(({ key, title, prefix }): readonly [string, LeadEvent] => {
    const [start, end, place] = [`${prefix}-start`, `${prefix}-end`, `${prefix}-place`];
    const placed = z.object({
      [place]: remark('Enter where it is', 120, 'Where it is must be 120 characters or fewer'),
    });
    return [
      key,
      {
        date: given(dateFields(prefix), () => readDate(posted, prefix, `The date of ${title}`)),
        start: given([start], () => readTime(posted, start, `The start of ${title}`)),
        end: given([end], () => readTime(posted, end, `The end of ${title}`)),
        place: given([place], () => read(placed, posted))?.[place],
      },
    ];
  });
  return faults.length > 0 ? { faults } : { values: Object.fromEntries(events) };
}
