import type { SolverObstacle } from '#cover/block.ts';
import type { Near } from '#cover/obstacles.ts';
import type { Problem, School, Teacher } from '#cover/problem.ts';

/** The problem without the things that are said to stand in the way of a slot. */
export const lifted = (problem: Problem, g: number, near: Near): Problem =>
  near.blocks.reduce((it, block) => without(it, g, near, block), problem);

function without(problem: Problem, g: number, near: Near, block: SolverObstacle): Problem {
  switch (block.kind) {
    case 'closure':
      return inSchool(problem, block.s, ({ blackout }) => ({ blackout: blackout.filter((d) => d !== block.d) }));
    case 'supply-not-bookable':
      return inSchool(problem, block.s, ({ supply }) => ({
        supply: { ...supply, days: [...supply.days, block.d], budget: supply.budget + 2 * supply.half },
      }));
    case 'supply-budget':
      return inSchool(problem, block.s, ({ supply }) => ({
        supply: { ...supply, budget: supply.budget + 2 * supply.half },
      }));
    case 'cover-limit-day':
    case 'cover-limit-week':
      return inSchool(problem, block.s, ({ cover }) => ({
        cover: cover.map((it, k) => (k === block.k ? { ...it, maxDay: it.maxDay + 1, maxWeek: it.maxWeek + 1 } : it)),
      }));
    case 'cover-used':
    case 'no-cover-available':
      return inSchool(problem, block.s, ({ cover, P }) => ({ cover: [...cover, oneMore(problem, P, block.d)] }));
    case 'member-away':
      return ofMember(problem, g, block.m, (it) => ({
        ...it,
        away: it.away?.filter((d) => d !== block.d),
        tt: it.tt.map((day, wd) => (wd === problem.days[block.d]?.wd ? day.replaceAll('-', 'F') : day)),
      }));
    case 'needed-elsewhere':
      return ofMember(problem, g, block.m, (it) => ({
        ...it,
        elsewhere: it.elsewhere?.filter((one) => one.d !== block.d),
      }));
    case 'ppa':
      return ofMember(problem, g, block.m, (it) => ({
        ...it,
        tt: it.tt.map((day, wd) =>
          wd === problem.days[block.d]?.wd ? `${day.slice(0, block.p)}F${day.slice(block.p + 1)}` : day,
        ),
      }));
    case 'no-debrief':
      return { ...problem, schools: problem.schools.map((school) => ({ ...school, afterSchoolBlocked: [] })) };
    default:
      throw new Error(`${block.kind} at ${near.d} is not something that a school can lift`);
  }
}

/** Somebody who can cover at any time of one day. */
const oneMore = ({ days }: Problem, P: number, d: number) => ({
  id: 'one more',
  avail: Array.from({ length: Math.max(5, ...days.map(({ wd }) => wd + 1)) }, () => '1'.repeat(P)),
  away: [],
  maxDay: 1,
  maxWeek: 1,
  from: d,
  until: d + 1,
});

const inSchool = (problem: Problem, s: number, change: (school: School) => Partial<School>): Problem => ({
  ...problem,
  schools: problem.schools.map((school, i) => (i === s ? { ...school, ...change(school) } : school)),
});

function ofMember(problem: Problem, g: number, m: number, change: (teacher: Teacher) => Teacher): Problem {
  const member = problem.groups[g]?.members[m];
  if (!member) throw new Error(`group ${g} has no member ${m}`);
  return inSchool(problem, member.s, ({ teachers }) => ({
    teachers: teachers.map((it, t) => (t === member.t ? change(it) : it)),
  }));
}
