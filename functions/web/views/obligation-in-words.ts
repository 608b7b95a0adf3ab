import { type Instant, localDate } from '../../../shared/calendar/london.ts';
import { schoolDaysBetween } from '../../../shared/calendar/school-calendar.ts';
import { isOverdue, type Obligation } from '../../../shared/domain/obligation/obligation.ts';
import { type InCohort, type Owed, playerOf } from '../../../shared/domain/owed.ts';
import { personOf, sessionOf } from '../../../shared/domain/partnership.ts';
import { roleInWords } from '../../../shared/domain/person.ts';
import { thing, toDo, type Work } from '../../../shared/email/templates/owed.ts';
import { capital, momentInWords } from '../../../shared/email/wording.ts';

/** What is owed, as the emails speak of it. */
function workOf({ cohort, partnership, obligation }: Owed): Work {
  const about = { programme: cohort.programme.name, school: partnership.school };
  switch (obligation.kind) {
    case 'choose-teachers':
      return { kind: obligation.kind, ...about, groups: cohort.programme.groups };
    case 'answer-questionnaire':
      return {
        kind: obligation.kind,
        ...about,
        title: questionnaireOf({ cohort, obligation })?.title ?? 'Questionnaire',
      };
    case 'report-session': {
      const session = sessionOf(partnership, obligation.session ?? '');
      const teacher = personOf(partnership, session?.teacher ?? '')?.name ?? 'somebody who has left';
      return { kind: obligation.kind, ...about, teacher, session: session?.start.at ?? obligation.opened };
    }
    default:
      return { kind: obligation.kind, ...about };
  }
}

export const questionnaireOf = ({ cohort, obligation }: Pick<Owed, 'cohort' | 'obligation'>) =>
  cohort.programme.questionnaires[obligation.questionnaire ?? ''];

/** "Sign the lesson study agreement" */
export const taskInWords = (owed: Owed): string => capital(toDo(workOf(owed), 'link'));

/** "start questionnaire", for tables */
export const shortThing = (owed: Owed): string => thing(workOf(owed));

/** "the start questionnaire", "the names of teachers" */
export const thingInWords = (owed: Owed): string => `the ${shortThing(owed).replace(/^the /, '')}`;

/** Of somebody in a school or its lead: "Ben Sample (SLT link)" */
export function whoInWords(place: InCohort, id: string): string {
  const person = playerOf(place, id);
  return person ? `${person.name} (${roleInWords[person.role]})` : 'somebody who has left';
}

/** What people quote when they ask about a thing: `900101-3`, the third step at that school, or `900101-session-12`. */
export function referenceOf({ cohort, partnership, obligation }: Owed): string {
  if (obligation.session) return `${partnership.urn}-${obligation.session}`;
  const place = cohort.programme.steps.findIndex((step) => step.key === obligation.step);
  return `${partnership.urn}-${place + 1}`;
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
