import type { Debrief, Lesson, Member, Problem, Times } from '#cover/problem.ts';

/** A class that somebody else has to take for a period. */
export interface Need {
  readonly s: number;
  readonly d: number;
  readonly p: number;
  readonly g: number;
  readonly c: number;
  readonly m: number;
  /** during the lesson or the way to and from it, where a stand-by should be ready */
  readonly standby: boolean;
}

/** A teacher in a meeting, which they can't be in twice. */
export interface Meeting {
  readonly who: Member;
  readonly d: number;
  readonly times: Times;
  readonly session: string;
}

const shortestDebrief = 30;

export const nameOf = ({ g, c }: { readonly g: number; readonly c: number }): string => `group ${g} cycle ${c}`;

export const meet = (a: Times, b: Times): boolean => a[0] < b[1] && b[0] < a[1];

export const dayOf = (problem: Problem, d: number) => must(problem.days[d]);

export const schoolOf = (problem: Problem, s: number) => must(problem.schools[s]);

export const groupOf = (problem: Problem, g: number) => must(problem.groups[g]);

export const hostOf = (problem: Problem, { g, t }: Lesson) => schoolOf(problem, memberOf(problem, g, t).s);
const memberOf = (problem: Problem, g: number, m: number) => must(groupOf(problem, g).members[m]);
const teacherOf = (problem: Problem, { s, t }: Member) => must(schoolOf(problem, s).teachers[t]);

/** Throws when an index refers to nothing: such a plan can't be judged. */
export function must<T>(it: T | undefined): T {
  if (it === undefined) throw new Error('a number in the plan refers to nothing');
  return it;
}

/** What a teacher's timetable says: T, F, P or -, L where they are lent; nothing beyond the school's periods. */
export function stateOf(problem: Problem, member: Member, d: number, p: number): string {
  const { tt, lent } = teacherOf(problem, member);
  return lent?.some((it) => it.d === d && it.p === p) ? 'L' : (tt[dayOf(problem, d).wd]?.[p] ?? '');
}

/** Whether a teacher is in school that day: pupils come, they work, and nothing has called them away. */
export function isIn(problem: Problem, member: Member, d: number): boolean {
  const teacher = teacherOf(problem, member);
  const works = !teacher.tt[dayOf(problem, d).wd]?.startsWith('-');
  return works && !schoolOf(problem, member.s).blackout.includes(d) && !teacher.away?.includes(d);
}

export const canStay = (problem: Problem, { s }: Member, d: number): boolean =>
  !schoolOf(problem, s).afterSchoolBlocked.includes(dayOf(problem, d).wd);

const lessonTimes = (problem: Problem, lesson: Lesson): Times => must(hostOf(problem, lesson).grid.periods[lesson.p]);

function debriefTimes(problem: Problem, lesson: Lesson): Times {
  const { grid } = hostOf(problem, lesson);
  const { debrief } = lesson;
  if (debrief.kind === 'period') return must(grid.periods[debrief.p]);
  return debrief.kind === 'lunch' ? grid.lunch : grid.afterSchool;
}

/** The debrief that begins when the lesson has ended. */
export function straightAfter(problem: Problem, lesson: Lesson): Debrief {
  const { P, grid } = hostOf(problem, lesson);
  if (lesson.p === P - 1) return { kind: 'after' };
  return lesson.p === grid.lunchAfter ? { kind: 'lunch' } : { kind: 'period', p: lesson.p + 1 };
}

export function isStraightAfter(problem: Problem, lesson: Lesson): boolean {
  const best = straightAfter(problem, lesson);
  const { debrief } = lesson;
  return debrief.kind === best.kind && (debrief.kind !== 'period' || best.kind !== 'period' || debrief.p === best.p);
}

/** What is wrong with a session by itself, whoever covers it. */
export function sessionFaults(problem: Problem, lesson: Lesson): string[] {
  const { members } = groupOf(problem, lesson.g);
  const faults = [...lessonFaults(problem, lesson), ...debriefFaults(problem, lesson)];
  faults.push(...planningFaults(problem, lesson));
  for (const need of takenFrom(problem, lesson)) {
    const state = stateOf(problem, must(members[need.m]), need.d, need.p);
    if (state !== 'T' && state !== 'F')
      faults.push(`member ${need.m} has '${state}' on day ${need.d} period ${need.p}`);
  }
  return faults.map((fault) => `${nameOf(lesson)}: ${fault}`);
}

