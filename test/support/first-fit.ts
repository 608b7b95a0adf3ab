import type { Debrief, Duty, Hire, Lesson, Plan, Planning, Problem } from '#cover/problem.ts';
import {
  canStay,
  dayOf,
  groupOf,
  isIn,
  meet,
  meetingsOf,
  must,
  type Need,
  needsOf,
  schoolOf,
  sessionFaults,
  stateOf,
  straightAfter,
} from './session-rules.ts';

/**
 * What somebody with a spreadsheet does: each group and cycle in turn takes the first slot that works, whoever of
 * the group can teach then, with the first cover person who is free, else supply; what finds no slot is not held. Never looks back.
 */
export function firstFit(problem: Problem): Plan {
  let plan: Plan = { lessons: [], duties: [], supply: [] };
  for (const [g, { cycles }] of problem.groups.entries())
    for (const c of cycles.keys()) plan = firstThatWorks(problem, plan, g, c) ?? plan;
  return plan;
}

function firstThatWorks(problem: Problem, plan: Plan, g: number, c: number): Plan | undefined {
  for (const lesson of slots(problem, g, c)) {
    if (sessionFaults(problem, lesson).length || !fits(problem, plan, lesson)) continue;
    const covered = cover(problem, { ...plan, lessons: [...plan.lessons, lesson] }, needsOf(problem, lesson));
    if (covered) return covered;
  }
  return undefined;
}

function* slots(problem: Problem, g: number, c: number): Generator<Lesson> {
  const { members, cycles, planning } = groupOf(problem, g);
  const { winStart, winEnd } = must(cycles[c]);
  const turns = members.map((_, i) => (c + i) % members.length);
  for (let d = winStart; d <= winEnd; d++) {
    if (!members.every((member) => isIn(problem, member, d))) continue;
    const ord = dayOf(problem, d).ord;
    const meetings = [...problem.days.keys()]
      .filter((at) => ord - dayOf(problem, at).ord >= planning[0] && ord - dayOf(problem, at).ord <= planning[1])
      .filter((at) => members.every((member) => isIn(problem, member, at)))
      .flatMap((at) => meetingsOn(problem, g, at));
    for (let p = 0; p < most(problem, g); p++)
      for (const t of turns.filter((m) => p < schoolOf(problem, must(members[m]).s).P))
        for (const meeting of meetings) {
          const lesson: Lesson = { g, c, t, d, p, debrief: { kind: 'after' }, planning: meeting };
          yield* debriefs(problem, lesson).map((debrief) => ({ ...lesson, debrief }));
        }
  }
}

const most = (problem: Problem, g: number): number =>
  Math.max(...groupOf(problem, g).members.map(({ s }) => schoolOf(problem, s).P));

/** A break first, which needs no cover. */
const debriefs = (problem: Problem, lesson: Lesson): readonly Debrief[] => [
  { kind: 'lunch' },
  { kind: 'after' },
  straightAfter(problem, lesson),
];

/** The first free period, else after school, else the first in which nobody has planning time. */
function meetingsOn(problem: Problem, g: number, d: number): readonly Planning[] {
  const { members } = groupOf(problem, g);
  const P = Math.min(...members.map(({ s }) => schoolOf(problem, s).P));
  const periods = Array.from({ length: P }, (_, p) => p);
  const free = periods.find((p) => members.every((member) => stateOf(problem, member, d, p) === 'F'));
  if (free !== undefined) return [{ kind: 'free', d, p: free }];
  if (members.every((member) => canStay(problem, member, d))) return [{ kind: 'after', d }];
  const taken = periods.find((p) => members.every((member) => 'TF'.includes(stateOf(problem, member, d, p))));
  return taken === undefined ? [] : [{ kind: 'period', d, p: taken }];
}

function fits(problem: Problem, { lessons }: Plan, lesson: Lesson): boolean {
  const { minGapDays } = groupOf(problem, lesson.g);
  if (!rolesStayEven(problem, [...lessons, lesson], lesson.g)) return false;
  const before = lessons.find(({ g, c }) => g === lesson.g && c === lesson.c - 1);
  if (before && dayOf(problem, lesson.d).ord - dayOf(problem, before.d).ord < minGapDays) return false;
  const people = new Set(groupOf(problem, lesson.g).members.map(({ s, t }) => `${s}:${t}`));
  const others = lessons.flatMap((other) =>
    meetingsOf(problem, other).filter(({ who }) => people.has(`${who.s}:${who.t}`)),
  );
  return meetingsOf(problem, lesson).every((meeting) =>
    others.every(
      ({ who, d, times }) =>
        who.s !== meeting.who.s || who.t !== meeting.who.t || d !== meeting.d || !meet(times, meeting.times),
    ),
  );
}

