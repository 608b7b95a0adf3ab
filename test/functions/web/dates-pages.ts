import { packDates } from '../../../functions/web/forms/dates.ts';
import type { Cohort } from '../../../shared/domain/cohort.ts';
import { datesOf } from '../../../shared/domain/dates.ts';
import { lookOnlyAt, type NamedPage } from './look.ts';
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
