import { type Instant, type LocalDate, localDate, plus, plusDays } from '#calendar/london.ts';
import { isSchoolDay, schoolDays, type Term, whenPostIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort, DateMove, Dates } from '#domain/cohort/cohort.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import type { PersonId } from '#domain/people/person.ts';
import { datesOf, sameDates, withDates } from './dates.ts';
import { eventBegins, eventOf, eventsFault, eventsMoved } from './lead-events.ts';
import { closing, launchMoment, signBy } from './timeline.ts';

/** So long at least nothing follows from a move: nothing is asked, chased or told by old dates or new ones. */
const GRACE = 'PT10M';

/**
 * The schools take up a move when its first emails can go: until then nothing has changed there, and undoing it leaves
 * no trace. Where it changes a day that comes before, they take it up at once, for what cannot wait.
 */
function takenFrom(before: Cohort, after: Cohort, now: Instant): Instant {
  const [least, open] = [plus(now, GRACE), whenPostIsOpen(after.calendar, plus(now, GRACE))];
  const soon = ({ calendar }: Cohort) =>
    schoolDays(calendar)
      .filter((day) => localDate(now) <= day && day <= localDate(open))
      .join();
  const events = eventsMoved(before, after).flatMap((step) =>
    [before, after].flatMap((cohort) => eventBegins(eventOf(cohort, step))),
  );
  const isSoon = events.some((at) => at > now && localDate(at) <= localDate(open));
  return soon(before) === soon(after) && !isSoon ? open : least;
}

const refuse = (why: Refusal['why'], sentence: string): MoveOutcome => ({ refused: { why, sentence } });

export type MoveOutcome = { readonly cohort: Cohort } | { readonly refused: Refusal };

/** The lead moves dates. What is over stays as it was. */
export function moveCohort(cohort: Cohort, dates: Dates, by: PersonId, now: Instant): MoveOutcome {
  if (cohort.stage !== 'launched') return refuse('not-now', 'Dates can be moved while the programme runs.');
  const after = withDates(cohort, dates);
  if (sameDates(datesOf(cohort), datesOf(after))) return refuse('already', 'These are the dates already.');
  const today = localDate(now);
  const fault =
    namesFault(cohort, dates, today) ??
    orderFault(dates) ??
    launchFault(cohort, after, now) ??
    signFault(cohort, after, now) ??
    eventsFault(cohort, after, now);
  if (fault) return refuse('not-now', fault);
  const over = ({ calendar }: Cohort) =>
    schoolDays(calendar)
      .filter((day) => day < today)
      .join();
  if (over(cohort) !== over(after)) return refuse('not-now', 'Days that are over cannot be moved.');
  if (localDate(closing(after)) <= today) return refuse('not-now', 'The programme must close later than today.');
  if (dates.closes && dates.closes > (dates.terms.at(-1)?.end ?? ''))
    return refuse('not-now', 'The programme must close before the last term ends. Add a term to close it later.');
  if (dates.closes && !isSchoolDay(after.calendar, dates.closes))
    return refuse('not-now', 'The programme must close on a school day.');
  return {
    cohort: moved(cohort, after, { at: now, by, from: takenFrom(cohort, after, now), before: datesOf(cohort) }),
  };
}

/**
 * The last move is taken back: what it changed is changed back at once. The caller knows what has been sent, and so
 * whether it still may be.
 */
export function undoMove(cohort: Cohort, by: PersonId, now: Instant): MoveOutcome {
  const last = cohort.moves?.at(-1);
  if (!last || last.undoes || cohort.stage !== 'launched') return refuse('already', 'There is nothing to undo.');
  const after = withDates(cohort, last.before);
  if (after.launch !== cohort.launch && launchMoment(cohort) <= now)
    return refuse('not-now', 'The invitations have gone, so the launch day can no longer be moved.');
  // an earlier move that the schools have not taken up either is taken up when it was to be
  const earlier = cohort.moves?.at(-2)?.from ?? now;
  const from = earlier > now ? earlier : now;
  return { cohort: moved(cohort, after, { at: now, by, from, before: datesOf(cohort), undoes: true }) };
}

const moved = (cohort: Cohort, after: Cohort, move: DateMove): Cohort => ({
  ...after,
  moves: [...(cohort.moves ?? []), move],
});

/** More terms no cohort has, by import or since. */
export const MOST_TERMS = 18;

/** A new term may begin and end so long after the one before it: whatever is later has its year mistyped. */
const LONGEST_AFTER = 366;

/** Can it go again? What the files named stays, and what has begun. */
export const mayBeRemoved = ({ added, start }: Term, today: LocalDate): boolean => added !== undefined && start > today;

/** What is wrong with which terms there are, in a sentence: those that the cohort has, and after them those that are added. */
function namesFault(cohort: Cohort, { terms }: Dates, today: LocalDate): string | undefined {
  const stay = cohort.calendar.terms.filter(
    (t) => !mayBeRemoved(t, today) || terms.some(({ name }) => name === t.name),
  );
  const [known, more] = [terms.slice(0, stay.length), terms.slice(stay.length)];
  const isTheirs = stay.every(({ name, added }, i) => known[i]?.name === name && !known[i]?.added === !added);
  if (!isTheirs || more.some(({ added }) => !added))
    return 'The terms must be those that the cohort has, and after them those that you add.';
  const twice = more.find(({ name }, i) => [...known, ...more.slice(0, i)].some((t) => t.name === name));
  if (twice) return `${twice.name} is the name of another term. Enter a different name.`;
  if (terms.length > MOST_TERMS) return `A cohort can have ${MOST_TERMS} terms at most.`;
  const far = more.find(({ end }, i) => end > plusDays(terms[stay.length + i - 1]?.end ?? end, LONGEST_AFTER));
  return far && `${far.name} must end within a year of the term before it.`;
}

/** What is wrong with the order of terms and their breaks, in a sentence. */
function orderFault({ terms }: Dates): string | undefined {
  for (const [i, { name, start, end, halfTerm }] of terms.entries()) {
    const last = terms[i - 1];
    if (end < start) return `${name} must end on or after the day on which it starts.`;
    if (last && start <= last.end) return `${name} must start after ${last.name} ends.`;
    if (halfTerm && (halfTerm[1] < halfTerm[0] || halfTerm[0] <= start || halfTerm[1] >= end))
      return `The half-term of ${name} must lie within the term, its first day first.`;
  }
  return undefined;
}

/** What is wrong with another last day to sign, in a sentence. */
function signFault(before: Cohort, after: Cohort, now: Instant): string | undefined {
  if (!after.signBy || after.signBy === signBy(before)) return undefined;
  if (after.signBy < localDate(now)) return 'The last day to sign must be today or later.';
  if (after.signBy >= localDate(closing(after))) return 'The last day to sign must be before the programme closes.';
  return undefined;
}

/** What is wrong with another launch day, in a sentence. */
function launchFault(before: Cohort, after: Cohort, now: Instant): string | undefined {
  if (after.launch > localDate(now) && localDate(closing(after)) <= after.launch)
    return 'The programme must close later than it begins.';
  if (before.launch === after.launch) return undefined;
  if (launchMoment(before) <= now) return 'The invitations have gone, so the launch day can no longer be moved.';
  if (after.launch <= localDate(now)) return 'The launch day must be later than today.';
  if (!isSchoolDay(after.calendar, after.launch)) return 'The launch day must be a school day.';
  return undefined;
}
