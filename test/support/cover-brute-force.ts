import type { Debrief, Lesson, Planning, Problem } from '#cover/problem.ts';
import { leastDutyCost, mustMiss } from './duties-brute-force.ts';
import {
  dayOf,
  groupOf,
  isStraightAfter,
  meet,
  meetingsOf,
  must,
  type Need,
  needsOf,
  schoolOf,
  sessionFaults,
} from './session-rules.ts';

interface Choice {
  readonly g: number;
  readonly c: number;
  /** undefined: not held */
  readonly lesson: Lesson | undefined;
  readonly needs: readonly Need[];
  /** what it costs at least, whatever the others do */
  readonly cost: number;
}

/** What a choice for a cycle costs beyond the weights; no lesson: not held. */
export type Price = (g: number, c: number, lesson: Lesson | undefined) => number;

/** The objective of the best plan there is, by trying all that could be better than the best so far. For tiny problems. */
export function leastObjective(problem: Problem, price: Price = () => 0): number {
  const cycles = problem.groups.flatMap((group, g) => group.cycles.map((_, c) => choicesOf(problem, g, c, price)));
  const rest = cycles.map((_, i) => cycles.slice(i + 1).reduce((sum, choices) => sum + must(choices[0]).cost, 0));
  let best = Number.POSITIVE_INFINITY;
  const known = new Map<string, number>();
  const dutiesFor = (needs: readonly Need[]): number => {
    const key = needs.map((need) => Object.values(need).join()).join(' ');
    const cost = known.get(key) ?? leastDutyCost(problem, needs);
    known.set(key, cost);
    return cost;
  };
  const choose = (i: number, chosen: readonly Choice[], cost: number, duties: number): void => {
    const choices = cycles[i];
    if (!choices) {
      best = cost + duties;
      return;
    }
    for (const choice of choices) {
      const now = cost + choice.cost;
      const left = best - now - must(rest[i]);
      if (left <= 0) break;
      const next = [...chosen, choice];
      if (!goTogether(problem, chosen, choice) || !rolesCanBeEven(problem, next)) continue;
      // Covering some of the classes never costs more than covering all.
      const least = choice.needs.length ? dutiesFor(next.flatMap((each) => each.needs)) : duties;
      if (least < left) choose(i + 1, next, now, least);
    }
  };
  choose(0, [], 0, 0);
  return best;
}

/** All ways to hold a cycle, and not to hold it, cheapest first. */
function choicesOf(problem: Problem, g: number, c: number, price: Price): readonly Choice[] {
  const fixed = problem.fixed?.find((it) => it.g === g && it.c === c);
  const held = [...(fixed ? [fixed] : lessonsOf(problem, g, c))]
    .filter((lesson) => !sessionFaults(problem, lesson).length)
    .map((lesson): Choice => {
      const needs = needsOf(problem, lesson);
      const cost = ownCost(problem, lesson, needs) + price(g, c, lesson);
      return { g, c, lesson, needs, cost };
    });
  const unheld: Choice = { g, c, lesson: undefined, needs: [], cost: problem.weights.unmet + price(g, c, undefined) };
  const all = [...held, ...(fixed ? [] : [unheld])].sort((a, b) => a.cost - b.cost);
  if (mayClash(problem)) return all;
  // Elsewhere sessions that differ in their meetings alone differ in cost alone.
  const alike = ({ lesson, needs }: Choice) => JSON.stringify([lesson?.t, lesson?.d, needs]);
  return [...Map.groupBy(all, alike).values()].map((group) => must(group[0]));
}

function* lessonsOf(problem: Problem, g: number, c: number): Generator<Lesson> {
  const { members } = groupOf(problem, g);
  for (const d of problem.days.keys())
    for (const [t, { s }] of members.entries())
      for (let p = 0; p < schoolOf(problem, s).P; p++)
        for (const debrief of debriefsFrom(p, schoolOf(problem, s).P))
          for (const planning of planningsOf(problem, g, d)) yield { g, c, t, d, p, debrief, planning };
}

const debriefsFrom = (p: number, P: number): readonly Debrief[] => [
  { kind: 'lunch' },
  { kind: 'after' },
  ...Array.from({ length: P - p - 1 }, (_, i): Debrief => ({ kind: 'period', p: p + 1 + i })),
];

function* planningsOf(problem: Problem, g: number, lesson: number): Generator<Planning> {
  const { members, planning } = groupOf(problem, g);
  const periods = Math.min(...members.map(({ s }) => schoolOf(problem, s).P));
  for (let d = 0; d < lesson; d++) {
    if (dayOf(problem, lesson).ord - dayOf(problem, d).ord > planning[1]) continue;
    yield { kind: 'after', d };
    for (let p = 0; p < periods; p++) yield* [{ kind: 'free', d, p } as const, { kind: 'period', d, p } as const];
  }
}

function ownCost(problem: Problem, lesson: Lesson, needs: readonly Need[]): number {
  const { weights } = problem;
  const { winStart } = must(groupOf(problem, lesson.g).cycles[lesson.c]);
  return (
    weights.covered * needs.length +
    weights.late * (lesson.d - winStart) +
    (isStraightAfter(problem, lesson) ? 0 : weights.debriefLater) +
    (lesson.planning.kind === 'after' ? weights.planAfterSchool : 0) +
    mustMiss(problem, needs)
  );
}

/** Whether somebody may have two things to do on a day, so that it matters when the meetings are. */
function mayClash({ groups }: Problem): boolean {
  const people = groups.flatMap(({ members }) => members.map(({ s, t }) => `${s}:${t}`));
  const near = groups.some(({ cycles, planning, minGapDays }) => cycles.length > 1 && planning[1] >= minGapDays);
  return near || new Set(people).size < people.length;
}

function goTogether(problem: Problem, chosen: readonly Choice[], { g, c, lesson }: Choice): boolean {
  if (!lesson) return true;
  const before = chosen.find((other) => other.g === g && other.c === c - 1)?.lesson;
  const { minGapDays } = groupOf(problem, g);
  if (before && dayOf(problem, lesson.d).ord - dayOf(problem, before.d).ord < minGapDays) return false;
  const own = meetingsOf(problem, lesson);
  return chosen.every((other) =>
    (other.lesson ? meetingsOf(problem, other.lesson) : []).every((a) =>
      own.every((b) => a.d !== b.d || a.who.s !== b.who.s || a.who.t !== b.who.t || !meet(a.times, b.times)),
    ),
  );
}

/** Whether each member can still teach as often as any other, give or take one. */
function rolesCanBeEven(problem: Problem, chosen: readonly Choice[]): boolean {
  return problem.groups.every(({ members, cycles }, g) => {
    const own = chosen.filter((choice) => choice.g === g);
    const open = cycles.length - own.filter(({ lesson }) => lesson).length;
    const share = cycles.length / members.length;
    return members.every((_, m) => {
      const taught = own.filter(({ lesson }) => lesson?.t === m).length;
      return taught <= Math.ceil(share) && taught + open >= Math.floor(share);
    });
  });
}
