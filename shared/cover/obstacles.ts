import type { SolverObstacle } from './block.ts';
import { type Busy, busyAt, busyIn, groupsNeededElsewhere } from './clashes.ts';
import { blocksOfCover, type Gap } from './cover-blocks.ts';
import { canMeet, fitsBefore } from './meetings.ts';
import type { Debrief, Lesson, Member, Plan, Planning, Problem } from './problem.ts';
import { at, canAllStay, dayOf, debriefTimes, groupOf, schoolOf, stateOf, takenBy, timesOverlap } from './timetable.ts';

export type LessonSlot = Omit<Lesson, 'debrief' | 'planning'>;

/** A slot that was looked at: the session as it would be, and what stands in its way. */
export interface Near {
  readonly t: number;
  readonly d: number;
  readonly p: number;
  /** no planning meeting where there is no time for one */
  readonly lesson: Omit<Lesson, 'planning'> & { readonly planning?: Planning | undefined };
  readonly blocks: readonly SolverObstacle[];
  /** classes that nobody can take */
  readonly lacking: number;
}

export interface Looked {
  readonly near: Near;
  /** how much stands in the way; a class that nobody can take counts once, whoever could have */
  readonly lacks: number;
}

/** Looks at slots of one cycle, each with the debrief and planning meeting that are least in the way. */
export function lookerFor(
  problem: Problem,
  plan: Plan,
  g: number,
  c: number,
  from: number,
): (slot: LessonSlot) => Looked {
  const meetings = new Map<number, Planning | undefined>();
  const meetingBefore = (d: number): Planning | undefined => {
    if (!meetings.has(d)) meetings.set(d, planningBefore(problem, plan, { g, c, d }, from));
    return meetings.get(d);
  };
  return (slot) => {
    const around = blocksAround(problem, plan, slot);
    const meeting = meetingBefore(slot.d);
    const late: readonly SolverObstacle[] = meeting ? [] : [{ kind: 'no-planning-time', d: slot.d }];
    const ways = debriefsOf(problem, slot).map(({ debrief, blocks: own }): Looked => {
      const lesson = { ...slot, debrief };
      const clashes = clashesOf(problem, plan, slot, busyIn(problem, lesson));
      const elsewhere = groupsNeededElsewhere(problem, g, busyIn(problem, lesson)).map(
        (m): SolverObstacle => ({ kind: 'needed-elsewhere', m, d: slot.d }),
      );
      const other = distinct([...around, ...own, ...ppaIn(problem, lesson), ...elsewhere, ...clashes, ...late]);
      const cover = blocksOfCover(problem, plan, gapsOf(problem, lesson, meeting));
      const blocks = [...other, ...cover.flat()];
      const near = { ...slot, lesson: { ...lesson, planning: meeting }, blocks, lacking: cover.length };
      return { near, lacks: other.reduce((sum, { kind }) => sum + (kind === 'ppa' ? 100 : 10), cover.length) };
    });
    return ways.reduce((best, way) => (way.lacks < best.lacks ? way : best));
  };
}

const distinct = (blocks: readonly SolverObstacle[]): readonly SolverObstacle[] => [
  ...new Map(blocks.map((block) => [JSON.stringify(block), block])).values(),
];

/** Closures, absences and lessons too near, whatever the debrief. */
function blocksAround(problem: Problem, { lessons }: Plan, { g, c, d }: LessonSlot): readonly SolverObstacle[] {
  const { members, minGapDays } = groupOf(problem, g);
  const closed = [...new Set(members.map(({ s }) => s))].filter((s) => schoolOf(problem, s).blackout.includes(d));
  const away = [...members.entries()].filter(([, member]) => isAway(problem, member, d));
  const near = lessons.filter((other) => {
    const apart = (dayOf(problem, other.d).ord - dayOf(problem, d).ord) * (other.c - c);
    return other.g === g && Math.abs(other.c - c) === 1 && apart < minGapDays;
  });
  return [
    ...closed.map((s): SolverObstacle => ({ kind: 'closure', s, d })),
    ...away.map(([m]): SolverObstacle => ({ kind: 'member-away', m, d })),
    ...near.map((other): SolverObstacle => ({ kind: 'too-close-to-neighbour', c: other.c, d: other.d })),
  ];
}

