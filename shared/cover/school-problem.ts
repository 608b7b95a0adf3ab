import {
  daysBetween,
  type Instant,
  type LocalDate,
  localDate,
  localTime,
  plusDays,
  weekday,
} from '#calendar/london.ts';
import { isSchoolDay, schoolDays } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type Cycle, cycleParts, dateOf } from '#domain/cycles/cycle.ts';
import type { Wish } from '#domain/cycles/plan.ts';
import { withoutTimetable } from '#domain/cycles/planning.ts';
import {
  type Absence,
  isClosedOn,
  lessonPeriods,
  mondayOf,
  type Period,
  type Provision,
  SUPPLY,
  timetableDay,
  timetableOf,
} from '#domain/cycles/provision.ts';
import { cycleWindows } from '#domain/dates/timeline.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, daysTouched } from '#domain/people/busy.ts';
import type { Group as SchoolGroup } from '#domain/people/group.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import {
  type Forbidden,
  type Grid,
  type Problem,
  type School,
  standardWeights,
  type Teacher,
  type Times,
} from './problem.ts';
import { timesOverlap } from './timetable.ts';

/** A school's question to the planner, and what each place in its lists stands for. */
export interface SchoolProblem {
  readonly problem: Problem;
  readonly days: readonly LocalDate[];
  readonly periods: readonly Period[];
  /** of those whose timetables are known; places as in `problem.groups` */
  readonly groups: readonly SchoolGroup[];
  /** the first day that is not history */
  readonly today: number;
}

/** Minutes after midnight. */
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * What a school asks of the planner as of a moment: the same partnership, cohort and moment make the same question.
 * Days go from the first that still matters to the end of the last window; none before `asOf` can be chosen anew.
 * @param elsewhere when people of the school are needed at others: they are free for nothing then
 */
export function schoolProblem(
  p: Partnership,
  cohort: Cohort,
  asOf: Instant,
  elsewhere: readonly NeededElsewhere[] = [],
): SchoolProblem {
  const provision = p.provision;
  const policy = cohort.programme.cycles;
  if (!provision || !policy) throw new Error(`Partnership ${p.id} has nothing to plan with`);
  const today = localDate(asOf);
  const periods = lessonPeriods(provision);
  // a day counts until its last period: cover can be found for this afternoon
  const firstFree = localTime(asOf) < (periods.at(-1)?.start ?? '15:00') ? today : plusDays(today, 1);
  const windows = cycleWindows(cohort, localDate(p.plan?.since ?? asOf));
  const kept = p.cycles.filter((c) => c.state !== 'cancelled' && c.state !== 'missed');
  const first = [firstFree, ...kept.map((c) => c.planning.start.local.slice(0, 10))].sort()[0] ?? firstFree;
  const last = windows.at(-1)?.until ?? first;
  const open = schoolDays(cohort.calendar).filter((day) => first <= day && day <= last);
  // what is agreed for a day that has left the calendar, or its windows, is to be found there, and moved
  const days = [...new Set([...open, ...kept.flatMap(weekdaysOf)])].sort();
  const noSchool = days.filter((day) => !isSchoolDay(cohort.calendar, day));
  const groups = p.groups.filter((g) => withoutTimetable(p, g.members).length === 0);
  const members = [...new Set(groups.flatMap((g) => g.members))];
  const dayFrom = (date: LocalDate) => {
    const at = days.findIndex((day) => day >= date);
    return at < 0 ? days.length - 1 : at;
  };
  const dayUntil = (date: LocalDate) => days.findLastIndex((day) => day <= date);
  const problem: Problem = {
    name: p.urn,
    days: days.map((day) => ({
      w: daysBetween(mondayOf(days[0] ?? day), mondayOf(day)) / 7,
      wd: timetableDay(provision, cohort.calendar, day),
      ord: daysBetween(days[0] ?? day, day),
    })),
    schools: [schoolOf(p, provision, { days, noSchool, members }, elsewhere)],
    groups: groups.map((g) => ({
      id: g.name,
      members: g.members.map((id) => ({ s: 0, t: members.indexOf(id) })),
      cycles: windows.map((w) => ({ winStart: dayFrom(w.from), winEnd: dayUntil(w.until) })),
      minGapDays: policy.apart,
      planning: policy.planning,
      travel: 0,
    })),
    weights: standardWeights,
    forbidden: goneBy(asOf, days, periods, groups, windows.length, kept),
  };
  return { problem, days, periods, groups, today: dayFrom(firstFree) };
}

