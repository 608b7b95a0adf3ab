import { type Coverer, hiredCover } from '#domain/cycles/cycle.ts';
import type { WayOut as OfferedWayOut, Relief, Obstacle as ToldBlock } from '#domain/cycles/plan.ts';
import type { SolverObstacle } from './block.ts';
import type { Problem } from './problem.ts';
import { type Relaxation, relaxed } from './relaxation.ts';
import type { SchoolProblem } from './school-problem.ts';
import type { SolverWayOut } from './ways-out.ts';

const halves = { am: 'morning', pm: 'afternoon', full: 'day' } as const;

const coverAt = ({ problem }: SchoolProblem, k: number): string => problem.schools[0]?.cover[k]?.id ?? '';
const teacherAt = ({ problem }: SchoolProblem, t: number): string => problem.schools[0]?.teachers[t]?.id ?? '';

/** Whom a place in the planner's `by` stands for: somebody who covers, or hired cover. */
export const whoCovers = (school: SchoolProblem, by: string): Coverer =>
  by.startsWith('k') ? { by: coverAt(school, Number(by.slice(1))) } : hiredCover(Number(by.slice(1)) + 1);

/** What stands in the way of a group's session, by the ids of the people in it. */
export function blockInSchool(school: SchoolProblem, g: number, block: SolverObstacle): ToldBlock {
  const { kind } = block;
  if ('m' in block) return { kind, who: [school.groups[g]?.members[block.m] ?? ''] };
  if ('by' in block) {
    const { by, ...hired } = whoCovers(school, block.by);
    return { kind, who: [by], ...hired };
  }
  if ('k' in block) return { kind, who: [coverAt(school, block.k)] };
  return { kind };
}

/** A way out that the link may choose; none where it asks for what a school's own words have no name for. */
export function wayOutInSchool(school: SchoolProblem, { relax, price, holds }: SolverWayOut): readonly OfferedWayOut[] {
  const relief = reliefOf(school, relax);
  return relief ? [{ relief, pounds: price, holds }] : [];
}

function reliefOf(school: SchoolProblem, relax: Relaxation): Relief | undefined {
  switch (relax.kind) {
    case 'supply-day':
      return { kind: relax.kind, date: school.days[relax.d] ?? '', half: halves[relax.half], pounds: relax.pounds };
    case 'budget':
      return { kind: relax.kind, by: relax.by };
    case 'borrow':
      return {
        kind: relax.kind,
        who: teacherAt(school, relax.t),
        date: school.days[relax.d] ?? '',
        period: school.periods[relax.p]?.name ?? '',
      };
    default:
      return { kind: relax.kind, who: coverAt(school, relax.k), by: relax.by };
  }
}

/** The problem with what the link has chosen to give; what no longer has a place in it gives nothing. */
export function relieved(problem: Problem, school: SchoolProblem, relief: Relief): Problem {
  const relax = relaxationOf(problem, school, relief);
  return relax ? relaxed(problem, relax) : problem;
}

function relaxationOf(problem: Problem, { days, periods }: SchoolProblem, relief: Relief): Relaxation | undefined {
  const [school] = problem.schools;
  switch (relief.kind) {
    case 'supply-day': {
      const d = days.indexOf(relief.date);
      const half = relief.half === 'afternoon' ? 'pm' : 'am';
      return d < 0 ? undefined : { kind: relief.kind, s: 0, d, half, pounds: relief.pounds };
    }
    case 'budget':
      return { kind: relief.kind, s: 0, by: relief.by };
    case 'borrow': {
      const t = school?.teachers.findIndex((teacher) => teacher.id === relief.who) ?? -1;
      const [d, p] = [days.indexOf(relief.date), periods.findIndex((period) => period.name === relief.period)];
      return t < 0 || d < 0 || p < 0 ? undefined : { kind: relief.kind, s: 0, t, d, p };
    }
    default: {
      const k = school?.cover.findIndex((person) => person.id === relief.who) ?? -1;
      return k < 0 ? undefined : { kind: relief.kind, s: 0, k, by: relief.by };
    }
  }
}
