import { type LocalDate, localDate } from '#calendar/london.ts';
import { addSchoolDays } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { signBy } from '#domain/dates/timeline.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { signingStep } from '#domain/programme/signing.ts';
import type { Partnership } from './partnership.ts';

/** School days that a school has to sign, however late in the term it is asked. */
const LEAST_TO_SIGN = 30;

/** How its programme asks a school to sign, and what it owes of that now. */
export function askedToSign(p: Partnership, { programme }: Cohort): readonly Obligation[] | undefined {
  const step = signingStep(programme);
  return step && p.obligations.filter((o) => o.step === step.key);
}

/**
 * The last day on which a school can sign that has not; undefined where nobody is to sign for it, or somebody has. That which the
 * programme names, or a later one where it was asked late or the lead has given it more time.
 */
export function signsUntil(p: Partnership, cohort: Cohort): LocalDate | undefined {
  const all = askedToSign(p, cohort);
  if (p.stage !== 'invited' || !all) return undefined;
  const open = all.find(isOpen);
  if (!open && all.length > 0) return undefined;
  const least = addSchoolDays(cohort.calendar, localDate(open?.opened ?? p.launch), LEAST_TO_SIGN);
  return [signBy(cohort), ...(open ? [localDate(open.due.at)] : []), ...(least ? [least] : [])].reduce((a, b) =>
    a > b ? a : b,
  );
}
