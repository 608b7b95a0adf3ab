import type { Choices } from './candidates.ts';
import { canCover } from './capacity.ts';
import type { Duty, Hire, Lesson, Plan, Problem } from './problem.ts';
import { at, coveredBy, dayOf, schoolOf } from './timetable.ts';

/** What is left of a plan after a disturbance. */
export interface StillPossible {
  /** the sessions that can still be held as agreed, with those of their duties that can still be done */
  readonly plan: Plan;
  /** nothing has to change */
  readonly intact: boolean;
}

/** What of an agreed plan still holds from a day on; history is not asked. `choices`: what each group could still do. */
export function stillPossible(
  problem: Problem,
  agreed: Plan,
  from: number,
  choices: readonly Choices[],
): StillPossible {
  const lasting = hiresLeft(problem, agreed.supply, from);
  const hires = isAffordable(problem, lasting) ? lasting : lasting.filter(({ d }) => d < from);
  const able = agreed.duties.filter((duty) => duty.d < from || isAble(problem, hires, duty));
  const over = overLimits(problem, able, from);
  const duties = able.filter((duty) => duty.d < from || !over(duty));
  const lessons = agreed.lessons.filter(
    (lesson) => lesson.d < from || (isPossible(choices, lesson) && isCovered(problem, duties, lesson, from)),
  );
  const held = new Set(lessons.map(({ g, c }) => `${g}|${c}`));
  const own = duties.filter(({ g, c }) => held.has(`${g}|${c}`));
  const used = hires.filter((hire) => hire.d < from || own.some((duty) => isOf(problem, hire, duty)));
  return {
    plan: { lessons, duties: own, supply: used },
    intact: own.length === agreed.duties.length && lessons.length === agreed.lessons.length,
  };
}

const hiresLeft = (problem: Problem, hires: readonly Hire[], from: number): readonly Hire[] =>
  hires.filter(({ s, d, unit }) => {
    const { supply, blackout } = schoolOf(problem, s);
    return d < from || (supply.days.includes(d) && !blackout.includes(d) && unit < supply.perDayMax);
  });

const isAffordable = ({ schools }: Problem, hires: readonly Hire[]): boolean =>
  schools.every(({ supply }, s) => {
    const pounds = hires.map((hire) => (hire.s === s ? (hire.half === 'full' ? supply.full : supply.half) : 0));
    return pounds.reduce((sum, each) => sum + each, 0) <= supply.budget;
  });

const isOf = (problem: Problem, { s, d, unit, half }: Hire, duty: Duty): boolean =>
  duty.by === `u${unit}` &&
  duty.s === s &&
  duty.d === d &&
  (half === 'full' || schoolOf(problem, s).grid[half].includes(duty.p));

function isAble(problem: Problem, hires: readonly Hire[], duty: Duty): boolean {
  const { s, d, p, by } = duty;
  if (by.startsWith('u')) return hires.some((hire) => isOf(problem, hire, duty));
  const { cover, blackout } = schoolOf(problem, s);
  return !blackout.includes(d) && canCover(problem, at(cover, Number(by.slice(1))), d, p);
}

/** Duties on days and in weeks in which somebody would now have more than their limit. */
function overLimits(problem: Problem, duties: readonly Duty[], from: number): (duty: Duty) => boolean {
  const people = duties.filter(({ by }) => by.startsWith('k'));
  const dayKey = ({ s, by, d }: Duty) => `${s}|${by}|${d}`;
  const weekKey = ({ s, by, d }: Duty) => `${s}|${by}|w${dayOf(problem, d).w}`;
  const over = new Set<string>();
  for (const [key, limit] of [[dayKey, 'maxDay'] as const, [weekKey, 'maxWeek'] as const])
    for (const [name, own] of Map.groupBy(people, key)) {
      const [{ s, by }] = own as [Duty];
      const most = at(schoolOf(problem, s).cover, Number(by.slice(1)))[limit];
      if (own.length > most && own.some(({ d }) => d >= from)) over.add(name);
    }
  return (duty) => over.has(dayKey(duty)) || over.has(weekKey(duty));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Can a session be held as it was agreed, if it is covered? */
export function isPossible(choices: readonly Choices[], lesson: Lesson): boolean {
  const own = choices.find(({ g, c }) => g === lesson.g && c === lesson.c);
  const candidate = own?.candidates.find(
    ({ t, d, p, debrief }) => t === lesson.t && d === lesson.d && p === lesson.p && same(debrief, lesson.debrief),
  );
  if (!candidate) return false;
  if (candidate.planning) return same(candidate.planning, lesson.planning);
  return own?.meetings.some(({ planning }) => same(planning, lesson.planning)) ?? false;
}

const isCovered = (problem: Problem, duties: readonly Duty[], lesson: Lesson, from: number): boolean =>
  coveredBy(problem, lesson).every(
    ({ s, d, p, m }) =>
      d < from ||
      duties.some(
        (duty) =>
          duty.type === 'cover' &&
          duty.s === s &&
          duty.d === d &&
          duty.p === p &&
          duty.g === lesson.g &&
          duty.c === lesson.c &&
          duty.m === m,
      ),
  );
