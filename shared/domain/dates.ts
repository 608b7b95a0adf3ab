import { type Instant, type LocalDate, localDate, plus } from '../calendar/london.ts';
import { isSchoolDay, type SchoolCalendar, schoolDays, type Term } from '../calendar/school-calendar.ts';
import type { Refusal } from './acts.ts';
import type { Cohort } from './cohort.ts';
import { goesAtOnce, type Message } from './message.ts';
import { hasEnded, type Partnership } from './partnership.ts';
import type { PersonId } from './person.ts';
import { closing } from './timeline.ts';

/** The dates of a cohort that its lead can move. */
export interface Dates {
  readonly terms: readonly Term[];
  readonly inset: readonly LocalDate[];
  readonly closures: NonNullable<SchoolCalendar['closures']>;
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

/** So long nothing follows from a move: nothing is asked, chased or told by old dates or new ones. */
const GRACE = 'PT10M';

export const datesOf = ({ calendar: { terms, inset, closures = [] }, closes }: Cohort): Dates => ({
  terms,
  inset,
  closures,
  closes,
});

const withDates = (cohort: Cohort, { terms, inset, closures, closes }: Dates): Cohort => ({
  ...cohort,
  calendar: { ...cohort.calendar, terms, inset, closures },
  closes,
});

export const sameDates = (a: Dates, b: Dates): boolean => inOrder(a) === inOrder(b);

const inOrder = ({ terms, inset, closures, closes = '' }: Dates): string =>
  JSON.stringify([
    terms.map(({ name, start, end, halfTerm = [] }) => [name, start, end, ...halfTerm]),
    [...inset].sort(),
    closures.map(({ date, why }) => [date, why]).sort(),
    closes,
  ]);

/** When the schools take up the last move. */
export const movesFrom = ({ moves = [] }: Cohort): Instant | undefined => moves.at(-1)?.from;

/** Has the lead moved dates that the school has not taken up yet? */
export const isMoving = (p: Partnership, { moves = [] }: Cohort): boolean =>
  !hasEnded(p.stage) && moves.length > (p.movesTaken ?? 0);

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
  const fault = orderFault(cohort, dates);
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
  return { cohort: moved(cohort, after, { at: now, by, from: plus(now, GRACE), before: datesOf(cohort) }) };
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

/** The last move is taken back: what it changed is changed back at once. Whether it still may be is for whoever knows what has been sent. */
export function undoMove(cohort: Cohort, by: PersonId, now: Instant): Moved {
  const last = cohort.moves?.at(-1);
  if (!last || last.undoes || cohort.stage !== 'launched') return refuse('already', 'There is nothing to undo.');
  const after = withDates(cohort, last.before);
  return { cohort: moved(cohort, after, { at: now, by, from: now, before: datesOf(cohort), undoes: true }) };
}

const moved = (cohort: Cohort, after: Cohort, move: DateMove): Cohort => ({
  ...after,
  moves: [...(cohort.moves ?? []), move],
});
