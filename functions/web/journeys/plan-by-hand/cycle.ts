import * as z from 'zod';
import {
  type Instant,
  inWords,
  type LocalDate,
  type LocalTime,
  localDate,
  london,
  plusDays,
} from '#calendar/london.ts';
import type { Cycle, CycleSlot, Duty } from '#domain/cycles/cycle.ts';
import { dateOf } from '#domain/cycles/cycle.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { dayOff } from '#web/journeys/plan/calendar.ts';
import { readDate } from '#web/kit/fields/date.ts';
import { addressFault } from '#web/kit/fields/entries.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { readTime } from '#web/kit/fields/time.ts';
import { covererNamed, fromTo } from '#web/kit/words/cycle.ts';
import { oneLine } from '#wording/wording.ts';
import { coverField, type HandCycle } from './fields.ts';

const LONGEST_NAME = 120;

const faultsOf = (found: Read<unknown>): readonly FieldFault[] => ('faults' in found ? found.faults : []);

/** A cycle as its form has it, judged by itself: times in order, on school days, in its window, the planning near enough. */
export function readHandCycle(posted: Posted, place: InCohort, it: HandCycle, now: Instant): Read<Cycle> {
  const { partnership: p } = place;
  const { id, group, nth, members } = it;
  const field = (name: string) => `${id}-${name}`;
  const who = read(
    z.object({
      [field('teaching')]: z.enum(members as [string, ...string[]], { error: 'Choose who teaches the lesson' }),
    }),
    posted,
  );
  const planningDay = readDate(posted, field('planning'), 'The date of the planning meeting');
  const lessonDay = readDate(posted, field('lesson'), 'The date of the lesson');
  const planning = readSpan(posted, field('planning'), 'the planning meeting');
  const lesson = readSpan(posted, field('lesson'), 'the lesson');
  const debrief = readSpan(posted, field('debrief'), 'the debrief');
  const names = readNames(posted, it);
  if (
    'faults' in who ||
    'faults' in planningDay ||
    'faults' in lessonDay ||
    'faults' in planning ||
    'faults' in lesson ||
    'faults' in debrief ||
    'faults' in names
  )
    return { faults: [who, lessonDay, lesson, debrief, planningDay, planning, names].flatMap(faultsOf) };
  const slot = (date: LocalDate, span: Span) => slotAt(p, date, span);
  const slots = {
    planning: slot(planningDay.values, planning.values),
    lesson: slot(lessonDay.values, lesson.values),
    debrief: slot(lessonDay.values, debrief.values),
  };
  const teaching = who.values[field('teaching')] ?? '';
  const faults = [...timeFaults(slots, place, it, now), ...nameFaults(names.values, it, teaching)];
  if (faults.length > 0) return { faults };
  return {
    values: {
      id,
      group,
      nth,
      members,
      teaching,
      ...slots,
      duties: [...planningDuties(it, slots.planning), ...lessonDuties(p, it, teaching, slots.lesson, names.values)],
      state: 'planned',
      sequence: 0,
      coverVersion: 0,
    },
  };
}

interface Span {
  readonly start: LocalTime;
  readonly end: LocalTime;
}

function readSpan(posted: Posted, prefix: string, what: string): Read<Span> {
  const start = readTime(posted, `${prefix}-start`, `The start of ${what}`);
  const end = readTime(posted, `${prefix}-end`, `The end of ${what}`);
  if ('faults' in start || 'faults' in end) return { faults: [...faultsOf(start), ...faultsOf(end)] };
  return end.values > start.values
    ? { values: { start: start.values, end: end.values } }
    : { faults: [{ field: `${prefix}-end`, sentence: `The end of ${what} must be later than its start` }] };
}

/** By the school's name for that time, where it has one. */
function slotAt(p: Partnership, date: LocalDate, { start, end }: Span): CycleSlot {
  const times = { start: london(date, start), end: london(date, end) };
  const period = p.provision?.periods.find((known) => known.start === start && known.end === end);
  return { ...times, period: period?.name ?? fromTo(times) };
}

const sameSlot = (a: CycleSlot | undefined, b: CycleSlot): boolean =>
  a?.start.at === b.start.at && a.end.at === b.end.at;

