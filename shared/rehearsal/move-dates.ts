import type { Instant } from '#calendar/london.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { type MoveOutcome, moveCohort } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { DatesLine } from './story.ts';

const refuse = (why: Refusal['why'], sentence: string): MoveOutcome => ({ refused: { why, sentence } });

/**
 * Moves what a line names, and leaves the cohort's other dates as they are. @param bankHolidays those of all terms that the
 * story tells of
 */
export function moveAsTold(
  line: DatesLine,
  cohort: Cohort,
  now: Instant,
  bankHolidays?: Dates['bankHolidays'],
): MoveOutcome {
  if (sameAddress(cohort.lead.email) !== line.who) return refuse('not-now', 'Only the lead moves dates of a cohort.');
  const dates = datesOf(cohort);
  const { terms: told = [], inset = dates.inset } = line.calendar ?? {};
  const more = told.filter(({ name }) => !dates.terms.some((term) => term.name === name));
  const unknown = more.find(({ start, end, added }) => !start || !end || !added);
  if (unknown)
    return refuse(
      'not-asked',
      `There is no term “${unknown.name}”. To add one, write its start, its end, and in added what it is for: more-time or last-dates.`,
    );
  const terms = dates.terms.map((term) => {
    const {
      start = term.start,
      end = term.end,
      halfTerm = term.halfTerm,
      added = term.added,
      weeks = term.weeks,
    } = told.find(({ name }) => name === term.name) ?? term;
    return { name: term.name, start, end, halfTerm, added, weeks };
  });
  const added = more.map(({ start = '', end = '', ...term }) => ({ ...term, start, end }));
  const closures = line.closed ? [...dates.closures, { date: line.closed, why: line.why ?? '' }] : dates.closures;
  const { launch = dates.launch, closes = dates.closes, signBy = dates.signBy } = line;
  const events = { ...dates.events, ...line.events };
  return moveCohort(
    cohort,
    { terms: [...terms, ...added], inset, closures, bankHolidays, launch, closes, signBy, events },
    'lead',
    now,
  );
}
