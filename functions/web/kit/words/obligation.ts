import { type Instant, localDate } from '#calendar/london.ts';
import { schoolDaysBetween } from '#calendar/school-calendar.ts';
import { isOverdue, type Obligation } from '#domain/obligations/obligation.ts';
import { type InCohort, type Owed, playerOf } from '#domain/obligations/owed.ts';
import type { PersonId } from '#domain/people/person.ts';
import { roleInWords } from '#domain/people/person.ts';
import { thing, toDo } from '#email/templates/owed.ts';
import { workOf } from '#email/work-of.ts';
import { capital, momentInWords } from '#wording/wording.ts';

export const questionnaireOf = ({ cohort, obligation }: Pick<Owed, 'cohort' | 'obligation'>) =>
  cohort.programme.questionnaires[obligation.questionnaire ?? ''];

/** "Sign the lesson study agreement" */
export const taskInWords = (owed: Owed): string => capital(toDo(workOf(owed), 'link'));

/** "start questionnaire", for tables */
export const shortThing = (owed: Owed): string => thing(workOf(owed));

/** "the start questionnaire", "the names of teachers" */
export const thingInWords = (owed: Owed): string => `the ${shortThing(owed).replace(/^the /, '')}`;

/** Of somebody in a school or its lead: "Ben Sample (SLT link)" */
export function whoInWords(place: InCohort, id: PersonId): string {
  const person = playerOf(place, id);
  return person ? `${person.name} (${roleInWords[person.role]})` : 'somebody who has left';
}

/** What people quote when they ask about a thing: `900101-3`, the third step at that school, `900101-session-12` or `900101-cycle-1-2-record`. */
export function referenceOf({ cohort, partnership, obligation }: Owed): string {
  if (obligation.session) return `${partnership.urn}-${obligation.session}`;
  const place = cohort.programme.steps.findIndex((step) => step.key === obligation.step);
  return `${partnership.urn}-${place < 0 ? obligation.id : place + 1}`;
}

/** School days past due; undefined while it is not past. */
export const overdueBy = (
  { cohort, obligation }: Pick<Owed, 'cohort' | 'obligation'>,
  now: Instant,
): number | undefined =>
  isOverdue(obligation, now)
    ? schoolDaysBetween(cohort.calendar, localDate(obligation.due.at), localDate(now))
    : undefined;

/** "5pm on Monday 21 September 2026" */
export const dueInWords = (obligation: Obligation): string => momentInWords(obligation.due.at);
