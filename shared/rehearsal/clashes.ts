import { inWords, type LocalDate, localDate, plusDays, weekday } from '#calendar/london.ts';
import { isSchoolDay, notASchoolDay, schoolDaysBetween } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { launchMoment, termDate } from '#domain/dates/timeline.ts';

/** A date of the timeline that meets a holiday or a crunch, in a sentence for the lead. */
export interface Clash {
  readonly date: LocalDate;
  readonly sentence: string;
}

/** The last school days of a term are a crunch for everybody. */
const CRUNCH = 2;

/** What the cohort's dates run into: said before launch, while they are easy to change. */
export function clashes(cohort: Cohort): readonly Clash[] {
  const { calendar, programme, launch } = cohort;
  const found: Clash[] = [];
  const say = (date: LocalDate, sentence: string) => found.push({ date, sentence });

  const why = notASchoolDay(calendar, launch);
  const moved = localDate(launchMoment(cohort));
  if (why) say(launch, `The launch day, ${inWords(launch)}, is ${why}: invitations go on ${inWords(moved)} instead.`);

  for (const holiday of calendar.bankHolidays)
    if (inTerm(cohort, holiday.date) && weekday(holiday.date) <= 5)
      say(
        holiday.date,
        `${holiday.name}, ${inWords(holiday.date)}, is in term: no emails go, and it does not count as a school day.`,
      );

  for (const step of programme.steps) {
    const name = step.questionnaire ? (programme.questionnaires[step.questionnaire]?.title ?? step.key) : step.key;
    const dates = [
      ...(step.notBefore ? [{ date: termDate(cohort, step.notBefore), what: 'opens' }] : []),
      ...('term' in step.due ? [{ date: termDate(cohort, step.due), what: 'is due' }] : []),
    ];
    for (const { date, what } of dates) {
      const on = `${name} ${what} on ${inWords(date)}`;
      const term = calendar.terms.find((t) => t.start <= date && date <= t.end);
      if (term && schoolDaysBetween(calendar, date, term.end) < CRUNCH)
        say(date, `${on}, in the last days of the ${term.name} term.`);
      if (firstDayBack(cohort, date)) say(date, `${on}, the first day back after a break.`);
    }
    const [opens, due] = [dates.find((d) => d.what === 'opens')?.date, dates.find((d) => d.what === 'is due')?.date];
    const half =
      opens && due && calendar.terms.find((t) => t.halfTerm && opens < t.halfTerm[0] && t.halfTerm[1] < due)?.halfTerm;
    if (half) say(half[0], `${name} is open over the half-term that begins on ${inWords(half[0])}.`);
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
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
