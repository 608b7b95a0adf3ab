import { type Instant, type LocalDate, localDate, plus } from '../calendar/london.ts';
import {
  isSchoolDay,
  type SchoolCalendar,
  schoolDays,
  type Term,
  whenPostIsOpen,
} from '../calendar/school-calendar.ts';
import type { Refusal } from './acts.ts';
import type { Cohort } from './cohort.ts';
import { goesAtOnce, type Message } from './message.ts';
import { hasEnded, type Partnership } from './partnership.ts';
import type { PersonId } from './person.ts';
import { closing, launchMoment } from './timeline.ts';

/** The dates of a cohort that its lead can move. */
export interface Dates {
  readonly terms: readonly Term[];
  readonly inset: readonly LocalDate[];
  readonly closures: NonNullable<SchoolCalendar['closures']>;
  /** the day the invitations go: it can be moved until they have; undefined: it stays */
  readonly launch?: LocalDate | undefined;
  /** undefined: as the programme says */
  readonly closes?: LocalDate | undefined;
}

/** The lead moved dates: the cohort has the new ones at once, and the schools take them up from `from`. */
export interface DateMove {
  readonly at: Instant;
  readonly by: PersonId;
  readonly from: Instant;
  readonly before: Dates;
  /** it takes back the one before it */
  readonly undoes?: true | undefined;
}

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
  return soon(before) === soon(after) ? open : least;
}

export const datesOf = ({ calendar: { terms, inset, closures = [] }, launch, closes }: Cohort): Dates => ({
  launch,
  terms,
  inset,
  closures,
  closes,
});

const withDates = (cohort: Cohort, { terms, inset, closures, launch = cohort.launch, closes }: Dates): Cohort => ({
  ...cohort,
  launch,
  calendar: { ...cohort.calendar, terms, inset, closures },
  closes,
});

export const sameDates = (a: Dates, b: Dates): boolean => inOrder(a) === inOrder(b);

const inOrder = ({ terms, inset, closures, launch = '', closes = '' }: Dates): string =>
  JSON.stringify([
    terms.map(({ name, start, end, halfTerm = [] }) => [name, start, end, ...halfTerm]),
    [...inset].sort(),
    closures.map(({ date, why }) => [date, why]).sort(),
    launch,
    closes,
  ]);

/** When the schools take up the last move. */
export const movesFrom = ({ moves = [] }: Cohort): Instant | undefined => moves.at(-1)?.from;

/** Has the lead moved dates that the school has not taken up yet? */
export const isMoving = (p: Partnership, { moves = [] }: Cohort): boolean =>
  !hasEnded(p.stage) && moves.length > (p.movesTaken ?? 0);

/** When the programme begins at a school: while it is being moved, the later of both days. */
export function begins(p: Partnership, cohort: Cohort): Instant {
  const moved = isMoving(p, cohort) ? launchMoment(cohort) : p.launch;
  return moved > p.launch ? moved : p.launch;
}

/** What may leave a school's outbox: while its dates are moving, nothing that speaks of them. */
export const mayLeave = (p: Partnership, cohort: Cohort): readonly Message[] =>
  isMoving(p, cohort) ? p.outbox.filter(goesAtOnce) : p.outbox;

export const isSpreading = ({ moves = [], movesSpread = 0 }: Cohort): boolean => moves.length > movesSpread;

/** The cohort as it was when a school last took up its dates. */
export function asTaken(cohort: Cohort, p: Partnership): Cohort {
  const before = cohort.moves?.[p.movesTaken ?? 0]?.before;
  return before ? withDates(cohort, before) : cohort;
}

const refuse = (why: Refusal['why'], sentence: string): Moved => ({ refused: { why, sentence } });

export type Moved = { readonly cohort: Cohort } | { readonly refused: Refusal };

/** The lead moves dates. What is over stays as it was. */
export function moveCohort(cohort: Cohort, dates: Dates, by: PersonId, now: Instant): Moved {
  if (cohort.stage !== 'launched') return refuse('not-now', 'Dates can be moved while the programme runs.');
  if (sameDates(datesOf(cohort), dates)) return refuse('already', 'These are the dates already.');
  const after = withDates(cohort, dates);
  const today = localDate(now);
  const fault = orderFault(cohort, dates) ?? launchFault(cohort, after, now);
  if (fault) return refuse('not-now', fault);
  const over = ({ calendar }: Cohort) =>
    schoolDays(calendar)
      .filter((day) => day < today)
      .join();
  if (over(cohort) !== over(after)) return refuse('not-now', 'Days that are over cannot be moved.');
  if (localDate(closing(after)) <= today) return refuse('not-now', 'The programme must close later than today.');
  if (dates.closes && dates.closes > (dates.terms.at(-1)?.end ?? ''))
    return refuse('not-now', 'The programme must close before the last term ends.');
  if (dates.closes && !isSchoolDay(after.calendar, dates.closes))
    return refuse('not-now', 'The programme must close on a school day.');
  return {
    cohort: moved(cohort, after, { at: now, by, from: takenFrom(cohort, after, now), before: datesOf(cohort) }),
  };
}

/** What is wrong with the order of terms and their breaks, in a sentence. */
function orderFault(cohort: Cohort, { terms }: Dates): string | undefined {
  if (terms.map((t) => t.name).join() !== cohort.calendar.terms.map((t) => t.name).join())
    return 'The terms must be those that the cohort has.';
  for (const [i, { name, start, end, halfTerm }] of terms.entries()) {
    const last = terms[i - 1];
    if (end < start) return `${name} must end on or after the day on which it starts.`;
    if (last && start <= last.end) return `${name} must start after ${last.name} ends.`;
    if (halfTerm && (halfTerm[1] < halfTerm[0] || halfTerm[0] <= start || halfTerm[1] >= end))
      return `The half-term of ${name} must lie within the term, its first day first.`;
  }
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

/** The last move is taken back: what it changed is changed back at once. Whether it still may be is for whoever knows what has been sent. */
export function undoMove(cohort: Cohort, by: PersonId, now: Instant): Moved {
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
