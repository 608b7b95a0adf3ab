import { inWords, type LocalDate, plusDays } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import { type Cycle, type CyclePart, type CycleSlot, cycleParts, dateOf } from '#domain/cycles/cycle.ts';
import { mondayOf } from '#domain/cycles/provision.ts';
import type { CycleId } from '#domain/ids.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import {
  cycleName,
  dayInBrief,
  dutiesIn,
  dutyInWords,
  fromTo,
  nameOf,
  namesListed,
  partInWords,
  periodInWords,
  timeOfDay,
  weekInWords,
} from '#web/kit/words/cycle.ts';
import { capital } from '#wording/wording.ts';

/** One session of one cycle, as the calendar shows it. */
interface Entry {
  readonly what: string;
  readonly cycle: CycleId;
  readonly lines: readonly string[];
}

interface Placed extends Entry {
  readonly slot: CycleSlot;
  readonly date: LocalDate;
}

/** Who is there and who covers for them. */
function linesOf(p: Partnership, cycle: Cycle, part: CyclePart): readonly string[] {
  const names = (ids: readonly PersonId[]) => namesListed(ids.map((id) => nameOf(p, id)));
  const observers = cycle.members.filter((id) => id !== cycle.teaching);
  const who =
    part === 'lesson'
      ? [
          `${nameOf(p, cycle.teaching)} teaches`,
          ...(observers.length > 0 ? [`${names(observers)} observe${observers.length === 1 ? 's' : ''}`] : []),
        ]
      : [names(cycle.members)];
  return [...who, ...dutiesIn(cycle, part).map((duty) => dutyInWords(p, duty))];
}

const placed = (p: Partnership, cycles: readonly Cycle[]): readonly Placed[] =>
  cycles
    .flatMap((cycle) =>
      cycleParts.map((part) => ({
        what: partInWords[part],
        cycle: cycleName(cycle),
        lines: linesOf(p, cycle, part),
        slot: cycle[part],
        date: dateOf(cycle[part]),
      })),
    )
    .sort((a, b) => (a.slot.start.at < b.slot.start.at ? -1 : a.slot.start.at > b.slot.start.at ? 1 : 0));

/** A plan week by week: for a table with a column a day and a row for each time that is used, and for a list a day. */
export function calendarOf({ cohort, partnership }: InCohort, cycles: readonly Cycle[]) {
  const all = placed(partnership, cycles);
  const mondays = [...new Set(all.map(({ date }) => mondayOf(date)))];
  return mondays.map((monday) => {
    const week = all.filter(({ date }) => mondayOf(date) === monday);
    const dates = [0, 1, 2, 3, 4].map((n) => plusDays(monday, n));
    const times = [...new Map(week.map(({ slot }) => [timeKey(slot), slot] as const)).entries()].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    return {
      monday,
      title: `Week of ${inWords(monday)}${weekInWords(partnership, cohort, week[0]?.date ?? monday)}`,
      days: dates.map((date) => ({
        date,
        brief: dayInBrief(date),
        off: dayOff({ cohort, partnership }, date),
      })),
      rows: times.map(([key, slot]) => ({
        ...timeHeader(slot),
        cells: dates.map((date) => ({
          date,
          entries: week.filter((one) => one.date === date && timeKey(one.slot) === key),
        })),
      })),
      list: dates
        .filter((date) => week.some((one) => one.date === date))
        .map((date) => ({
          day: inWords(date),
          entries: week
            .filter((one) => one.date === date)
            .map((one) => ({ ...one, time: capital(timeOfDay(one.slot)) })),
        })),
    };
  });
}

const timeKey = ({ start, end, period }: CycleSlot): string =>
  `${start.local.slice(11)} ${end.local.slice(11)} ${period}`;

const timeHeader = (slot: CycleSlot) => {
  const period = slot.period === fromTo(slot) ? '' : slot.period;
  return { period: period && capital(periodInWords(period)), time: fromTo(slot) };
};

/** Why no pupils come that day, in words. */
export const dayOff = ({ cohort, partnership }: InCohort, date: LocalDate): string | undefined =>
  partnership.provision?.closures.find((closure) => closure.date === date)?.why || notASchoolDay(cohort.calendar, date);
