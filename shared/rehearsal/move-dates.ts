import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type MoveOutcome, moveCohort } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { DatesLine } from './story.ts';

const refuse = (why: Refusal['why'], sentence: string): MoveOutcome => ({ refused: { why, sentence } });

/** Moves what a line names, and leaves the cohort's other dates as they are. */
export function moveAsTold(line: DatesLine, cohort: Cohort, now: Instant): MoveOutcome {
  if (sameAddress(cohort.lead.email) !== line.who) return refuse('not-now', 'Only the lead moves dates of a cohort.');
  const dates = datesOf(cohort);
  const { terms: told = [], inset = dates.inset } = line.calendar ?? {};
  const stranger = told.find(({ name }) => !dates.terms.some((term) => term.name === name));
  if (stranger) return refuse('not-asked', `There is no term “${stranger.name}”.`);
  const terms = dates.terms.map((term) => {
    const {
      start = term.start,
      end = term.end,
      halfTerm = term.halfTerm,
    } = told.find(({ name }) => name === term.name) ?? term;
    return { name: term.name, start, end, halfTerm };
  });
  const closures = line.closed ? [...dates.closures, { date: line.closed, why: line.why ?? '' }] : dates.closures;
  const { launch = dates.launch, closes = dates.closes } = line;
  return moveCohort(cohort, { terms, inset, closures, launch, closes }, 'lead', now);
}