function timeFaults(
  { planning, lesson, debrief }: Pick<Cycle, 'planning' | 'lesson' | 'debrief'>,
  place: InCohort,
  { id, window, known }: HandCycle,
  now: Instant,
): readonly FieldFault[] {
  const [meets, teaches] = [dateOf(planning), dateOf(lesson)];
  const [least, most] = place.cohort.programme.cycles?.planning ?? [0, 365];
  const fault = (field: string, sentence: string) => [{ field: `${id}-${field}`, sentence }];
  const dayFaults = (field: string, what: string, slot: CycleSlot, before: CycleSlot | undefined) => {
    if (sameSlot(before, slot)) return [];
    const off = dayOff(place, dateOf(slot));
    if (dateOf(slot) < localDate(now) || slot.start.at <= now) return fault(field, `${what} must be later than now`);
    return off ? fault(field, `${what} must be on a school day: ${inWords(dateOf(slot))} is ${withArticle(off)}`) : [];
  };
  const meeting = dayFaults('planning-day', 'The planning meeting', planning, known?.planning);
  const lessonDay = dayFaults('lesson-day', 'The lesson', lesson, known?.lesson);
  const inWindow = (window.from <= teaches && teaches <= window.until) || sameSlot(known?.lesson, lesson);
  const near = plusDays(meets, least) <= teaches && teaches <= plusDays(meets, most);
  return [
    ...lessonDay,
    ...(inWindow || lessonDay.length > 0
      ? []
      : fault('lesson-day', `The lesson must be between ${inWords(window.from)} and ${inWords(window.until)}`)),
    ...(debrief.start.at < lesson.end.at
      ? fault('debrief-start', 'The debrief must begin when the lesson ends, or later')
      : []),
    ...(meeting.length > 0 || near
      ? meeting
      : fault('planning-day', `The planning meeting must be ${least} to ${most} days before the lesson`)),
  ];
}

/** The calendar says "an INSET day", "outside term"; a school says why it is closed in words of its own. */
const withArticle = (off: string): string => (/^(an? |half-term|outside)/.test(off) ? off : `closed (${off})`);

/** Who covers, by field, one name each; empty ones are left out. */
function readNames(posted: Posted, { id, members }: HandCycle): Read<ReadonlyMap<string, string>> {
  const fields = [...members.map((member) => coverField(id, member)), `${id}-stand-by`];
  const named = fields.map((field) => [field, oneLine(posted[field] ?? '')] as const).filter(([, name]) => name);
  const faults = named.flatMap(([field, name]) => {
    const long = [...name].length > LONGEST_NAME && `The name must be ${LONGEST_NAME} characters or fewer`;
    const sentence = long || addressFault(name);
    return sentence ? [{ field, sentence }] : [];
  });
  return faults.length > 0 ? { faults } : { values: new Map(named) };
}

function nameFaults(names: ReadonlyMap<string, string>, { id }: HandCycle, teaching: string): readonly FieldFault[] {
  const own = coverField(id, teaching);
  const seen = new Set<string>();
  return [...names].flatMap(([field, name]) => {
    const key = name.toLowerCase();
    const again = seen.has(key);
    seen.add(key);
    if (field === own)
      return [{ field, sentence: 'Whoever teaches the lesson needs no cover for it: leave this empty' }];
    return again ? [{ field, sentence: `${name} cannot do two things at once` }] : [];
  });
}

/** Cover of the planning meeting is not asked for here: while the meeting stays, so does what was agreed. */
const planningDuties = ({ known }: HandCycle, planning: CycleSlot): readonly Duty[] =>
  known && sameSlot(known.planning, planning)
    ? known.duties.filter((duty) => duty.date === dateOf(planning) && duty.period === known.planning.period)
    : [];

function lessonDuties(
  p: Partnership,
  { id, members }: HandCycle,
  teaching: string,
  lesson: CycleSlot,
  names: ReadonlyMap<string, string>,
): readonly Duty[] {
  const at = { date: dateOf(lesson), period: lesson.period };
  const standBy = names.get(`${id}-stand-by`);
  return [
    ...members.flatMap((whom): readonly Duty[] => {
      const name = whom === teaching ? undefined : names.get(coverField(id, whom));
      return name ? [{ kind: 'cover', ...at, whom, ...covererNamed(p, name) }] : [];
    }),
    ...(standBy ? [{ kind: 'stand-by' as const, ...at, ...covererNamed(p, standBy) }] : []),
  ];
}
