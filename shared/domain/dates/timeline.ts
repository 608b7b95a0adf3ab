import { type Instant, type LocalDate, type LondonTime, localDate, london, plusDays } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY, MORNING, schoolDays, whenPostIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Step, TermDate } from '#domain/programme/programme.ts';

/** What follows from a cohort alone is worked out once: every turn of every school asks for it. */
function ofCohort<R extends string>(compute: (cohort: Cohort) => R): (cohort: Cohort) => R {
  const known = new WeakMap<Cohort, R>();
  return (cohort) => {
    const before = known.get(cohort);
    if (before !== undefined) return before;
    const answer = compute(cohort);
    known.set(cohort, answer);
    return answer;
  };
}

/** When the invitations go: on the morning of the launch day, or as soon after as the lead has pressed Launch and the post is open. */
export const launchMoment = ofCohort((cohort): Instant => {
  const morning = london(cohort.launch, MORNING).at;
  const pressed = cohort.launched;
  const meant = pressed && pressed > morning ? pressed : morning;
  return whenPostIsOpen(cohort.calendar, meant);
});

/** The day that a programme means: so many school days before its first or last term ends. */
export function termDate(cohort: Cohort, meant: TermDate): LocalDate {
  const terms = cohort.calendar.terms.filter(({ added }) => added !== 'more-time');
  const launch = localDate(launchMoment(cohort));
  const first = terms.findIndex((t) => t.end >= launch);
  const nth = meant.term === 'first' ? 1 : meant.term;
  const term = (nth === 'last' || first < 0 ? undefined : terms[first + nth - 1]) ?? terms.at(-1);
  const end = term?.end ?? launch;
  return addSchoolDays(cohort.calendar, plusDays(end, 1), -meant.schoolDaysBeforeEnd - 1) ?? end;
}

/** Whatever is still owed then lapses, and the school's part ends. */
export const closing = ofCohort(
  (cohort): Instant => london(cohort.closes ?? termDate(cohort, cohort.programme.closes), MORNING).at,
);

/** The last day on which a school can sign, where it was asked in time. */
const SIGN_BY: TermDate = { term: 'first', schoolDaysBeforeEnd: 15 };

export const signBy = (cohort: Cohort): LocalDate =>
  cohort.signBy ?? termDate(cohort, cohort.programme.signBy ?? SIGN_BY);

/** The morning after the last day that the programme's timeline names: a school that owes nothing ends then. */
export const completionFrom = ofCohort((cohort): Instant => {
  const last = cohort.programme.steps
    .flatMap(({ due }) => ('term' in due ? [termDate(cohort, due)] : []))
    .reduce((a, b) => (a > b ? a : b), localDate(launchMoment(cohort)));
  const day = addSchoolDays(cohort.calendar, last, 1);
  const morning = day && london(day, MORNING).at;
  return morning && morning < closing(cohort) ? morning : closing(cohort);
});

/** When a step opens whose predecessors were settled at `ready`: never before its own day, never while the post is closed. */
export function opening(cohort: Cohort, step: Step, ready: Instant): Instant {
  const notBefore = step.notBefore && london(termDate(cohort, step.notBefore), MORNING).at;
  return whenPostIsOpen(cohort.calendar, notBefore && notBefore > ready ? notBefore : ready);
}

/** When a step that opens then is due; on the calendar's last school day at the latest. */
export function dueFor(cohort: Cohort, step: Step, opened: Instant): LondonTime {
  const { calendar } = cohort;
  const after = (count: number) => addSchoolDays(calendar, localDate(opened), count);
  const { due } = step;
  let day: LocalDate | undefined;
  if ('term' in due) {
    const meant = termDate(cohort, due);
    const least = after(due.atLeast);
    day = least && least < meant ? meant : least;
  } else day = after(due.schoolDays);
  return london(day ?? schoolDays(calendar).at(-1) ?? localDate(opened), END_OF_DAY);
}

/** School days that a school has, from when its sessions are planned, before the first of them. */
const NOTICE = 5;

/** School days that a cycle's window has at least, however late the school begins. */
const LEAST_WINDOW = 15;

/** First and last day on which each cycle's lesson may be. A school that begins late has them later, one after the other. */
export function cycleWindows(cohort: Cohort, planned: LocalDate): readonly { from: LocalDate; until: LocalDate }[] {
  const { calendar, programme } = cohort;
  const last = addSchoolDays(calendar, localDate(closing(cohort)), -1) ?? localDate(closing(cohort));
  const after = (day: LocalDate, count: number) => addSchoolDays(calendar, day, count) ?? last;
  let earliestDay = after(planned, NOTICE);
  return (programme.cycles?.windows ?? []).map((window) => {
    const meant = { from: termDate(cohort, window.from), until: termDate(cohort, window.until) };
    const from = meant.from > earliestDay ? meant.from : earliestDay;
    const least = after(from, LEAST_WINDOW);
    const until = meant.until > least ? meant.until : least;
    earliestDay = after(until, 1);
    return { from: from < last ? from : last, until: until < last ? until : last };
  });
}
