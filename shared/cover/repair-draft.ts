import type { Choices } from './candidates.ts';
import { type Capacity, slotOf } from './capacity.ts';
import { surchargeOverMeetings } from './change-costs.ts';
import { busyAt, busyIn } from './clashes.ts';
import { emptyDraft, type HeldSession, type PlanDraft } from './draft.ts';
import { improve } from './first-plan.ts';
import type { Decided } from './naming.ts';
import type { Duty, Lesson, Plan, Problem } from './problem.ts';
import { emptyRoster } from './roster.ts';
import { dayOf } from './timetable.ts';

/**
 * What is known to hold, with the cheapest session that fits for every other cycle, bettered by trying a few of them at a
 * time anew: so many rounds for each cycle, counted, so that a question has one answer. Keeps the rules all along; a fixed
 * lesson is lacking only where no cover was found for it so.
 */
export function draftFrom(asked: RepairAsked, choices: readonly Choices[], known: Plan, rounds: number): Decided {
  const { problem, capacity, rivals, agreed } = asked;
  const roster = emptyRoster(problem, capacity);
  const ofCover = agreed.duties.filter((duty) => isDoneThisWeek(asked, duty) && duty.by.startsWith('k'));
  roster.giveAgain({ entries: entriesOf(asked, ofCover), missing: 0 });
  const surcharge = surchargeOverMeetings(agreed);
  const priced = choices.map((own) => ({
    ...own,
    meetings: own.meetings.map((meeting) => ({ ...meeting, cost: meeting.cost + surcharge(meeting) })),
  }));
  const draft = emptyDraft(problem, capacity, priced, rivals, roster);
  for (const [cycle, own] of priced.entries()) {
    const lesson = known.lessons.find(({ g, c }) => g === own.g && c === own.c);
    draft.restore(cycle, lesson && heldAs(asked, own, lesson, known.duties));
  }
  fill(draft, priced);
  improve(draft, priced, { roundsACycle: rounds, seconds: asked.patience });
  return { lessons: draft.plan().lessons, onDuty: roster.onDuty(), hires: roster.hires() };
}

/** Holds what is open, those with least choice first. What is fixed wins over all that could be elsewhere. */
function fill(draft: PlanDraft, choices: readonly Choices[]): void {
  const choiceOf = (cycle: number): number => choices[cycle]?.candidates.length ?? 0;
  const open = (): number[] => [...choices.keys()].filter((cycle) => !draft.isHeld(cycle));
  const isFixed = (cycle: number): boolean => choices[cycle]?.fixed ?? false;
  for (const cycle of open().filter(isFixed)) draft.hold(cycle);
  if (open().some(isFixed)) for (const cycle of choices.keys()) if (!isFixed(cycle)) draft.drop(cycle);
  for (const cycle of open().filter(isFixed)) draft.hold(cycle);
  for (const cycle of open().sort((a, b) => choiceOf(a) - choiceOf(b))) draft.hold(cycle);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A lesson as it stands, with those who do its duties. */
function heldAs(asked: RepairAsked, own: Choices, lesson: Lesson, duties: readonly Duty[]): HeldSession | undefined {
  const { problem, rivals, from } = asked;
  const { g, c, t, d, p, debrief, planning } = lesson;
  const candidate = own.candidates.find(
    (one) => one.t === t && one.d === d && one.p === p && same(one.debrief, debrief),
  );
  const meeting = candidate?.planning ? undefined : own.meetings.find((one) => same(one.planning, planning));
  if (!candidate || !(meeting || same(candidate.planning, planning))) return undefined;
  const asks = [...candidate.demands, ...(meeting?.demands ?? [])];
  const asksIn = new Set(asks.map(({ slot }) => slot));
  const done = duties.filter(
    (duty) => duty.g === g && duty.c === c && duty.d >= from && asksIn.has(slotOf(problem, duty.s, duty.d, duty.p)),
  );
  const standbys = asks.reduce((sum, { standby }) => sum + standby, 0);
  const missing = Math.max(0, standbys - done.filter(({ type }) => type === 'standby').length);
  const isRival = rivals(g) > 0 && d >= from;
  const busy = isRival ? [...busyIn(problem, lesson), ...busyAt(problem, g, planning)] : [];
  return { candidate, meeting, given: { entries: entriesOf(asked, done), missing }, busy };
}

const entriesOf = ({ problem }: RepairAsked, duties: readonly Duty[]): HeldSession['given']['entries'] =>
  duties.map(({ s, d, p, by }) => ({
    slot: slotOf(problem, s, d, p),
    k: by.startsWith('k') ? Number(by.slice(1)) : 'supply',
  }));

/** Done before `from`, and counts in that week's limits. */
function isDoneThisWeek({ problem, from }: RepairAsked, { d }: Duty): boolean {
  if (d >= from || from >= problem.days.length) return false;
  return dayOf(problem, d).w === dayOf(problem, from).w;
}

/** What a repair is about: a problem without its history, and the plan to be kept. */
export interface RepairAsked {
  readonly problem: Problem;
  readonly capacity: Capacity;
  readonly rivals: (g: number) => number;
  readonly agreed: Plan;
  readonly from: number;
  /** seconds after which a draft is bettered no more; it hardly ever takes so long */
  readonly patience: number;
}
