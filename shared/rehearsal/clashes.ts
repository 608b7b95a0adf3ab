import { inWords, type LocalDate, localDate, plusDays, weekday } from '#calendar/london.ts';
import { isSchoolDay, notASchoolDay, schoolDaysBetween } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { launchMoment, termDate } from '#domain/dates/timeline.ts';
import type { Step } from '#domain/programme/programme.ts';

/** A date of the timeline that meets a holiday or a crunch, in a sentence for the lead. */
export interface Clash {
  readonly date: LocalDate;
  readonly sentence: string;
}

/** The last school days of a term are a crunch for everybody. */
const CRUNCH = 2;

/** What the cohort's dates run into: said before launch, while they are easy to change. */
export function clashes(cohort: Cohort): readonly Clash[] {
  return [
    ...launchClash(cohort),
    ...holidayClashes(cohort),
    ...cohort.programme.steps.flatMap((step) => stepClashes(cohort, step)),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function launchClash(cohort: Cohort): readonly Clash[] {
  const { calendar, launch } = cohort;
  const why = notASchoolDay(calendar, launch);
  if (!why) return [];
  const moved = inWords(localDate(launchMoment(cohort)));
  const sentence = `The launch day, ${inWords(launch)}, is ${why}: invitations go on ${moved} instead.`;
  return [{ date: launch, sentence }];
}

const holidayClashes = (cohort: Cohort): readonly Clash[] =>
  cohort.calendar.bankHolidays
    .filter(({ date }) => inTerm(cohort, date) && weekday(date) <= 5)
    .map(({ name, date }) => ({
      date,
      sentence: `${name}, ${inWords(date)}, is in term: no emails go, and it does not count as a school day.`,
    }));

function stepClashes(cohort: Cohort, step: Step): readonly Clash[] {
  const { questionnaires } = cohort.programme;
  const name = step.questionnaire ? (questionnaires[step.questionnaire]?.title ?? step.key) : step.key;
  const opens = step.notBefore && termDate(cohort, step.notBefore);
  const due = 'term' in step.due ? termDate(cohort, step.due) : undefined;
  return [
    ...(opens ? dayClashes(cohort, opens, `${name} opens on ${inWords(opens)}`) : []),
    ...(due ? dayClashes(cohort, due, `${name} is due on ${inWords(due)}`) : []),
    ...(opens && due ? halfTermClash(cohort, name, opens, due) : []),
  ];
}

/** `on` says what is on the day. */
function dayClashes(cohort: Cohort, date: LocalDate, on: string): readonly Clash[] {
  const { calendar } = cohort;
  const term = calendar.terms.find((t) => t.start <= date && date <= t.end);
  const isCrunch = term && schoolDaysBetween(calendar, date, term.end) < CRUNCH;
  return [
    ...(isCrunch ? [{ date, sentence: `${on}, in the last days of the ${term.name} term.` }] : []),
    ...(firstDayBack(cohort, date) ? [{ date, sentence: `${on}, the first day back after a break.` }] : []),
  ];
}

function halfTermClash({ calendar }: Cohort, name: string, opens: LocalDate, due: LocalDate): readonly Clash[] {
  const within = calendar.terms.find((t) => t.halfTerm && opens < t.halfTerm[0] && t.halfTerm[1] < due);
  const date = within?.halfTerm?.[0];
  return date ? [{ date, sentence: `${name} is open over the half-term that begins on ${inWords(date)}.` }] : [];
}

const inTerm = ({ calendar }: Cohort, date: LocalDate): boolean =>
  calendar.terms.some(
    (t) => t.start <= date && date <= t.end && !(t.halfTerm && t.halfTerm[0] <= date && date <= t.halfTerm[1]),
  );

/** After at least a week without school. */
function firstDayBack({ calendar }: Cohort, date: LocalDate): boolean {
  if (!isSchoolDay(calendar, date)) return false;
  return Array.from({ length: 7 }, (_, i) => plusDays(date, -1 - i)).every((day) => !isSchoolDay(calendar, day));
}
