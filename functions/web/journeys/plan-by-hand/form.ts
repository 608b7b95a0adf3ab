import type { Instant } from '#calendar/london.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import { idOfCycle } from '#domain/cycles/planning.ts';
import type { Supply } from '#domain/cycles/provision.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Draft } from '#records/drafts.ts';
import { windowsOf } from '#web/journeys/plan/form.ts';
import type { Posted, Read } from '#web/kit/fields/fault.ts';
import { faultsOfClashes } from './clashes.ts';
import { readHandCycle } from './cycle.ts';
import { type HandCycle, handFields, planAsTyped } from './fields.ts';

/** Held, missed, or taking place: nothing about it can be planned any more. */
const isOver = (cycle: Cycle, now: Instant): boolean =>
  cycle.state === 'held' || cycle.state === 'missed' || (cycle.state === 'planned' && cycle.lesson.start.at <= now);

/** The cycles that are still to be planned, group by group. */
export function handCycles(place: InCohort, now: Instant): readonly HandCycle[] {
  const { partnership: p } = place;
  return p.groups.flatMap(({ name, members }) =>
    windowsOf(place).flatMap((window, i): readonly HandCycle[] => {
      const id = idOfCycle(p, name, i + 1);
      const agreed = p.cycles.find((cycle) => cycle.id === id);
      if (agreed && isOver(agreed, now)) return [];
      const known =
        p.plan?.proposal?.cycles.find((cycle) => cycle.id === id) ?? (agreed && isAhead(agreed) ? agreed : undefined);
      return [{ id, group: name, nth: i + 1, members, window, known }];
    }),
  );
}

/** What was typed so far; of what was not touched yet, what is known. */
export const typedByHand = (p: Partnership, cycles: readonly HandCycle[], draft: Draft): Posted => ({
  ...Object.assign({}, ...cycles.map((it) => (it.known ? planAsTyped(p, it.id, it.known) : {}))),
  ...draft,
});

export const isEmpty = (typed: Posted, it: HandCycle): boolean =>
  handFields(it).every((field) => !typed[field]?.trim());

/** One cycle as typed, judged beside all the others: what it is, or what is wrong with it. */
export function judged(
  place: InCohort,
  cycles: readonly HandCycle[],
  typed: Posted,
  it: HandCycle,
  now: Instant,
): Read<Cycle> {
  const own = asRead(place, typed, it, now);
  if ('faults' in own) return own;
  const others = cycles.flatMap((other) => {
    const read = other.id === it.id || isEmpty(typed, other) ? undefined : asRead(place, typed, other, now);
    return read && 'values' in read ? [read.values] : [];
  });
  const faults = faultsOfClashes(place, own.values, [...others, ...history(place.partnership, cycles)]);
  return faults.length > 0 ? { faults } : own;
}

/** A cycle that is as it was stays what it was, whatever a form would make of it. */
function asRead(place: InCohort, typed: Posted, it: HandCycle, now: Instant): Read<Cycle> {
  const { partnership: p } = place;
  if (it.known) {
    const before = planAsTyped(p, it.id, it.known);
    const isSame = handFields(it).every((field) => (typed[field] ?? '') === (before[field] ?? ''));
    if (isSame) return { values: it.known };
  }
  return readHandCycle(typed, place, it, now);
}

/** What was agreed before and can no longer be planned. */
const history = ({ cycles: all }: Partnership, cycles: readonly HandCycle[]): readonly Cycle[] =>
  all.filter((c) => (c.state === 'planned' || c.state === 'held') && !cycles.some((it) => it.id === c.id));

/** All cycles as typed, and the plan that they make when nothing is left to mend and at least one is there. */
export function handPlan(place: InCohort, draft: Draft, now: Instant) {
  const { partnership: p } = place;
  const all = handCycles(place, now);
  const typed = typedByHand(p, all, draft);
  const cycles = all.map((it) => ({ it, read: isEmpty(typed, it) ? undefined : judged(place, all, typed, it, now) }));
  const made = cycles.flatMap(({ read }) => (read && 'values' in read ? [read.values] : []));
  const broken = cycles.some(({ read }) => read && 'faults' in read);
  const proposal = broken || made.length === 0 ? undefined : proposalOf(place, all, made, now);
  return { cycles, proposal };
}

function proposalOf(
  { partnership: p }: InCohort,
  all: readonly HandCycle[],
  made: readonly Cycle[],
  now: Instant,
): Proposal {
  const begun = history(p, all).filter(isAhead);
  const cycles = [...begun, ...made].toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));
  const duties = cycles.flatMap((cycle) => cycle.duties);
  const booked = p.plan?.proposal?.hires ?? p.plan?.hires ?? [];
  const hires = booked.filter((hire) => duties.some((duty) => duty.by === hire.unit && duty.date === hire.date));
  return {
    at: now,
    cycles,
    hires,
    pounds: priceOf(hires, p.provision?.supply),
    lessonsCovered: duties.filter((duty) => duty.kind === 'cover').length,
    proven: false,
    gap: 0,
    notHeld: all
      .filter((it) => !made.some((cycle) => cycle.id === it.id))
      .map(({ group, nth }) => ({ group, nth, nearest: [] })),
    waysOut: [],
    byHand: true,
  };
}

const priceOf = (hires: Proposal['hires'], supply: Supply | undefined): number =>
  hires.reduce((sum, { half }) => sum + ((half === 'day' ? supply?.fullDay : supply?.halfDay) ?? 0), 0);
