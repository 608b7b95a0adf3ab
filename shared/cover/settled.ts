import type { Instant } from '#calendar/london.ts';
import { isSchoolDay, type SchoolCalendar } from '#calendar/school-calendar.ts';
import { cyclesMissing } from '#domain/cycles/acts.ts';
import { type Cycle, type Hire, isAhead } from '#domain/cycles/cycle.ts';
import type { Wish } from '#domain/cycles/plan.ts';
import { daysAhead } from '#domain/cycles/plan-acts.ts';
import { isClosedOn } from '#domain/cycles/provision.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { lessonOf, periodAt } from './agreed-plan.ts';
import { placeOf, type SchoolProblem } from './school-problem.ts';

/** A school's question, and what of its cycles the planner is not asked about. */
export interface WithSettled {
  readonly school: SchoolProblem;
  /** what became of them is known, or somebody has called them off */
  readonly settled: readonly Cycle[];
  /** agreed, but not in the planner's terms: they stay as they are */
  readonly standing: readonly Cycle[];
}

/**
 * The question without the cycles that no plan is to find a time for. Cycles that were agreed at times of no period, or for a
 * group that the planner knows too little of, stay where they still can: what the planner cannot read it must not drop.
 */
export function withoutSettled(
  p: Partnership,
  calendar: SchoolCalendar,
  school: SchoolProblem,
  asOf: Instant,
): WithSettled {
  const unread = p.cycles.filter((cycle) => !lessonOf(p, school, cycle));
  const standing = unread.filter((c) => isAhead(c) && (c.lesson.start.at <= asOf || canStand(p, calendar, c, asOf)));
  const asked = p.plan?.wishes ?? [];
  const settled = p.cycles.filter(
    (c) =>
      c.state === 'missed' ||
      (c.state === 'held' && unread.includes(c)) ||
      (c.state === 'cancelled' && c.by === 'person' && !asked.some((wish) => isOf(c, wish))),
  );
  return {
    school: { ...school, problem: problemWithout(school, [...settled, ...standing], standing) },
    settled,
    standing,
  };
}

const isOf = ({ group, nth }: Cycle, wish: Wish): boolean =>
  wish.what !== 'allow' && wish.group === group && wish.nth === nth;

/** Can it be held as it is? */
const canStand = (p: Partnership, calendar: SchoolCalendar, cycle: Cycle, asOf: Instant): boolean =>
  daysAhead(cycle, asOf).every((day) => isSchoolDay(calendar, day) && !isClosedOn(p.provision, day)) &&
  !p.provision?.absences.some((absence) => cyclesMissing(p, absence, asOf).includes(cycle));

/** The hires that cycles which stay as they are rely on. */
export const hiresFor = (p: Partnership, cycles: readonly Cycle[]): readonly Hire[] =>
  (p.plan?.hires ?? []).filter((hire) =>
    cycles.some((c) => c.duties.some((duty) => duty.date === hire.date && duty.by === hire.unit)),
  );

function problemWithout(school: SchoolProblem, settled: readonly Cycle[], standing: readonly Cycle[]) {
  const { problem, days } = school;
  const places = settled.map((cycle) => placeOf(school, cycle));
  const busy = (who: string) =>
    standing
      .flatMap(({ duties }) => duties.filter(({ by }) => by === who))
      .map(({ date, period }) => ({ d: days.indexOf(date), p: periodAt(school, period) }));
  return {
    ...problem,
    groups: problem.groups.map((group, g) => ({
      ...group,
      cycles: group.cycles.map((cycle, c) =>
        places.some((place) => place.g === g && place.c === c) ? { ...cycle, settled: true } : cycle,
      ),
    })),
    schools: problem.schools.map((one) => ({
      ...one,
      cover: one.cover.map((person) => ({ ...person, busy: [...(person.busy ?? []), ...busy(person.id)] })),
    })),
  };
}