const weekdaysOf = (cycle: Cycle): readonly LocalDate[] =>
  [...cycleParts.map((part) => dateOf(cycle[part])), ...cycle.duties.map(({ date }) => date)].filter(
    (day) => weekday(day) <= 5,
  );

/** The school, with those of its teachers who are members of groups. */
function schoolOf(
  p: Partnership,
  provision: Provision,
  {
    days,
    noSchool,
    members,
  }: {
    readonly days: readonly LocalDate[];
    readonly noSchool: readonly LocalDate[];
    readonly members: readonly PersonId[];
  },
  elsewhere: readonly NeededElsewhere[],
): School {
  const neededOf = (email: string) => {
    const own = elsewhere.filter(({ address }) => address === sameAddress(email));
    return own.flatMap((one) => timesOn(days, one));
  };
  const awayDays = (who: string) =>
    days.flatMap((day, d) => (provision.absences.some((a) => a.who === who && covers(a, day)) ? [d] : []));
  const teachers = members.map((id): Teacher => {
    const email = p.people.find((person) => person.id === id)?.email ?? '';
    const needed = neededOf(email);
    return {
      id,
      tt: (timetableOf(provision, email) ?? []).map(partDay),
      away: awayDays(id),
      ...(needed.length > 0 && { elsewhere: needed }),
    };
  });
  return {
    id: p.urn,
    ...gridOf(provision),
    blackout: days.flatMap((day, d) => (noSchool.includes(day) || isClosedOn(provision, day) ? [d] : [])),
    afterSchoolBlocked: provision.periods.some((period) => period.kind === 'after')
      ? []
      : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    cover: provision.cover.map((person) => ({
      id: person.id,
      avail: person.available,
      away: awayDays(person.id),
      maxDay: person.mostADay,
      maxWeek: person.mostAWeek,
      busy: neededOf(person.email).flatMap(({ d, times }) =>
        lessonPeriods(provision).flatMap(({ start, end }, p) =>
          timesOverlap([minutes(start), minutes(end)], times) ? [{ d, p }] : [],
        ),
      ),
    })),
    supply: supplyOf(provision, days, awayDays(SUPPLY)),
    teachers,
  };
}

/** When somebody is needed at another school: nothing is known of what for. */
export type NeededElsewhere = Pick<BusyTime, 'address' | 'from' | 'until'>;

const MIDNIGHT = 24 * 60;

function timesOn(days: readonly LocalDate[], { from, until }: NeededElsewhere): readonly { d: number; times: Times }[] {
  return daysTouched({ from, until }).flatMap((day) => {
    const d = days.indexOf(day);
    const begins = localDate(from) === day ? minutes(localTime(from)) : 0;
    const ends = localDate(until) === day ? minutes(localTime(until)) : MIDNIGHT;
    return d < 0 ? [] : [{ d, times: [begins, ends] }];
  });
}

