import * as z from 'zod';
import { notASchoolDay, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Absence, Closure, TermBegins } from '#domain/cycles/provision.ts';
import { dateFields, readDate } from '#web/kit/fields/date.ts';
import { remark } from '#web/kit/fields/entries.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';

const because = (missing: string) => remark(missing, 300, 'The reason must be 300 characters or fewer');

/** Who cannot come, and when: one day unless a last day is given, or the box ticked that says for good. */
export function readAbsence(posted: Posted, whoever: readonly string[]): Read<Absence> {
  const missing = 'Choose who cannot come';
  const who = read(z.object({ who: z.string(missing).refine((id) => whoever.includes(id), missing) }), posted);
  const from = readDate(posted, 'from', 'The first day');
  const forGood = posted.forGood === 'yes';
  const bounded = dateFields('until').some((field) => (posted[field] ?? '').trim());
  const until = bounded ? readDate(posted, 'until', 'The last day') : from;
  const faults = [who, from, ...(bounded ? [until] : [])].flatMap((found) => ('faults' in found ? found.faults : []));
  if (forGood && bounded)
    faults.push({ field: 'until-day', sentence: 'Enter a last day or tick “for good”, and not both' });
  else if ('values' in from && 'values' in until && until.values < from.values)
    faults.push({ field: 'until-day', sentence: 'The last day must be the first day or later' });
  if (faults.length > 0 || 'faults' in who || 'faults' in from || 'faults' in until) return { faults };
  return { values: { who: who.values.who, from: from.values, until: forGood ? undefined : until.values } };
}

/** A day on which no pupils come, and why. */
export function readClosure(posted: Posted, calendar: SchoolCalendar): Read<Closure> {
  const date = readDate(posted, 'date', 'The day');
  const why = read(z.object({ why: because('Enter why the school is closed') }), posted);
  const already = 'values' in date ? notASchoolDay(calendar, date.values) : undefined;
  const faults = [date, why].flatMap((found) => ('faults' in found ? found.faults : []));
  if (already)
    faults.unshift({
      field: 'date-day',
      sentence: `That day is ${already}: no pupils come then anyway. Enter another`,
    });
  return 'faults' in date || 'faults' in why || already
    ? { faults }
    : { values: { date: date.values, why: why.values.why } };
}

const BEGINS = ['as-cohort', 'A', 'B', 'on'] as const;

/** The field of a term. */
export const beginsField = (nth: number): string => `term${nth + 1}-begins`;

/** With which week each term begins. */
export function readBegins(posted: Posted, { terms }: SchoolCalendar): Read<readonly TermBegins[]> {
  const chosen = terms.map((_, i) => BEGINS.find((one) => one === posted[beginsField(i)]));
  const faults = terms.flatMap(({ name }, i) =>
    chosen[i] ? [] : [{ field: beginsField(i), sentence: `Choose the first week of ${name}` }],
  );
  return faults.length > 0 ? { faults } : { values: chosen.flatMap((one) => one ?? []) };
}

/** Why a cycle is not held. */
export const notHeldBecause = z.object({ why: because('Enter why it does not take place') });
