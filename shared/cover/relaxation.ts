import type { CoverPerson, Problem, School } from './problem.ts';
import { at, dayOf, schoolOf } from './timetable.ts';

/** Something that a school could give so that more can be held. Planning time that the law protects is never among it. */
export type Relaxation =
  | {
      readonly kind: 'supply-day';
      readonly s: number;
      readonly d: number;
      readonly half: 'am' | 'pm';
      /** what is spent beyond the budget, pounds: one price for each supply teacher */
      readonly pounds: number;
    }
  | {
      /** so many periods more, on every day or in every week, for cover person k */
      readonly kind: 'cover-limit-day' | 'cover-limit-week';
      readonly s: number;
      readonly k: number;
      readonly by: number;
    }
  /** pounds */
  | { readonly kind: 'budget'; readonly s: number; readonly by: number }
  /** a teacher of the school gives a free period to cover a class */
  | { readonly kind: 'borrow'; readonly s: number; readonly t: number; readonly d: number; readonly p: number };

/** What a period of a school's own people is reckoned at, in pounds. */
const periodPrices = { limit: 15, borrow: 25 };

/** Pounds. */
export function priceOf(relax: Relaxation): number {
  if (relax.kind === 'supply-day') return relax.pounds;
  if (relax.kind === 'budget') return relax.by;
  return relax.kind === 'borrow' ? periodPrices.borrow : periodPrices.limit * relax.by;
}

/** The problem with that given. */
export function relaxed(problem: Problem, relax: Relaxation): Problem {
  const school = schoolOf(problem, relax.s);
  const schools = problem.schools.map((one, s) => (s === relax.s ? relaxedSchool(problem, school, relax) : one));
  return { ...problem, schools };
}

function relaxedSchool(problem: Problem, school: School, relax: Relaxation): School {
  const { supply, cover, teachers } = school;
  if (relax.kind === 'budget') return { ...school, supply: { ...supply, budget: supply.budget + relax.by } };
  if (relax.kind === 'supply-day') {
    const days = [...new Set([...supply.days, relax.d])].sort((a, b) => a - b);
    return { ...school, supply: { ...supply, days, budget: supply.budget + relax.pounds } };
  }
  if (relax.kind === 'borrow') {
    const lent = { d: relax.d, p: relax.p };
    const borrowed = borrowedPerson(problem, school, relax.t, lent);
    return {
      ...school,
      cover: [...cover, borrowed],
      teachers: teachers.map((one, t) => (t === relax.t ? { ...one, lent: [...(one.lent ?? []), lent] } : one)),
    };
  }
  const limit = relax.kind === 'cover-limit-day' ? 'maxDay' : 'maxWeek';
  const more = (person: CoverPerson): CoverPerson => ({ ...person, [limit]: person[limit] + relax.by });
  return { ...school, cover: cover.map((person, k) => (k === relax.k ? more(person) : person)) };
}

/** A teacher as somebody who covers, in one period of one day. */
function borrowedPerson(
  problem: Problem,
  { teachers, P }: School,
  t: number,
  { d, p }: { readonly d: number; readonly p: number },
): CoverPerson {
  const { id, tt } = at(teachers, t);
  const { wd } = dayOf(problem, d);
  const period = Array.from({ length: P }, (_, q) => (q === p ? '1' : '0')).join('');
  const avail = tt.map((_, place) => (place === wd ? period : '0'.repeat(P)));
  return { id, avail, away: [], maxDay: 1, maxWeek: 1, from: d, until: d + 1 };
}