function rolesStayEven(problem: Problem, lessons: readonly Lesson[], group: number): boolean {
  const { members, cycles } = groupOf(problem, group);
  const own = lessons.filter(({ g }) => g === group);
  const share = cycles.length / members.length;
  const taught = members.map((_, m) => own.filter(({ t }) => t === m).length);
  const owed = taught.reduce((sum, times) => sum + Math.max(0, Math.floor(share) - times), 0);
  return taught.every((times) => times <= Math.ceil(share)) && owed <= cycles.length - own.length;
}

/** Puts somebody in each class and, where a cover person is left, a stand-by; undefined when a class has nobody. */
function cover(problem: Problem, plan: Plan, needs: readonly Need[]): Plan | undefined {
  let now = plan;
  for (const need of needs) {
    const { s, d, p, g, c, m } = need;
    const person = freePerson(problem, now, need);
    const hired = person === undefined ? supplyFor(problem, now, need) : undefined;
    if (person === undefined && !hired) return undefined;
    const by = person === undefined ? `u${hired?.unit}` : `k${person}`;
    const duty: Duty = { s, d, p, by, type: 'cover', g, c, m };
    now = { ...now, duties: [...now.duties, duty], supply: hired?.hires ?? now.supply };
  }
  for (const { s, d, p, g, c } of needs.filter(({ standby }) => standby)) {
    const there = now.duties.some(
      (it) => it.type === 'standby' && it.s === s && it.d === d && it.p === p && it.g === g && it.c === c,
    );
    const person = there ? undefined : freePerson(problem, now, { s, d, p });
    if (person !== undefined)
      now = { ...now, duties: [...now.duties, { s, d, p, by: `k${person}`, type: 'standby', g, c }] };
  }
  return now;
}

type Slot = Pick<Need, 's' | 'd' | 'p'>;

function freePerson(problem: Problem, { duties }: Plan, { s, d, p }: Slot): number | undefined {
  const { cover: people, blackout } = schoolOf(problem, s);
  const { w, wd } = dayOf(problem, d);
  const found = people.findIndex((person, k) => {
    const own = duties.filter((duty) => duty.s === s && duty.by === `k${k}`);
    return (
      person.avail[wd]?.[p] === '1' &&
      !person.away.includes(d) &&
      !blackout.includes(d) &&
      !own.some((duty) => duty.d === d && duty.p === p) &&
      own.filter((duty) => duty.d === d).length < person.maxDay &&
      own.filter((duty) => dayOf(problem, duty.d).w === w).length < person.maxWeek
    );
  });
  return found < 0 ? undefined : found;
}

/** A supply teacher who is hired for that half of the day and idle, or one more for the whole day. */
function supplyFor(
  problem: Problem,
  { duties, supply }: Plan,
  { s, d, p }: Slot,
): { unit: number; hires: readonly Hire[] } | undefined {
  const { supply: terms, grid, blackout } = schoolOf(problem, s);
  if (!terms.days.includes(d) || blackout.includes(d)) return undefined;
  const half = grid.am.includes(p) ? 'am' : 'pm';
  const today = supply.filter((hire) => hire.s === s && hire.d === d);
  const busy = (unit: number) =>
    duties.some((duty) => duty.s === s && duty.d === d && duty.p === p && duty.by === `u${unit}`);
  const idle = today.find((hire) => (hire.half === half || hire.half === 'full') && !busy(hire.unit));
  if (idle) return { unit: idle.unit, hires: supply };
  const spent = supply
    .filter((hire) => hire.s === s)
    .reduce((sum, hire) => sum + (hire.half === 'full' ? terms.full : terms.half), 0);
  const unit = new Set(today.map((hire) => hire.unit)).size;
  if (unit >= terms.perDayMax || spent + terms.full > terms.budget) return undefined;
  return { unit, hires: [...supply, { s, d, unit, half: 'full' }] };
}
