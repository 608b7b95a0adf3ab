import type { Duty, Hire, Lesson, LessonParts, Plan, Problem, School } from '#cover/problem.ts';
import {
  dayOf,
  groupOf,
  isStraightAfter,
  meet,
  meetingsOf,
  must,
  type Need,
  nameOf,
  needsOf,
  schoolOf,
  sessionFaults,
} from './session-rules.ts';

export interface Checked {
  /** what the plan breaks, in words for whoever reads a failing test */
  readonly errors: readonly string[];
  readonly objective: number;
  readonly parts: LessonParts;
}

/** Judges a plan by the rules of the field, and says what it costs; knows nothing of how plans are made. */
export function checkPlan(problem: Problem, plan: Plan): Checked {
  const needs = plan.lessons.flatMap((lesson) => needsOf(problem, lesson));
  const errors = [
    ...plan.lessons.flatMap((lesson) => sessionFaults(problem, lesson)),
    ...cycleFaults(problem, plan),
    ...clashes(problem, plan),
    ...hireFaults(problem, plan),
    ...dutyFaults(problem, plan, needs),
    ...limitFaults(problem, plan),
  ];
  const parts = partsOf(problem, plan, needs);
  return { errors, parts, objective: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

function* cycleFaults(problem: Problem, { lessons }: Plan): Generator<string> {
  for (const [session, same] of Map.groupBy(lessons, nameOf)) if (same.length > 1) yield `${session} is held twice`;
  for (const fixed of problem.fixed ?? []) {
    const held = lessons.find(({ g, c }) => g === fixed.g && c === fixed.c);
    if (!held || sorted(held) !== sorted(fixed)) yield `${nameOf(fixed)} is not as it was fixed`;
  }
  for (const [g, { members, cycles, minGapDays }] of problem.groups.entries()) {
    const own = lessons.filter((lesson) => lesson.g === g);
    const ord = (c: number) => own.filter((lesson) => lesson.c === c).map(({ d }) => dayOf(problem, d).ord)[0];
    for (const c of cycles.keys()) {
      const [first, second] = [ord(c), ord(c + 1)];
      if (first !== undefined && second !== undefined && second - first < minGapDays)
        yield `group ${g} cycles ${c} and ${c + 1} are too close`;
    }
    for (const m of members.keys()) {
      const taught = own.filter(({ t }) => t === m).length;
      const share = cycles.length / members.length;
      if (taught > Math.ceil(share)) yield `group ${g} member ${m} teaches ${taught} times`;
      if (taught + cycles.length - own.length < Math.floor(share)) yield `group ${g} member ${m} teaches too seldom`;
    }
  }
}

const sorted = (lesson: Lesson): string => {
  const { g, c, t, d, p, debrief, planning } = lesson;
  const at = (meeting: { kind: string; p?: number }) => [meeting.kind, 'p' in meeting ? meeting.p : ''];
  return JSON.stringify([g, c, t, d, p, at(debrief), planning.d, at(planning)]);
};

function* clashes(problem: Problem, { lessons }: Plan): Generator<string> {
  const meetings = lessons.flatMap((lesson) => meetingsOf(problem, lesson));
  const perTeacher = Map.groupBy(meetings, ({ who, d }) => `teacher ${who.s}:${who.t} day ${d}`);
  for (const [where, own] of perTeacher)
    for (const [i, a] of own.entries())
      for (const b of own.slice(i + 1))
        if (a.session !== b.session && meet(a.times, b.times)) yield `${where}: ${a.session} and ${b.session} clash`;
  for (const { who, d, times, session } of meetings) {
    const { elsewhere = [] } = must(schoolOf(problem, who.s).teachers[who.t]);
    if (elsewhere.some((one) => one.d === d && meet(one.times, times)))
      yield `teacher ${who.s}:${who.t} day ${d}: ${session}, and needed elsewhere`;
  }
}

function* hireFaults(problem: Problem, { supply }: Plan): Generator<string> {
  for (const { s, d, unit } of supply) {
    const { supply: terms, blackout } = schoolOf(problem, s);
    if (!terms.days.includes(d) || blackout.includes(d)) yield `school ${s}: no supply can be booked on day ${d}`;
    if (unit < 0 || unit >= terms.perDayMax) yield `school ${s} day ${d}: supply unit ${unit} is one too many`;
  }
  for (const [unit, hires] of Map.groupBy(supply, ({ s, d, unit }) => `school ${s} day ${d} supply unit ${unit}`)) {
    const halves = hires.flatMap(({ half }) => (half === 'full' ? ['am', 'pm'] : [half]));
    if (new Set(halves).size < halves.length) yield `${unit} is hired twice`;
  }
  for (const [s, school] of problem.schools.entries()) {
    const spent = supply.filter((hire) => hire.s === s).reduce((sum, hire) => sum + priceOf(school, hire), 0);
    if (spent > school.supply.budget) yield `school ${s} spends ${spent} of ${school.supply.budget}`;
  }
}

const priceOf = ({ supply }: School, { half }: Hire): number => (half === 'full' ? supply.full : supply.half);

const isBusy = (problem: Problem, { s, d, p, by }: Duty): boolean =>
  by.startsWith('k') &&
  schoolOf(problem, s).cover[Number(by.slice(1))]?.busy?.some((one) => one.d === d && one.p === p) === true;

function* dutyFaults(problem: Problem, plan: Plan, needs: readonly Need[]): Generator<string> {
  const classOf = ({ s, d, p, g, c, m }: Need | Duty) =>
    `school ${s} day ${d} period ${p} group ${g} cycle ${c} member ${m}`;
  const slotOf = ({ s, d, p, g, c }: Need | Duty) => `school ${s} day ${d} period ${p} group ${g} cycle ${c}`;
  const covers = Map.groupBy(
    plan.duties.filter((duty) => duty.type === 'cover'),
    classOf,
  );
  const standbys = Map.groupBy(
    plan.duties.filter((duty) => duty.type === 'standby'),
    slotOf,
  );
  const wanted = new Set(needs.map(classOf));
  const watched = new Set(needs.filter(({ standby }) => standby).map(slotOf));
  for (const one of wanted) if (!covers.has(one)) yield `nobody covers ${one}`;
  for (const [one, by] of covers) {
    if (!wanted.has(one)) yield `needless cover of ${one}`;
    if (by.length > 1) yield `${by.length} cover ${one}`;
  }
  for (const [slot, by] of standbys) {
    if (!watched.has(slot)) yield `needless stand-by at ${slot}`;
    if (by.length > 1) yield `${by.length} stand by at ${slot}`;
  }
  for (const [person, duties] of Map.groupBy(
    plan.duties,
    ({ s, d, p, by }) => `${by} of school ${s} on day ${d} period ${p}`,
  ))
    if (duties.length > 1) yield `${person} is in two places`;
  for (const duty of plan.duties) if (isBusy(problem, duty)) yield `${duty.by} is needed elsewhere at ${slotOf(duty)}`;
  for (const duty of plan.duties)
    if (!isThere(problem, plan, duty)) yield `${duty.by} is not there for ${slotOf(duty)}`;
}

/** Whether the cover person of a duty can cover then, or its supply teacher is hired for that half of the day. */
function isThere(problem: Problem, { supply }: Plan, { s, d, p, by }: Duty): boolean {
  const { cover, grid, blackout } = schoolOf(problem, s);
  const number = Number(by.slice(1));
  if (by.startsWith('u')) {
    const half = grid.am.includes(p) ? 'am' : 'pm';
    return supply.some((it) => it.s === s && it.d === d && it.unit === number && [half, 'full'].includes(it.half));
  }
  const person = must(cover[number]);
  const employed = (person.from ?? 0) <= d && d < (person.until ?? Number.POSITIVE_INFINITY);
  const timetabled = person.avail[dayOf(problem, d).wd]?.[p] === '1';
  return employed && timetabled && !person.away.includes(d) && !blackout.includes(d);
}

const named = ({ by }: Duty): boolean => by.startsWith('k');

const personOf = (problem: Problem, { s, by }: Duty) => must(schoolOf(problem, s).cover[Number(by.slice(1))]);

function* limitFaults(problem: Problem, { duties }: Plan): Generator<string> {
  const own = duties.filter(named);
  for (const [who, same] of Map.groupBy(own, ({ s, by, d }) => `${by} of school ${s} on day ${d}`))
    if (same.length > personOf(problem, must(same[0])).maxDay) yield `${who} has ${same.length} periods`;
  for (const [who, same] of Map.groupBy(own, ({ s, by, d }) => `${by} of school ${s} in week ${dayOf(problem, d).w}`))
    if (same.length > personOf(problem, must(same[0])).maxWeek) yield `${who} has ${same.length} periods`;
}

function partsOf(problem: Problem, { lessons, duties, supply }: Plan, needs: readonly Need[]): LessonParts {
  const { weights } = problem;
  const sum = <T>(list: Iterable<T>, of: (each: T) => number) => [...list].reduce((total, each) => total + of(each), 0);
  const slotOf = ({ s, d, p, g, c }: Need | Duty) => [s, d, p, g, c].join();
  const ready = new Set(duties.filter(({ type }) => type === 'standby').map(slotOf));
  const watched = new Set(needs.filter(({ standby }) => standby).map(slotOf));
  const loads = Map.groupBy(duties.filter(named), ({ s, by }) => `${s} ${by}`).values();
  const tier = (nth: number) => Math.min(weights.fairTiers - 1, Math.floor(nth / weights.fairWidth));
  const cycles = sum(problem.groups, (group) => group.cycles.length);
  const held = new Set(lessons.map(nameOf)).size;
  return {
    unmet: weights.unmet * (cycles - held),
    covered: weights.covered * needs.length,
    supply: weights.supplyPerPound * sum(supply, (hire) => priceOf(schoolOf(problem, hire.s), hire)),
    standby: weights.missStandby * [...watched].filter((slot) => !ready.has(slot)).length,
    late: weights.late * sum(lessons, ({ g, c, d }) => d - must(groupOf(problem, g).cycles[c]).winStart),
    debrief: weights.debriefLater * lessons.filter((lesson) => !isStraightAfter(problem, lesson)).length,
    planning: weights.planAfterSchool * lessons.filter(({ planning }) => planning.kind === 'after').length,
    fair: weights.fair * sum(loads, (own) => sum(own.keys(), tier)),
  };
}