function* lessonFaults(problem: Problem, lesson: Lesson): Generator<string> {
  const { g, c, t, d, p } = lesson;
  const { members, cycles } = groupOf(problem, g);
  const { winStart, winEnd } = must(cycles[c]);
  if (d < winStart || d > winEnd) yield `day ${d} is outside its window`;
  if (stateOf(problem, must(members[t]), d, p) !== 'T') yield 'the teaching teacher has no class then';
  for (const [m, member] of members.entries())
    if (!isIn(problem, member, d)) yield `member ${m} is not in for the lesson`;
  const barred = (it: { g: number; c?: number | undefined; d: number; p?: number | undefined }) =>
    it.g === g && (it.c ?? c) === c && it.d === d && (it.p ?? p) === p;
  if (problem.forbidden?.some(barred)) yield 'the lesson stands where it is forbidden';
}

function* debriefFaults(problem: Problem, lesson: Lesson): Generator<string> {
  const { d, p, debrief } = lesson;
  const { members } = groupOf(problem, lesson.g);
  const { grid } = hostOf(problem, lesson);
  const [from, until] = debriefTimes(problem, lesson);
  if (from < lessonTimes(problem, lesson)[1]) yield 'the debrief is before the lesson ends';
  if (until - from < shortestDebrief) yield 'the debrief is too short';
  if (debrief.kind === 'lunch' && p > grid.lunchAfter) yield 'lunch is over by then';
  if (debrief.kind === 'after' && !members.every((each) => canStay(problem, each, d)))
    yield 'not all can stay to debrief';
  if (debrief.kind === 'period' && debrief.p !== p + 1) {
    const free = members.every((each) => stateOf(problem, each, d, debrief.p) === 'F');
    if (!free) yield 'a debrief in a later period needs everybody free';
  }
}

function* planningFaults(problem: Problem, { g, d, planning }: Lesson): Generator<string> {
  const { members, planning: ahead } = groupOf(problem, g);
  const before = dayOf(problem, d).ord - dayOf(problem, planning.d).ord;
  if (before < ahead[0] || before > ahead[1]) yield `planned ${before} days before the lesson`;
  for (const [m, member] of members.entries()) {
    if (!isIn(problem, member, planning.d)) yield `member ${m} is not in to plan`;
    if (planning.kind === 'after' && !canStay(problem, member, planning.d)) yield `member ${m} can't stay to plan`;
    if (planning.kind === 'free' && stateOf(problem, member, planning.d, planning.p) !== 'F')
      yield `member ${m} is not free to plan`;
  }
}

/** Every period that a session takes from a member, free or taught. */
function* takenFrom(problem: Problem, lesson: Lesson): Generator<Need> {
  const { g, c, t, d, debrief, planning } = lesson;
  const { members, travel } = groupOf(problem, g);
  const host = must(members[t]).s;
  const [start, end] = lessonTimes(problem, lesson);
  const over = debriefTimes(problem, lesson)[1];
  for (const [m, { s }] of members.entries()) {
    const own = { s, d, g, c, m };
    if (s === host) {
      if (m !== t) yield { ...own, p: lesson.p, standby: true };
      if (debrief.kind === 'period') yield { ...own, p: debrief.p, standby: false };
    } else
      for (const [p, period] of schoolOf(problem, s).grid.periods.entries())
        if (meet(period, [start - travel, over + travel]))
          yield { ...own, p, standby: meet(period, [start - travel, end + travel]) };
    if (planning.kind === 'period') yield { ...own, d: planning.d, p: planning.p, standby: false };
  }
}

/** The classes for which a session needs cover. */
export const needsOf = (problem: Problem, lesson: Lesson): readonly Need[] =>
  [...takenFrom(problem, lesson)].filter(
    ({ m, d, p }) => stateOf(problem, memberOf(problem, lesson.g, m), d, p) === 'T',
  );

/** What keeps each member of a session: lesson and debrief, with the way there and back for visitors, and the planning. */
export function meetingsOf(problem: Problem, lesson: Lesson): readonly Meeting[] {
  const { d, planning, t } = lesson;
  const { members, travel } = groupOf(problem, lesson.g);
  const session = nameOf(lesson);
  const [first, after] = [lessonTimes(problem, lesson), debriefTimes(problem, lesson)];
  return members.flatMap((who) => {
    const { grid } = schoolOf(problem, who.s);
    const plan = planning.kind === 'after' ? grid.afterSchool : must(grid.periods[planning.p]);
    const visit: Times = [first[0] - travel, after[1] + travel];
    const lessonAndDebrief = who.s === must(members[t]).s ? [first, after] : [visit];
    return [
      ...lessonAndDebrief.map((times) => ({ who, d, times, session })),
      { who, d: planning.d, times: plan, session },
    ];
  });
}
