import { placeInPeriod, slotOf } from './capacity.ts';
import type { PlanningMeeting } from './meetings.ts';
import type { Model } from './model.ts';
import type { Lesson, LessonAndDebrief, Plan, Problem } from './problem.ts';
import { addColumn, atLeast, atMost } from './program.ts';
import { at, dayOf, schoolOf } from './timetable.ts';

/**
 * What changing something agreed costs, in the units of the weights. Dearer than anything gained by it, except that a
 * cycle is held; and in the order of what is tried first: the stand-by, other cover, supply, another time.
 */
const changeCosts = {
  /** a cycle not held: no more of them than planning anew would leave, whatever has to move */
  unmet: 300_000,
  /** another time, or none, for a lesson */
  lesson: 10_000,
  /** another time for a debrief or planning meeting alone */
  meeting: 8000,
  /** a cover person asked for a period in which they had no duty */
  duty: 200,
  standby: 250,
  /** times the price of supply that is not booked yet */
  supply: 5,
};

const sameTime = (a: LessonAndDebrief, b: LessonAndDebrief): boolean => a.d === b.d && a.p === b.p && a.t === b.t;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a session costs for not being the one agreed. */
export function surchargeOver(agreed: Plan): (session: LessonAndDebrief) => number {
  const lessons = new Map(agreed.lessons.map((lesson) => [`${lesson.g}|${lesson.c}`, lesson]));
  return (session) => {
    const before = lessons.get(`${session.g}|${session.c}`);
    if (!before) return 0;
    if (!sameTime(before, session)) return changeCosts.lesson;
    return same(before.debrief, session.debrief) ? 0 : changeCosts.meeting;
  };
}

/** What a planning meeting chosen beside its session costs for not being the one agreed. */
export function surchargeOverMeetings({ lessons }: Plan): (meeting: PlanningMeeting) => number {
  const before = new Map(lessons.map(({ g, c, planning }) => [`${g}|${c}`, planning]));
  return ({ g, c, planning }) => {
    const agreed = before.get(`${g}|${c}`);
    return agreed && !same(agreed, planning) ? changeCosts.meeting : 0;
  };
}

/** Whether a cycle's lesson was held before `from`. */
const isHistory = ({ lessons }: Plan, from: number, g: number, c: number): boolean =>
  lessons.some((lesson) => lesson.g === g && lesson.c === c && lesson.d < from);

/**
 * The problem of what is left after history: its supply is paid, only what is fixed ahead counts, and stand-bys weigh more
 * than new duties.
 */
export function withoutHistory(problem: Problem, agreed: Plan, from: number): Problem {
  const paid = problem.schools.map(({ supply }, s) =>
    agreed.supply
      .filter((hire) => hire.s === s && hire.d < from)
      .reduce((sum, { half }) => sum + (half === 'full' ? supply.full : supply.half), 0),
  );
  return {
    ...problem,
    weights: { ...problem.weights, unmet: changeCosts.unmet, missStandby: changeCosts.standby },
    fixed: problem.fixed?.filter(({ g, c, d }) => d >= from && !isHistory(agreed, from, g, c)),
    schools: problem.schools.map((school, s) => ({
      ...school,
      supply: { ...school.supply, budget: Math.max(0, school.supply.budget - at(paid, s)) },
    })),
  };
}

/** Prices every change from what was agreed into a model made with `surchargeOver`, and counts what was done this week. */
export function priceChanges(problem: Problem, model: Model, agreed: Plan, from: number): void {
  const { program, unheld, meetings, cover } = model;
  const add = (column: number, cost: number): void => {
    program.cost[column] = (program.cost[column] ?? 0) + cost;
  };
  const lessons = new Map(agreed.lessons.map((lesson): [string, Lesson] => [`${lesson.g}|${lesson.c}`, lesson]));
  for (const { column, of } of unheld) if (lessons.has(`${of.g}|${of.c}`)) add(column, changeCosts.lesson);
  const meetingCost = surchargeOverMeetings(agreed);
  for (const { column, of } of meetings) add(column, meetingCost(of));
  const onDuty = new Set(agreed.duties.map(({ s, d, p, by }) => `${slotOf(problem, s, d, p)}|${by}`));
  for (const { column, of } of cover.duties) if (!onDuty.has(`${of.slot}|k${of.k}`)) add(column, changeCosts.duty);
  for (const { s, d, ...columns } of cover.hires)
    for (const half of ['am', 'pm', 'full'] as const) {
      const booked = agreed.supply.filter((hire) => hire.s === s && hire.d === d && hire.half === half).length;
      const { supply } = schoolOf(problem, s);
      const pounds = half === 'full' ? supply.full : supply.half;
      const cost = (changeCosts.supply - 1) * pounds * problem.weights.supplyPerPound;
      const more = addColumn(program, { cost, upper: Infinity });
      atLeast(program, -booked, [
        [more, 1],
        [columns[half], -1],
      ]);
    }
  countThisWeek(problem, model, agreed, from);
}

/** Duties done before `from` count in that week's limits. */
function countThisWeek(problem: Problem, { program, cover }: Model, agreed: Plan, from: number): void {
  if (from >= problem.days.length) return;
  const { w } = dayOf(problem, from);
  problem.schools.forEach(({ cover: people }, s) => {
    people.forEach(({ maxWeek }, k) => {
      const done = agreed.duties.filter(
        (duty) => duty.s === s && duty.by === `k${k}` && duty.d < from && dayOf(problem, duty.d).w === w,
      ).length;
      const open = cover.duties.filter(({ of }) => {
        const place = placeInPeriod(problem, of.slot);
        return place.s === s && of.k === k && dayOf(problem, place.d).w === w;
      });
      if (done > 0 && open.length > 0)
        atMost(
          program,
          Math.max(0, maxWeek - done),
          open.map(({ column }) => [column, 1]),
        );
    });
  });
}
