import * as z from 'zod';
import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import { schoolDays } from '#calendar/school-calendar.ts';
import { type Cycle, dateOf } from '#domain/cycles/cycle.ts';
import type { Wish } from '#domain/cycles/plan.ts';
import { lessonPeriods } from '#domain/cycles/provision.ts';
import { cycleWindows } from '#domain/dates/timeline.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Draft } from '#records/drafts.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';

/**
 * What the link wants of the next plan so far: what they have collected since, or else what the plan they see was made with.
 */
export const wishesIn = (draft: Draft, { plan }: Partnership): readonly Wish[] =>
  draft.wishes ? (JSON.parse(draft.wishes) as readonly Wish[]) : (plan?.wishes ?? []);

export const asDraft = (wishes: readonly Wish[]): Draft => ({ wishes: JSON.stringify(wishes) });

const FIELDS = ['what', 'group', 'nth', 'date', 'period', 'relief', 'kind', 'who', 'half', 'by', 'pounds'];

/** Names a wish within a list, in a form; records give the fields of a thing back in any order. */
export const keyOf = (wish: Wish): string => JSON.stringify(wish, FIELDS);

/** With another wish. What is asked of a cycle last counts; several times may be avoided together. */
export function withWish(wishes: readonly Wish[], wish: Wish): readonly Wish[] {
  const gone = (other: Wish) =>
    keyOf(other) === keyOf(wish) ||
    (other.what !== 'allow' &&
      wish.what !== 'allow' &&
      other.group === wish.group &&
      other.nth === wish.nth &&
      !(other.what === 'avoid' && wish.what === 'avoid'));
  return [...wishes.filter((other) => !gone(other)), wish];
}

/** What was asked for a cycle last, as its form has it. @param current how the plan has the cycle, if it has */
export function typedWish(
  wishes: readonly Wish[],
  { group, nth }: { readonly group: string; readonly nth: number },
  current: Cycle | undefined,
): Posted {
  const wish = wishes.findLast((one) => one.what !== 'allow' && one.group === group && one.nth === nth);
  if (!wish || wish.what === 'allow') return {};
  if (wish.what === 'keep') return { what: 'keep' };
  if (wish.what === 'move') return { ...(current && { what: 'move' }), day: wish.date, period: wish.period ?? '' };
  const isHere = current && dateOf(current.lesson) === wish.date;
  if (!isHere || (wish.period && wish.period !== current.lesson.period)) return {};
  return { what: wish.period ? 'avoid-time' : 'avoid-day' };
}

/** First and last day on which each cycle's lesson may be, as the planner counts them. */
export function windowsOf({ cohort, partnership: p }: InCohort) {
  const first = p.obligations.find((o) => o.kind === 'agree-plan')?.opened ?? p.launch;
  return cycleWindows(cohort, localDate(first));
}

/** The days to which a cycle's lesson may be moved. */
export function daysFor(place: InCohort, nth: number, now: Instant): readonly LocalDate[] {
  const window = windowsOf(place)[nth - 1];
  const { closures = [] } = place.partnership.provision ?? {};
  return schoolDays(place.cohort.calendar).filter(
    (day) =>
      window !== undefined &&
      window.from <= day &&
      day <= window.until &&
      day > localDate(now) &&
      !closures.some((closure) => closure.date === day),
  );
}

const CHOOSE = 'Choose what you want for this cycle';

/** What is wanted of one group's cycle; `current` is how the plan has it, if it has. */
export function readWish(
  posted: Posted,
  place: InCohort,
  { group, nth }: { readonly group: string; readonly nth: number },
  current: Cycle | undefined,
  now: Instant,
): Read<Wish> {
  const kinds = current ? (['keep', 'avoid-time', 'avoid-day', 'move'] as const) : (['move'] as const);
  const what = read(z.object({ what: z.enum(kinds, { error: CHOOSE }) }), posted);
  if ('faults' in what) return what;
  const lesson = current && { date: dateOf(current.lesson), period: current.lesson.period };
  if (what.values.what === 'keep') return { values: { what: 'keep', group, nth } };
  if (what.values.what === 'avoid-time' && lesson) return { values: { what: 'avoid', group, nth, ...lesson } };
  if (what.values.what === 'avoid-day' && lesson) return { values: { what: 'avoid', group, nth, date: lesson.date } };
  const periods = place.partnership.provision ? lessonPeriods(place.partnership.provision).map((p) => p.name) : [];
  const to = read(
    z.object({
      day: z.string({ error: 'Choose a day' }).refine((day) => daysFor(place, nth, now).includes(day), 'Choose a day'),
      period: z.enum(['', ...periods], { error: 'Choose a period' }).default(''),
    }),
    posted,
  );
  if ('faults' in to) return to;
  const { day: date, period } = to.values;
  return { values: { what: 'move', group, nth, date, ...(period ? { period } : {}) } };
}