/** Periods of today that have begun: nothing is put there, and what was there stays. */
function goneBy(
  asOf: Instant,
  days: readonly LocalDate[],
  periods: readonly Period[],
  groups: readonly SchoolGroup[],
  cycles: number,
  kept: readonly Cycle[],
): readonly Forbidden[] {
  const d = days.indexOf(localDate(asOf));
  const gone = periods.flatMap((period, i) => (period.start <= localTime(asOf) ? [i] : []));
  if (d < 0) return [];
  const stays = (group: string, c: number, i: number) =>
    kept.some(
      (it) =>
        it.group === group &&
        it.nth === c + 1 &&
        it.lesson.start.local.startsWith(days[d] ?? '') &&
        it.lesson.period === periods[i]?.name,
    );
  return groups.flatMap((group, g) =>
    Array.from({ length: cycles }, (_, c) => c).flatMap((c) =>
      gone.flatMap((i) => (stays(group.name, c, i) ? [] : [{ g, c, d, p: i }])),
    ),
  );
}

/** Whoever is out for a part of a day can be released for none of it: those periods are never used. */
const partDay = (day: string): string => (/[^-]/.test(day) ? day.replaceAll('-', 'P') : day);

const covers = ({ from, until }: Absence, day: LocalDate): boolean =>
  from <= day && (until === undefined || day <= until);

function gridOf(provision: Provision): Pick<School, 'P' | 'grid'> {
  const times = (period: Period) => [minutes(period.start), minutes(period.end)] as const;
  const lessons = lessonPeriods(provision);
  const lunch = provision.periods.find((period) => period.kind === 'lunch');
  const after = provision.periods.find((period) => period.kind === 'after');
  const end = minutes(lessons.at(-1)?.end ?? '15:30');
  const beforeLunch = lunch
    ? lessons.filter((period) => period.end <= lunch.start).length
    : Math.ceil(lessons.length / 2);
  const noLunch = minutes(lessons[beforeLunch - 1]?.end ?? '12:00');
  const grid: Grid = {
    periods: lessons.map(times),
    lunch: lunch ? times(lunch) : [noLunch, noLunch],
    lunchAfter: beforeLunch - 1,
    afterSchool: after ? times(after) : [end, end],
    am: lessons.flatMap((_, i) => (i < beforeLunch ? [i] : [])),
    pm: lessons.flatMap((_, i) => (i < beforeLunch ? [] : [i])),
  };
  return { P: lessons.length, grid };
}

function supplyOf({ supply }: Provision, days: readonly LocalDate[], away: readonly number[]): School['supply'] {
  if (!supply) return { perDayMax: 0, half: 1, full: 1, budget: 0, days: [] };
  const bookable = days.flatMap((day, d) =>
    (supply.days.length === 0 || supply.days.includes(day)) && !away.includes(d) ? [d] : [],
  );
  return {
    perDayMax: supply.mostADay,
    half: supply.halfDay,
    full: supply.fullDay,
    budget: supply.budget,
    days: bookable,
  };
}

/** What the link's wishes forbid: to move a lesson to a time is to forbid it every other. */
export function forbiddenBy(
  { problem, days, periods, groups }: SchoolProblem,
  wishes: readonly Wish[],
): readonly Forbidden[] {
  return wishes.flatMap((wish): readonly Forbidden[] => {
    if (wish.what !== 'avoid' && wish.what !== 'move') return [];
    const g = groups.findIndex((group) => group.name === wish.group);
    const c = wish.nth - 1;
    const [d, p] = [days.indexOf(wish.date), periods.findIndex((period) => period.name === wish.period)];
    if (g < 0 || d < 0) return [];
    if (wish.what === 'avoid') return [{ g, c, d, p: p < 0 ? undefined : p }];
    const others = periods.flatMap((_, other) => (p >= 0 && other !== p ? [{ g, c, d, p: other }] : []));
    return [...problem.days.flatMap((_, day) => (day === d ? [] : [{ g, c, d: day }])), ...others];
  });
}

/** Which of the agreed cycles stand in the lists of the problem. */
export const placeOf = ({ groups }: SchoolProblem, { group, nth }: Pick<Cycle, 'group' | 'nth'>) => ({
  g: groups.findIndex((g) => g.name === group),
  c: nth - 1,
});
