import type { Plan, Problem, School } from '#cover/problem.ts';

/** What can go wrong with an agreed plan, expressed in the problem; `from` is the first day that can still be changed. */
export type Disturbance = 'cover-away' | 'teacher-away' | 'day-closed' | 'supply-gone';

export const disturbances: readonly Disturbance[] = ['cover-away', 'teacher-away', 'day-closed', 'supply-gone'];

const changed = (problem: Problem, s: number, change: (school: School) => Partial<School>): Problem => ({
  ...problem,
  schools: problem.schools.map((school, i) => (i === s ? { ...school, ...change(school) } : school)),
});

/** Takes away what the plan relies on from a day on: for a week a person, for a day the school or its supply. */
export function disturbed(problem: Problem, agreed: Plan, what: Disturbance, from: number): Problem {
  const lesson = agreed.lessons.filter(({ d }) => d >= from).sort((a, b) => a.d - b.d)[0];
  const member = lesson && problem.groups[lesson.g]?.members[0];
  if (!lesson || !member) return problem;
  const { s } = member;
  const week = Array.from({ length: 5 }, (_, i) => lesson.d + i);
  if (what === 'day-closed') return changed(problem, s, ({ blackout }) => ({ blackout: [...blackout, lesson.d] }));
  if (what === 'teacher-away')
    return changed(problem, s, ({ teachers }) => ({
      teachers: teachers.map((it, t) => (t === member.t ? { ...it, away: [...(it.away ?? []), ...week] } : it)),
    }));
  if (what === 'supply-gone') {
    const gone = agreed.supply.find((hire) => hire.d >= from);
    if (gone)
      return changed(problem, gone.s, ({ supply }) => ({
        supply: { ...supply, days: supply.days.filter((d) => d !== gone.d) },
      }));
  }
  const duty = agreed.duties.find(({ by, d, type }) => by.startsWith('k') && d >= from && type === 'cover');
  if (!duty) return problem;
  const days = Array.from({ length: 5 }, (_, i) => duty.d + i);
  return changed(problem, duty.s, ({ cover }) => ({
    cover: cover.map((it, k) => (`k${k}` === duty.by ? { ...it, away: [...it.away, ...days] } : it)),
  }));
}
