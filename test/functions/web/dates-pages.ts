import type { Cohort } from '#domain/cohort/cohort.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { packDates } from '#web/journeys/dates/form.ts';
import { lookOnlyAt, type NamedPage } from './look.ts';
import type { Site } from './site.ts';
import type { Visitor } from './visitor.ts';

/** The form, what follows from a closed day, and the form again while it can be undone. */
export async function lookAtDates(
  pages: NamedPage[],
  lead: Visitor,
  cohort: Cohort,
  more = 'sign-agreement',
): Promise<void> {
  const path = `/cohorts/${cohort.id}/dates`;
  const dates = datesOf(cohort);
  const to = packDates({ ...dates, closures: [{ date: '2026-09-16', why: 'Snow' }] });
  await lookOnlyAt(pages, lead, [path, `${path}/follows?to=${to}`]);
  await lead.get(`${path}/follows?to=${to}`);
  await lead.post(`${path}/follows`, { confirm: 'yes' });
  await lookOnlyAt(pages, lead, [`${path}?told=moved`]);
  const extend = `/cohorts/${cohort.id}/schools/900102/owed/${more}/extend`;
  pages.push({ name: extend, ...(await lead.fill(extend, { 'to-day': '9', 'to-month': '10', 'to-year': '2026' })) });
}

/** The form of what the lead holds: as it is at first, with a fault, and once something is saved. */
export async function lookAtEvents(pages: NamedPage[], site: Site): Promise<void> {
  const { cohort: sample, schools } = await sampleCohort('grow-coaching');
  const cohort = await site.keep({ cohort: sample, schools });
  await site.launch(cohort);
  const lead = await site.lead(cohort.lead.email);
  const path = `/cohorts/${cohort.id}/events`;
  pages.push({ name: path, ...(await lead.get(path)) });
  pages.push({ name: `${path}: no date`, ...(await lead.post(path, { 'event1-start': '9:30' })) });
}

/** The form while the launch day can be moved, without one, and what follows from another. */
export async function lookBeforeLaunch(pages: NamedPage[], site: Site): Promise<void> {
  const { cohort: sample, schools } = await sampleCohort();
  const cohort = await site.keep({ cohort: { ...sample, id: 'later-2026', launch: '2026-09-21' }, schools });
  await site.launch(cohort);
  const lead = await site.lead();
  const path = `/cohorts/${cohort.id}/dates`;
  const to = packDates({ ...datesOf(cohort), launch: '2026-09-24' });
  pages.push({ name: path, ...(await lead.get(path)) });
  pages.push({ name: `${path}: no launch day`, ...(await lead.post(path, { 'launch-day': '' })) });
  pages.push({ name: `${path}/follows`, ...(await lead.get(`${path}/follows?to=${to}`)) });
}