/** The debriefs of a lesson; after school also where not all can stay, which then stands in the way. */
function debriefsOf(
  problem: Problem,
  { g, t, d, p }: LessonSlot,
): readonly { debrief: Debrief; blocks: readonly SolverObstacle[] }[] {
  const { members } = groupOf(problem, g);
  const school = schoolOf(problem, at(members, t).s);
  const stay: readonly SolverObstacle[] = canAllStay(problem, members, d) ? [] : [{ kind: 'no-debrief', d }];
  const periods = Array.from({ length: school.P - p - 1 }, (_, i) => p + 1 + i).filter(
    (q) => q === p + 1 || members.every((member) => stateOf(problem, member, d, q) === 'F'),
  );
  const all = [
    ...(p <= school.grid.lunchAfter ? [{ debrief: { kind: 'lunch' } as const, blocks: [] }] : []),
    { debrief: { kind: 'after' } as const, blocks: stay },
    ...periods.map((q) => ({ debrief: { kind: 'period', p: q } as const, blocks: [] })),
  ];
  const long = all.filter(({ debrief }) => {
    const [start, end] = debriefTimes(school, debrief);
    return end - start >= 30;
  });
  return long.length > 0 ? long : [{ debrief: { kind: 'after' }, blocks: [{ kind: 'no-debrief', d }] }];
}

const isAway = (problem: Problem, member: Member, d: number): boolean =>
  timetabled(problem, member, d, 0) === '-' || !!at(schoolOf(problem, member.s).teachers, member.t).away?.includes(d);

/** What the timetable says, were nobody away. */
function timetabled(problem: Problem, { s, t }: Member, d: number, p: number): string {
  return at(schoolOf(problem, s).teachers, t).tt[dayOf(problem, d).wd]?.[p] ?? '-';
}

const ppaIn = (problem: Problem, lesson: Omit<Lesson, 'planning'>): readonly SolverObstacle[] =>
  takenBy(problem, lesson).flatMap(({ d, p, m }): SolverObstacle[] => {
    const state = timetabled(problem, at(groupOf(problem, lesson.g).members, m), d, p);
    return state === 'P' ? [{ kind: 'ppa', m, d, p }] : [];
  });

/** Other sessions that keep a member busy at these times. */
function clashesOf(
  problem: Problem,
  { lessons }: Plan,
  { g, c }: Pick<LessonSlot, 'g' | 'c'>,
  busy: readonly Busy[],
): readonly SolverObstacle[] {
  const people = groupOf(problem, g).members.map(({ s, t }) => `${s}:${t}`);
  return lessons
    .filter((other) => other.g !== g || other.c !== c)
    .flatMap((other) =>
      [...busyIn(problem, other), ...busyAt(problem, other.g, other.planning)].flatMap((theirs): SolverObstacle[] =>
        busy.some(
          ({ teacher, d, times }) => teacher === theirs.teacher && d === theirs.d && timesOverlap(times, theirs.times),
        )
          ? [{ kind: 'own-session-then', m: people.indexOf(theirs.teacher), d: theirs.d, g: other.g, c: other.c }]
          : [],
      ),
    );
}

/** The planning meeting before a day that takes least cover. */
function planningBefore(
  problem: Problem,
  plan: Plan,
  day: Pick<LessonSlot, 'g' | 'c' | 'd'>,
  from: number,
): Planning | undefined {
  const { members } = groupOf(problem, day.g);
  const periods = [...new Array(Math.min(...members.map(({ s }) => schoolOf(problem, s).P))).keys()];
  const days = [...problem.days.keys()].filter((d) => d >= from && fitsBefore(problem, day.g, d, day.d));
  const isPossible = (planning: Planning): boolean =>
    canMeet(problem, day.g, planning) && clashesOf(problem, plan, day, busyAt(problem, day.g, planning)).length === 0;
  const free = days
    .flatMap((d): Planning[] => [...periods.map((p) => ({ kind: 'free', d, p }) as const), { kind: 'after', d }])
    .find(isPossible);
  if (free) return free;
  const taken = days.flatMap((d) => periods.map((p) => ({ kind: 'period', d, p }) as const)).filter(isPossible);
  const lacks = taken.map((planning) => blocksOfCover(problem, plan, gapsOfMeeting(problem, day.g, planning)).length);
  return taken[lacks.indexOf(Math.min(...lacks))];
}

/** The classes that need somebody; as the timetable has it, were nobody away. */
const gapsOf = (problem: Problem, lesson: Omit<Lesson, 'planning'>, planning: Planning | undefined): readonly Gap[] => {
  const { members } = groupOf(problem, lesson.g);
  const taught = takenBy(problem, lesson).filter(({ d, p, m }) => timetabled(problem, at(members, m), d, p) === 'T');
  return planning ? [...taught, ...gapsOfMeeting(problem, lesson.g, planning)] : taught;
};

function gapsOfMeeting(problem: Problem, g: number, planning: Planning): readonly Gap[] {
  if (planning.kind === 'after') return [];
  const { d, p } = planning;
  const { members } = groupOf(problem, g);
  return members.flatMap((member) => (stateOf(problem, member, d, p) === 'T' ? [{ s: member.s, d, p }] : []));
}
