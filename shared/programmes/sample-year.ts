import { type LocalDate, localDate, london } from '#calendar/london.ts';
import { addSchoolDays, MORNING, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing, cycleWindows, dueFor, opening } from '#domain/dates/timeline.ts';
import type { Programme, Step, TermDate } from '#domain/programme/programme.ts';

/** Three years of terms such as many English schools have; bank holidays in term would move a date by a day at most. */
const years = ['2026', '2027', '2028'].flatMap((year, i) => {
  const next = String(Number(year) + 1);
  return [
    { name: 'Autumn', start: `${year}-09-0${3 - i}`, end: `${year}-12-18`, half: [`${year}-10-26`, `${year}-10-30`] },
    { name: 'Spring', start: `${next}-01-05`, end: `${next}-03-26`, half: [`${next}-02-15`, `${next}-02-19`] },
    { name: 'Summer', start: `${next}-04-12`, end: `${next}-07-21`, half: [`${next}-05-31`, `${next}-06-04`] },
  ];
});

/** Sample terms by their number, each calendar once: its school days are counted once. */
const calendars = years.map(
  (_, i): SchoolCalendar => ({
    region: 'england',
    terms: years.slice(0, i + 1).map(({ name, start, end, half: [first = start, last = start] }) => ({
      name,
      start,
      end,
      halfTerm: [first, last],
    })),
    inset: [],
    bankHolidays: [],
  }),
);

/** Something on a programme's timeline: when it can begin and by when it is to be done. */
export interface TimelineSpan {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

export interface PlannedProgramme {
  readonly terms: readonly { readonly name: string; readonly start: LocalDate; readonly end: LocalDate }[];
  /** in the programme's order */
  readonly steps: readonly (TimelineSpan & { readonly step: Step })[];
  readonly cycles: readonly TimelineSpan[];
  readonly closes: LocalDate;
}

/**
 * A programme on sample terms, launched with the first of them: everything is done on the day it is due. Of a programme that
 * runs to the last term there are as many terms as it names, and a school year at least.
 */
export function onSampleYear(programme: Programme): PlannedProgramme {
  const count = Math.max(lastTerm(programme), toEnd(programme) ? 3 : 1);
  const calendar = calendars[Math.min(calendars.length, count) - 1] as SchoolCalendar;
  const launch = addSchoolDays(calendar, calendar.terms[0]?.start ?? '', 2) ?? '';
  const cohort = sampleOf(programme, calendar, launch);
  const done = new Map<string, LocalDate>();
  const planned = new Map<string, TimelineSpan & { readonly step: Step }>();
  // each step after those that it waits for, however they are listed
  for (let left = programme.steps; left.length > 0; ) {
    const ready = left.filter(({ after }) => after.every((key) => done.has(key)));
    for (const step of ready) {
      const since = step.after.flatMap((key) => done.get(key) ?? []).reduce((a, b) => (a > b ? a : b), launch);
      const opened = opening(cohort, step, london(since, MORNING).at);
      const until = localDate(dueFor(cohort, step, opened).at);
      done.set(step.key, until);
      planned.set(step.key, { step, from: localDate(opened), until });
    }
    if (ready.length === 0) break;
    left = left.filter(({ key }) => !done.has(key));
  }
  const agreed = programme.steps.find(({ kind }) => kind === 'agree-plan');
  return {
    terms: calendar.terms,
    steps: programme.steps.flatMap(({ key }) => planned.get(key) ?? []),
    cycles: programme.cycles ? cycleWindows(cohort, planned.get(agreed?.key ?? '')?.from ?? launch) : [],
    closes: localDate(closing(cohort)),
  };
}

const sampleOf = (programme: Programme, calendar: SchoolCalendar, launch: LocalDate): Cohort => ({
  id: 'sample',
  name: programme.name,
  programme,
  lead: { id: 'lead', role: 'lead', name: '', email: '' },
  launch,
  calendar,
  schoolCount: 1,
  stage: 'draft',
  outbox: [],
  told: [],
});

/** Every day that a programme names by its term. */
const termDates = ({ steps, cycles, closes }: Programme): readonly TermDate[] => [
  closes,
  ...steps.flatMap(({ notBefore, due }) => [...(notBefore ? [notBefore] : []), ...('term' in due ? [due] : [])]),
  ...(cycles?.windows ?? []).flatMap(({ from, until }) => [from, until]),
];

/** The highest number of a term that a programme names; 1 where it names none. */
export const lastTerm = (programme: Programme): number =>
  Math.max(1, ...termDates(programme).map(({ term }) => (typeof term === 'number' ? term : 1)));

/** Does it run to the last term of its cohort's calendar, however many there are? */
export const toEnd = (programme: Programme): boolean => termDates(programme).some(({ term }) => term === 'last');
