import type { Lesson, Plan, Problem } from './problem.ts';

/** What becomes of one group's cycle. */
export interface CycleDifference {
  readonly g: number;
  readonly c: number;
  /** moved: its lesson, debrief or planning meeting; held: it was not before */
  readonly what: 'kept' | 'cover-changed' | 'moved' | 'not-held' | 'held';
  /** as agreed */
  readonly from?: Lesson | undefined;
  /** as it is to be now */
  readonly to?: Lesson | undefined;
}

/** What becomes of each cycle between one plan and the next. */
export function changesBetween(problem: Problem, before: Plan, after: Plan): readonly CycleDifference[] {
  return problem.groups.flatMap(({ cycles }, g) =>
    cycles.map((_, c): CycleDifference => {
      const [from, to] = [lessonIn(before, g, c), lessonIn(after, g, c)];
      if (!to) return { g, c, what: 'not-held', from };
      if (!from) return { g, c, what: 'held', to };
      if (!isSameLesson(from, to)) return { g, c, what: 'moved', from, to };
      const same = dutiesIn(before, g, c) === dutiesIn(after, g, c);
      return { g, c, what: same ? 'kept' : 'cover-changed', from, to };
    }),
  );
}

const lessonIn = ({ lessons }: Plan, g: number, c: number): Lesson | undefined =>
  lessons.find((lesson) => lesson.g === g && lesson.c === c);

/** At the same times, debrief and planning meeting included. */
export const isSameLesson = (a: Lesson, b: Lesson): boolean =>
  [a.g === b.g, a.c === b.c, a.t === b.t, a.d === b.d, a.p === b.p].every(Boolean) &&
  JSON.stringify([partsOf(a.debrief), partsOf(a.planning)]) ===
    JSON.stringify([partsOf(b.debrief), partsOf(b.planning)]);

const partsOf = (meeting: Lesson['debrief'] | Lesson['planning']) => [
  meeting.kind,
  'd' in meeting ? meeting.d : undefined,
  'p' in meeting ? meeting.p : undefined,
];

const dutiesIn = ({ duties }: Plan, g: number, c: number): string =>
  duties
    .filter((duty) => duty.g === g && duty.c === c)
    .map(({ s, d, p, by, type, m }) => [s, d, p, by, type, m].join())
    .sort()
    .join(' ');
