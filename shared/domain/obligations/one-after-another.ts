import { type Instant, localDate, london, plusDays } from '#calendar/london.ts';
import { MORNING, whenPostIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { dueFor, launchMoment, opening } from '#domain/dates/timeline.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Step } from '#domain/programme/programme.ts';
import { obligationId, ownersOf, waiting } from './steps.ts';

/*
 * Questionnaires whose times follow each other are asked one after another, of a school that begins late too: nobody is asked
 * how it was half-way before they have had their time for the first.
 */

/** The order that the programme means, by the key of each questionnaire's step. */
interface Order {
  readonly earlier: ReadonlyMap<string, ReadonlySet<string>>;
  /** when the next one is meant to open */
  readonly next: ReadonlyMap<string, Instant>;
}

const known = new WeakMap<Cohort, Order>();

/** As it is for a school that is ready from the launch on. Worked out once for a cohort with these dates. */
function orderOf(cohort: Cohort): Order {
  const before = known.get(cohort);
  if (before) return before;
  const meant = cohort.programme.steps
    .filter(({ kind }) => kind === 'answer-questionnaire')
    .map((step) => {
      const opens = opening(cohort, step, launchMoment(cohort));
      return { step, opens, due: dueFor(cohort, step, opens).at };
    });
  const follows = (a: (typeof meant)[number], b: (typeof meant)[number]) =>
    a.step.owner === b.step.owner && b.due < a.opens;
  const order: Order = {
    earlier: new Map(
      meant.map((one) => [one.step.key, new Set(meant.filter((b) => follows(one, b)).map(({ step }) => step.key))]),
    ),
    next: new Map(
      meant.flatMap((one) => {
        const [first] = meant
          .filter((a) => follows(a, one))
          .map(({ opens }) => opens)
          .toSorted();
        return first === undefined ? [] : [[one.step.key, first] as const];
      }),
    ),
  };
  known.set(cohort, order);
  return order;
}

const dayAfter = ({ calendar }: Cohort, at: Instant): Instant =>
  whenPostIsOpen(calendar, london(plusDays(localDate(at), 1), MORNING).at);

/** A step that could open for its owners, and from when. */
interface Ready {
  readonly step: Step;
  readonly at: Instant;
}

/** From when on a step is asked of one who owes it. `overtaken`: by then the next one has begun, so it is not asked. */
export interface Turn extends Ready {
  readonly overtaken: boolean;
}

/**
 * When somebody is asked for each step of theirs that is ready: a questionnaire no sooner than the day after an earlier one of
 * theirs was due, or was answered. What the lead gives more time for does not hold up the others.
 * @param ready steps that they owe and have not been asked for
 */
function turnsOf(p: Partnership, cohort: Cohort, owner: PersonId, ready: readonly Ready[]): readonly Turn[] {
  const { earlier, next } = orderOf(cohort);
  if (!ready.some(({ step }) => earlier.get(step.key)?.size)) return ready.map((one) => ({ ...one, overtaken: false }));
  const held = heldBy(p, cohort, owner);
  const turns = new Map<string, Turn>();
  const turn = (one: Ready): Turn => {
    const { step, at } = one;
    const found = turns.get(step.key);
    if (found) return found;
    const before = earlier.get(step.key);
    const until = before === undefined ? [] : [...before].flatMap((key) => held.get(key) ?? []);
    const asked = ready.filter(({ step: { key } }) => before?.has(key)).map(turn);
    const last = [
      ...until,
      ...asked.flatMap((t) => (t.overtaken ? [] : [dayAfter(cohort, dueFor(cohort, t.step, t.at).at)])),
    ].reduce((a, b) => (a > b ? a : b), at);
    const following = next.get(step.key);
    const overtaken = last > at && following !== undefined && dueFor(cohort, step, last).at > following;
    turns.set(step.key, { step, at: last, overtaken });
    return { step, at: last, overtaken };
  };
  return ready.map(turn);
}

/** By the key of a step that they have been asked for: until when that holds up those that come after it. */
function heldBy(p: Partnership, cohort: Cohort, owner: PersonId): ReadonlyMap<string, Instant> {
  const steps = new Map(cohort.programme.steps.map((step) => [step.key, step]));
  return new Map(
    p.obligations
      .filter((o) => o.kind === 'answer-questionnaire' && (o.takenFrom ?? o.owner) === owner)
      .flatMap(({ step: key = '', opened, end }) => {
        const step = steps.get(key);
        if (!step || (end && end.how !== 'done')) return [];
        const due = dueFor(cohort, step, opened).at;
        return [[key, dayAfter(cohort, end && end.at < due ? end.at : due)] as const];
      }),
  );
}

/** Whom the steps that are ready are asked of, each when it is their turn, in the programme's order. */
export function asksOf(p: Partnership, cohort: Cohort): readonly { readonly owner: PersonId; readonly turn: Turn }[] {
  const asked = waiting(p, cohort).flatMap((one) =>
    ownersOf(p, one.step)
      .filter((owner) => !obligationOf(p, obligationId(one.step, owner)))
      .map((owner) => ({ owner, one })),
  );
  const turns = new Map(
    [...Map.groupBy(asked, ({ owner }) => owner)].map(([owner, theirs]) => {
      const own = turnsOf(
        p,
        cohort,
        owner,
        theirs.map(({ one }) => one),
      );
      return [owner, new Map(own.map((turn) => [turn.step.key, turn]))] as const;
    }),
  );
  return asked.flatMap(({ owner, one }) => {
    const turn = turns.get(owner)?.get(one.step.key);
    return turn ? [{ owner, turn }] : [];
  });
}
