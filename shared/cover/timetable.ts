import type { Day, Debrief, Group, Lesson, Member, Problem, School, Teacher, Times } from './problem.ts';

/** The element at a place that the problem itself names: a place that does not exist is a fault in the problem. */
export function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`The problem has nothing at place ${place} of ${list.length}.`);
  return found;
}

export const dayOf = (problem: Problem, d: number): Day => at(problem.days, d);
export const schoolOf = (problem: Problem, s: number): School => at(problem.schools, s);
export const groupOf = (problem: Problem, g: number): Group => at(problem.groups, g);

/** How many sessions a problem asks for. */
export const sessionsAsked = ({ groups }: Problem): number =>
  groups.reduce((sum, { cycles }) => sum + cycles.filter(({ settled }) => !settled).length, 0);

const teacherOf = (problem: Problem, { s, t }: Member): Teacher => at(schoolOf(problem, s).teachers, t);

/** What the timetable says of a teacher: T, F, P or -; a period in which they are lent counts as protected. */
export function stateOf(problem: Problem, member: Member, d: number, p: number): string {
  const teacher = teacherOf(problem, member);
  if (teacher.away?.includes(d)) return '-';
  if (teacher.lent?.some((one) => one.d === d && one.p === p)) return 'P';
  return at(teacher.tt, dayOf(problem, d).wd)[p] ?? '-';
}

/** Is the teacher in school that day? */
export const isIn = (problem: Problem, member: Member, d: number): boolean =>
  !schoolOf(problem, member.s).blackout.includes(d) && stateOf(problem, member, d, 0) !== '-';

/** Can all of them stay after school? */
export const canAllStay = (problem: Problem, members: readonly Member[], d: number): boolean =>
  members.every((member) => {
    const school = schoolOf(problem, member.s);
    const wd = dayOf(problem, d).wd;
    return !school.afterSchoolBlocked.includes(wd) && stateOf(problem, member, d, school.P - 1) !== '-';
  });

export const timesOverlap = (a: Times, b: Times): boolean => a[0] < b[1] && b[0] < a[1];

export function debriefTimes(school: School, debrief: Debrief): Times {
  if (debrief.kind === 'lunch') return school.grid.lunch;
  return debrief.kind === 'after' ? school.grid.afterSchool : at(school.grid.periods, debrief.p);
}

/** Does the debrief follow straight after the lesson? */
export function isStraightAfter(school: School, p: number, debrief: Debrief): boolean {
  if (p === school.P - 1) return debrief.kind === 'after';
  if (p === school.grid.lunchAfter) return debrief.kind === 'lunch';
  return debrief.kind === 'period' && debrief.p === p + 1;
}

/** A period that a session takes of a member. */
export interface Taken {
  readonly s: number;
  readonly d: number;
  readonly p: number;
  /** place in the group */
  readonly m: number;
  /** of the lesson or the way to it and from it, rather than only of the debrief or a meeting: asks for a stand-by */
  readonly lesson: boolean;
}

/**
 * The periods that lesson and debrief take of each member, whatever their timetable says then: of the others the lesson, of
 * all a debrief within a period; of visitors from another school every period touched by visit and travel.
 */
export function takenBy(problem: Problem, session: Omit<Lesson, 'c' | 'planning'>): Taken[] {
  const { g, t, d, p, debrief } = session;
  const group = groupOf(problem, g);
  const host = at(group.members, t).s;
  const school = schoolOf(problem, host);
  const lesson = at(school.grid.periods, p);
  const visit: Times = [lesson[0] - group.travel, debriefTimes(school, debrief)[1] + group.travel];
  const stay: Times = [visit[0], lesson[1] + group.travel];
  const taken: Taken[] = [];
  group.members.forEach(({ s }, m) => {
    if (s === host) {
      if (m !== t) taken.push({ s, d, p, m, lesson: true });
      if (debrief.kind === 'period') taken.push({ s, d, p: debrief.p, m, lesson: false });
      return;
    }
    schoolOf(problem, s).grid.periods.forEach((times, q) => {
      if (timesOverlap(times, visit)) taken.push({ s, d, p: q, m, lesson: timesOverlap(times, stay) });
    });
  });
  return taken;
}

/** The periods of lesson, debrief and planning meeting in which a member would teach and so is covered. */
export function coveredBy(problem: Problem, lesson: Lesson): Taken[] {
  const { members } = groupOf(problem, lesson.g);
  const { planning } = lesson;
  const meeting: Taken[] =
    planning.kind === 'period'
      ? members.map(({ s }, m) => ({ s, d: planning.d, p: planning.p, m, lesson: false }))
      : [];
  return [...takenBy(problem, lesson), ...meeting].filter(
    ({ d, p, m }) => stateOf(problem, at(members, m), d, p) === 'T',
  );
}
