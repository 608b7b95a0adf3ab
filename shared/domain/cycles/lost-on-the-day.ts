import { earliest, type Instant, localDate, localTime, london, plus } from '#calendar/london.ts';
import { addSchoolDays, MORNING } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { whileOpen } from '#domain/dates/while-open.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { actingFor, hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { dutySpan } from '#domain/people/busy.ts';
import type { PersonId } from '#domain/people/person.ts';
import { untilMorning } from '#domain/sessions/session.ts';
import { writtenTo } from './coverers.ts';
import type { Cycle, Duty } from './cycle.ts';
import { released } from './plan-acts.ts';
import { coverIds, coverManagerOf, cycleMessage, tellOfCycles } from './rules.ts';
import { type LostCover, lostCover, lostWithinADay, takenUnheard, toldOf } from './stepping-in.ts';
import { dutyOf, type SteppedIn, withSteppedIn } from './stood-in.ts';

/** So long before it begins, a class that nobody takes is told of again. */
const AGAIN = '-PT1H';

/** Of what begins before then, those whom it concerns first are told at night too. */
const NOON = '12:00';

/**
 * What becomes of cover that is lost within a school day: whoever stands by steps in, and nobody is asked to agree to it; where
 * nobody can, everybody hears who can do something about it.
 */
export const lostOnTheDay = (p: Partnership, cohort: Cohort, now: Instant): readonly Change[] =>
  lostWithinADay(p, cohort, now).flatMap(({ cycle, steps, missing }) => [
    ...(steps.length > 0 ? stepIn(p, cohort, cycle, steps, now) : []),
    ...sayMissing(p, missing, now),
  ]);

/** All hear of it whom it concerns; the cover manager, in the email about changed cover, is asked anew to see to the day. */
function stepIn(p: Partnership, cohort: Cohort, before: Cycle, steps: readonly SteppedIn[], now: Instant) {
  const { id } = before;
  const after = { ...before, duties: withSteppedIn(before.duties, steps) };
  const told = tellOfCycles(p, cohort, 'cover-changed', coverManagerOf(p), [{ id, before, after }], now);
  const starts = steps.map((step) => dutySpan(p, before, dutyOf(step)).from).sort()[0] ?? now;
  const stood: Change = { what: 'stood-in', cycle: id, steps };
  const manager = actingFor(p, coverManagerOf(p));
  return [
    stood,
    ...released(p, coverIds(before), now),
    ...(isBeforeNoon({ starts }) ? told : told.map((it) => inTheMorning(it, now))),
    ...whoHears(p, steps)
      .filter(({ to }) => !manager.includes(to))
      .map(({ to, atNight }) =>
        cycleMessage('cover-stepped-in', to, [id], atNight && isBeforeNoon({ starts }) ? now : untilMorning(now)),
      ),
    // whoever stood by sits at no seat; hired cover, and a name that somebody planned with, has no address
    ...[...new Set(steps.map(({ to }) => to.by))]
      .filter((who) => writtenTo(p, who))
      .map((who) => cycleMessage('cover-yours', who, [id], isBeforeNoon({ starts }) ? now : untilMorning(now))),
  ];
}

/** An email to somebody who only covers came back: nobody writes to that address, and of what they take they are to be rung. */
export function covererUnreached(p: Partnership, who: PersonId, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const one = p.provision?.cover.find(({ id }) => id === who);
  if (!one) return refuse('not-asked', 'There is no such person who covers.');
  if (one.returned) return refuse('already', 'We know that already.');
  const unreached: Change = { what: 'coverer-unreached', who };
  const after = apply(p, unreached, now);
  const word = p.cycles.flatMap((c) => {
    const [first] = takenUnheard(after, c, now).filter(({ by }) => by === who);
    if (!first) return [];
    const atOnce = isBeforeNoon({ starts: dutySpan(p, c, first).from });
    return actingFor(p, coverManagerOf(p)).map((to) =>
      cycleMessage('cover-untold', to, [c.id], atOnce ? now : untilMorning(now)),
    );
  });
  return outcome(p, [unreached, ...word], now);
}

const inTheMorning = (it: Change, now: Instant): Change =>
  it.what === 'message-queued' ? { ...it, message: { ...it.message, queued: untilMorning(now) } } : it;

function sayMissing(p: Partnership, lost: readonly LostCover[], now: Instant, again = false): readonly Change[] {
  const [first] = lost.toSorted((a, b) => (a.starts < b.starts ? -1 : 1));
  if (!first) return [];
  const duties = lost.map(({ duty }) => duty);
  const { id } = first.cycle;
  return [
    { what: 'cover-missing', cycle: id, duties, ...(again && { again }) },
    ...whoHears(p, duties).map(({ to, atNight }) =>
      cycleMessage('cover-missing', to, [id], atNight && isBeforeNoon(first) ? now : untilMorning(now)),
    ),
  ];
}

const isBeforeNoon = ({ starts }: Pick<LostCover, 'starts'>): boolean => localTime(starts) < NOON;

/**
 * Whose class it is and whoever sees to cover hear at any hour of what begins before noon; the link and the lead, who can do
 * nothing at night, hear of it in the morning.
 */
function whoHears(p: Partnership, duties: readonly Pick<Duty, 'whom'>[]) {
  const first: readonly PersonId[] = [
    ...duties.flatMap(({ whom }) => (whom ? [whom] : [])),
    ...actingFor(p, coverManagerOf(p)),
  ];
  const all = new Set<PersonId>([...first, ...actingFor(p, 'link'), 'lead']);
  return [...all].map((to) => ({ to, atNight: first.includes(to) }));
}

/**
 * Cover that was lost earlier and that nobody has agreed to give otherwise: once it is to be given on the next school day, it is as
 * if it were lost then. What nobody takes is told of again before it begins.
 */
export function lostCoverRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const lost = lostCover(p, cohort, now);
  const soon = earliest(...lost.flatMap((one) => (toldOf(one) ? [] : [dayBefore(p, cohort, one)])));
  const again = earliest(...lost.flatMap((one) => againAt(one) ?? []));
  return whileOpen(p, cohort, now, [
    ...(soon ? [{ at: soon, do: (current: Partnership) => lostOnTheDay(current, cohort, now) }] : []),
    ...(again ? [{ at: again, do: (current: Partnership) => sayAgain(current, cohort, now) }] : []),
  ]);
}

/** The morning of the school day before. */
function dayBefore(p: Partnership, cohort: Cohort, { starts }: LostCover): Instant {
  const day = addSchoolDays(postCalendar(p, cohort), localDate(starts), -1);
  return london(day ?? localDate(starts), MORNING).at;
}

/** When it is told of again that nobody takes it; undefined: never, or not before it has been told once. */
function againAt(one: LostCover): Instant | undefined {
  const told = toldOf(one);
  const at = plus(one.starts, AGAIN);
  return told && !told.again && told.since < at ? at : undefined;
}

function sayAgain(p: Partnership, cohort: Cohort, now: Instant): readonly Change[] {
  const isDue = (at: Instant | undefined) => at !== undefined && at <= now;
  const due = lostCover(p, cohort, now).filter((one) => isDue(againAt(one)));
  return [...Map.groupBy(due, ({ cycle }) => cycle).values()].flatMap((of) => sayMissing(p, of, now, true));
}
