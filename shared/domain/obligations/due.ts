import { type LondonTime, londonTimeOf } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { coverDue, coverPartOf, heldDue, recordDue } from '#domain/cycles/rules.ts';
import { dueFor } from '#domain/dates/timeline.ts';
import { cycleOf, type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import { endOf, reportDue } from '#domain/sessions/session.ts';
import type { Obligation } from './obligation.ts';

/** When an obligation is due by the rule that it was opened by, on the cohort's dates; undefined where none is known. */
export function dueByRule(p: Partnership, cohort: Cohort, o: Obligation): LondonTime | undefined {
  const step = cohort.programme.steps.find(({ key }) => key === o.step);
  if (step) return dueFor(cohort, step, o.opened);
  const cycle = cycleOf(p, o.cycle ?? '');
  if (cycle && o.kind === 'confirm-cover') return coverDue(cohort.calendar, cycle[coverPartOf(o)].start.at, o.opened);
  if (cycle && o.kind === 'lesson-record') return recordDue(cohort, o.opened);
  if (cycle && o.kind === 'confirm-held') return heldDue(cohort, o.opened);
  const session = sessionOf(p, o.session ?? '');
  const policy = cohort.programme.sessions?.report;
  return session && policy && londonTimeOf(reportDue(policy, cohort.calendar, endOf(session)));
}
