import { daysBetween, inWords, type LocalDate } from '#calendar/london.ts';
import { type SchoolCalendar, schoolDaysBetween, type Term } from '#calendar/school-calendar.ts';
import { day } from './entry.ts';
import type { Trouble } from './fault.ts';

/** The shortest stretch in which every step of a programme can be asked, chased and answered in its order. */
const FEWEST_SCHOOL_DAYS = 60;
const LONGEST_TERM = 200;

/** A term as far as its dates can be read. */
export interface ReadTerm {
  /** "term 2" */
  readonly place: string;
  readonly start?: LocalDate | undefined;
  readonly end?: LocalDate | undefined;
  readonly halfTerm: readonly (LocalDate | undefined)[];
}

/** A trouble of the calendar and its path in words. */
export type Placed = Trouble & { readonly column: string };

export const asDay = (value: unknown): LocalDate | undefined => (day(value) ? undefined : String(value));

/** What is wrong between the dates of the terms, each of which is a day that exists. */
export function termTroubles(terms: readonly ReadTerm[]): Placed[] {
  const inOrder = terms
    .filter((t) => t.start && t.end)
    .toSorted((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1));
  const overlaps = inOrder.flatMap((term, i) => {
    const before = inOrder[i - 1];
    if (!before?.end || !term.start || before.end < term.start) return [];
    return [
      {
        column: `calendar, ${term.place}`,
        problem: `It starts on ${inWords(term.start)}, when ${before.place} has not ended: that ends on ${inWords(before.end)}.`,
        remedy: 'Write terms that do not overlap.',
      },
    ];
  });
  return [...terms.flatMap(troublesWithin), ...overlaps];
}

const troublesWithin = (term: ReadTerm): readonly Placed[] =>
  [lengthTrouble(term), halfTermTrouble(term)].flatMap((trouble) => trouble ?? []);

function lengthTrouble({ place, start, end }: ReadTerm): Placed | undefined {
  if (!start || !end) return undefined;
  const column = `calendar, ${place}, end`;
  if (end <= start)
    return {
      column,
      problem: `The term ends on ${end} and starts on ${start}.`,
      remedy: 'Write an end that comes after the start.',
    };
  if (daysBetween(start, end) <= LONGEST_TERM) return undefined;
  const problem = `The term lasts from ${start} to ${end}, more than ${LONGEST_TERM} days.`;
  return { column, problem, remedy: 'Look at the years of both.' };
}

function halfTermTrouble({ place, start, end, halfTerm: [first, last] }: ReadTerm): Placed | undefined {
  const column = `calendar, ${place}, half-term`;
  if (first && last && last < first)
    return {
      column,
      problem: `It ends on ${last} and begins on ${first}.`,
      remedy: 'Write its first day, then its last.',
    };
  const isOutside = (first && start && first < start) || (last && end && last > end);
  if (!isOutside) return undefined;
  return {
    column,
    problem: `It runs from ${first ?? '?'} to ${last ?? '?'}, and the term from ${start ?? '?'} to ${end ?? '?'}.`,
    remedy: 'Write a half-term that lies within its term, or put the term’s dates right.',
  };
}

/** What is wrong with launching on that day, in a calendar whose terms are in order. */
export function launchTrouble(calendar: SchoolCalendar, launch: LocalDate): Placed | undefined {
  const first = calendar.terms[0] as Term;
  const last = calendar.terms.at(-1) as Term;
  const span = `The calendar runs from ${inWords(first.start)} to ${inWords(last.end)}`;
  if (launch < first.start || launch > last.end)
    return {
      column: 'launch',
      problem: `${span}, and ${inWords(launch)} is outside it.`,
      remedy: 'Write a day within the terms, or add the term that it falls in.',
    };
  const left = schoolDaysBetween(calendar, launch, last.end);
  if (left >= FEWEST_SCHOOL_DAYS) return undefined;
  return {
    column: 'launch',
    problem: `After ${inWords(launch)} the calendar has ${left} school days left, too few for everything that the programme asks.`,
    remedy: `Write a day with at least ${FEWEST_SCHOOL_DAYS} school days between it and the end of the last term, or add a term.`,
  };
}
