import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import { coverAsks, isIdleCover } from '#domain/cycles/rules.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Chase } from '#domain/obligations/chases.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { unhandled } from '#domain/obligations/rules.ts';
import { newObligation, ownersOf, waiting, whenEnds } from '#domain/obligations/steps.ts';
import { apply } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Step } from '#domain/programme/programme.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { cyclesHit, eventsToTell, launchOf, sessionsHit, shiftsOf, toAgree, toTell } from './shifts.ts';
import { closing, dueFor, opening } from './timeline.ts';

/** A moment before and after; undefined: there is none. */
export interface Shift {
  readonly old: Instant | undefined;
  readonly new: Instant | undefined;
}

export interface ObligationPreview {
  readonly of: Obligation;
  readonly due: Shift;
  /** each email that chases it, where its moment changes */
  readonly chases: readonly (Shift & Pick<Chase, 'act' | 'day'>)[];
}

/** A step that has not opened yet. */
interface StepPreview {
  readonly step: Step;
  readonly opens: Shift;
  readonly due: Shift;
}

/** All that follows for one school. */
export interface SchoolPreview {
  readonly partnership: Partnership;
  readonly owed: readonly ObligationPreview[];
  readonly steps: readonly StepPreview[];
  /** requests to confirm cover that go at another time, by the cover's id */
  readonly cover: readonly (Shift & { readonly id: ObligationId })[];
  /** planned again */
  readonly cycles: readonly Cycle[];
  /** on a day without school now: their coaches are told */
  readonly sessions: readonly Session[];
  /** before the launch now: their coaches are not welcomed until then */
  readonly early: readonly Session[];
  /** when its part ends if nothing more is done */
  readonly ends: Shift;
  readonly told: readonly PersonId[];
}

export interface Preview {
  readonly closes: Shift;
  /** only those for which something follows */
  readonly schools: readonly SchoolPreview[];
}

/**
 * All that would follow if a cohort had other dates: what the same functions decide that will decide it. Nothing happens.
 */
export function previewOf(
  { cohort: before, partnerships }: { readonly cohort: Cohort; readonly partnerships: readonly Partnership[] },
  after: Cohort,
  now: Instant,
): Preview {
  const schools = partnerships
    .filter((p) => !hasEnded(p.stage))
    .map((p) => previewAt(p, before, after, now))
    .filter(
      ({ owed, steps, cover, cycles, sessions, early, ends, told }) =>
        [owed, steps, cover, cycles, sessions, early, told].some((list) => list.length > 0) || differs(ends),
    );
  return { closes: { old: closing(before), new: closing(after) }, schools };
}

const differs = (shift: Shift): boolean => shift.old !== shift.new;

function previewAt(p: Partnership, before: Cohort, after: Cohort, now: Instant): SchoolPreview {
  const shifts = shiftsOf(p, before, after, now);
  const dues = shifts.map(({ obligation, due, meant }) => ({ obligation, due, meant }));
  const launch = launchOf(p, after);
  const moved = apply(p, { what: 'dates-moved', moves: 0, dues, people: [], done: false, ...launch }, now);
  return {
    partnership: p,
    owed: p.obligations.filter(isOpen).flatMap((o) => {
      const then = moved.obligations.find(({ id }) => id === o.id) ?? o;
      const paused = isIdleCover(p, after, o);
      return owedPreview({ cohort: before, o }, { cohort: after, o: then, paused }, now);
    }),
    steps: stepPreviews({ p, cohort: before }, { p: moved, cohort: after }, now),
    cover: coverAsks(p, before).flatMap(({ id, asks }) => {
      const shift = { id, old: asks, new: coverAsks(p, after).find((one) => one.id === id)?.asks };
      return differs(shift) ? [shift] : [];
    }),
    cycles: cyclesHit(p, before, after, now),
    sessions: sessionsHit(p, before, after, now),
    early: p.sessions.filter((s) => launch.launch && isPending(s) && s.start.at < launch.launch),
    ends: { old: whenEnds(p, before), new: whenEnds(moved, after) },
    told: [
      ...new Set([
        ...[...toTell(p, before, after, now), ...eventsToTell(p, before, after)].map(({ to }) => to),
        ...toAgree(p, before, after, now),
      ]),
    ],
  };
}

interface InForce {
  readonly cohort: Cohort;
  readonly o: Obligation;
  /** it stays open, and nothing chases it */
  readonly paused?: boolean;
}

/** What happens to one obligation and of what chases it; empty where nothing does. */
export function owedPreview(before: InForce, after: InForce, now: Instant): readonly ObligationPreview[] {
  const chases = ({ cohort, o, paused }: InForce) => (paused ? [] : unhandled(cohort, o).filter(({ at }) => at > now));
  const [olds, news] = [chases(before), chases(after)];
  const named = ({ act, day }: Pick<Chase, 'act' | 'day'>) => `${act} ${day}`;
  const all = [...new Map([...olds, ...news].map((c) => [named(c), c])).values()].sort((a, b) => a.day - b.day);
  const at = (list: readonly Chase[], c: Chase) => list.find((one) => named(one) === named(c))?.at;
  const changed = all.map((c) => ({ act: c.act, day: c.day, old: at(olds, c), new: at(news, c) })).filter(differs);
  const due = { old: before.o.due.at, new: after.o.due.at };
  return differs(due) || changed.length > 0 ? [{ of: before.o, due, chases: changed }] : [];
}

interface School {
  readonly p: Partnership;
  readonly cohort: Cohort;
}

/** Steps that no one has been asked for yet, where it is known when they open or when they are due. */
function stepPreviews(before: School, after: School, now: Instant): readonly StepPreview[] {
  const { p, cohort } = before;
  return cohort.programme.steps
    .filter((step) => ownersOf(p, step).some((owner) => !isOpened(p, cohort, step, owner, now)))
    .flatMap((step) => {
      const [old, then] = [before, after].map((it) => whenOpens(it.p, it.cohort, step, now));
      const due = (it: School, opens: Instant | undefined) => opens && dueFor(it.cohort, step, opens).at;
      const preview = { step, opens: { old, new: then }, due: { old: due(before, old), new: due(after, then) } };
      return differs(preview.opens) || differs(preview.due) ? [preview] : [];
    });
}

const isOpened = (p: Partnership, cohort: Cohort, step: Step, owner: PersonId, now: Instant): boolean => {
  const { id } = newObligation(cohort, step, owner, now);
  return p.obligations.some((o) => o.id === id);
};

/** When a step opens; where it still waits for others, the first moment of its own day, if it has one. */
function whenOpens(p: Partnership, cohort: Cohort, step: Step, now: Instant): Instant | undefined {
  const ready = waiting(p, cohort).find((one) => one.step.key === step.key)?.at;
  return ready ?? (step.notBefore ? opening(cohort, step, now) : undefined);
}
