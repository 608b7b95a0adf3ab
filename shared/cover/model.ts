import type { Candidate, Choices } from './candidates.ts';
import type { Capacity } from './capacity.ts';
import { type Busy, busyAt, busyIn } from './clashes.ts';
import { fitsBefore, type PlanningMeeting } from './meetings.ts';
import { addCover, type CoverColumns, type Of } from './model-cover.ts';
import type { Problem } from './problem.ts';
import { addColumn, addRow, atLeast, atMost, type Coefficient, emptyProgram, type Program } from './program.ts';
import { at, dayOf, groupOf } from './timetable.ts';

/** The program, and what its columns stand for. */
export interface Model {
  readonly program: Program;
  readonly sessions: readonly Of<Candidate>[];
  readonly meetings: readonly Of<PlanningMeeting>[];
  readonly unheld: readonly Of<{ readonly g: number; readonly c: number }>[];
  readonly cover: CoverColumns;
}

/**
 * Which session each group holds in each cycle (or none), and how many supply teachers are hired, are whole decisions;
 * who is on duty when is a flow beside them, so that cover people bring no symmetry.
 */
export function modelOf(
  problem: Problem,
  capacity: Capacity,
  choices: readonly Choices[],
  rivals: (g: number) => number,
): Model {
  const program = emptyProgram();
  const sessions: Of<Candidate>[] = [];
  const meetings: Of<PlanningMeeting>[] = [];
  const unheld: Of<{ readonly g: number; readonly c: number }>[] = [];
  const cycles = choices.map(({ g, c, fixed, ...all }) => {
    const own = all.candidates.map((of) => ({ of, column: addColumn(program, { cost: of.cost, integer: true }) }));
    const meets = all.meetings.map((of) => ({ of, column: addColumn(program, { cost: of.cost, integer: true }) }));
    const { settled } = at(groupOf(problem, g).cycles, c);
    const cost = settled ? 0 : problem.weights.unmet;
    const not = addColumn(program, { cost, integer: true, upper: fixed ? 0 : 1 });
    addRow(program, 1, 1, [...ones(own), [not, 1]]);
    linkMeetings(problem, program, g, own, meets);
    sessions.push(...own);
    meetings.push(...meets);
    unheld.push({ column: not, of: { g, c } });
    return { g, c, own, meets, not };
  });
  problem.groups.forEach((_, g) => {
    const ofGroup = cycles.filter((cycle) => cycle.g === g);
    shareRoles(problem, program, g, ofGroup);
    keepDistance(problem, program, g, ofGroup);
  });
  keepApart(
    problem,
    program,
    [...sessions, ...meetings].filter(({ of }) => rivals(of.g) > 0),
  );
  return { program, sessions, meetings, unheld, cover: addCover(problem, capacity, program, sessions, meetings) };
}

const ones = (columns: readonly { readonly column: number }[]): Coefficient[] =>
  columns.map(({ column }) => [column, 1]);

/** A session that brings no planning meeting needs one of the group's. */
function linkMeetings(
  problem: Problem,
  program: Program,
  g: number,
  own: readonly Of<Candidate>[],
  meetings: readonly Of<PlanningMeeting>[],
): void {
  const linked = Map.groupBy(
    own.filter(({ of }) => !of.planning),
    ({ of }) => of.d,
  );
  for (const [d, sessions] of linked) {
    const before = meetings.filter(({ of }) => fitsBefore(problem, g, of.planning.d, d));
    atLeast(program, 0, [...ones(before), ...sessions.map(({ column }): Coefficient => [column, -1])]);
  }
}

interface Cycle {
  readonly own: readonly Of<Candidate>[];
  readonly not: number;
}

/** The teaching role goes round evenly: nobody more often than fair, nor, cycles not held apart, less often. */
function shareRoles(problem: Problem, program: Program, g: number, cycles: readonly Cycle[]): void {
  const { members } = groupOf(problem, g);
  const share = cycles.length / members.length;
  members.forEach((_, t) => {
    const teaches = cycles.flatMap(({ own }) => ones(own.filter(({ of }) => of.t === t)));
    atMost(program, Math.ceil(share), teaches);
    if (share >= 1)
      atLeast(program, Math.floor(share), [...teaches, ...cycles.map(({ not }): Coefficient => [not, 1])]);
  });
}

/** Of neighbouring cycles, not both the earlier on or after a day and the later before that day and the distance. */
function keepDistance(problem: Problem, program: Program, g: number, cycles: readonly Cycle[]): void {
  const { minGapDays } = groupOf(problem, g);
  const ord = ({ of }: Of<Candidate>) => dayOf(problem, of.d).ord;
  cycles.slice(1).forEach((later, c) => {
    const { own } = at(cycles, c);
    let last = 0;
    for (const day of [...new Set(own.map(ord))].sort((a, b) => a - b)) {
      const near = later.own.filter((session) => ord(session) < day + minGapDays);
      if (near.length === last) continue;
      last = near.length;
      atMost(program, 1, [...ones(own.filter((session) => ord(session) >= day)), ...ones(near)]);
    }
  });
}

/** Nobody is in two places: at every moment at which something starts, one thing at most that keeps a teacher. */
function keepApart(problem: Problem, program: Program, things: readonly Of<Candidate | PlanningMeeting>[]): void {
  const busy = things.flatMap(({ column, of }) =>
    ('debrief' in of ? busyIn(problem, of) : busyAt(problem, of.g, of.planning)).map((one) => ({ ...one, column, of })),
  );
  for (const day of Map.groupBy(busy, ({ teacher, d }) => `${teacher}|${d}`).values()) {
    const known = new Set<string>();
    for (const start of new Set(day.map(({ times }) => times[0]))) {
      const then = day.filter(({ times }: Busy) => times[0] <= start && start < times[1]);
      const columns = [...new Set(then.map(({ column }) => column))];
      if (new Set(then.map(({ of }) => `${of.g}|${of.c}`)).size < 2 || known.has(columns.join())) continue;
      known.add(columns.join());
      atMost(
        program,
        1,
        columns.map((column): Coefficient => [column, 1]),
      );
    }
  }
}
