import { inWords } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Closure } from '#domain/cycles/provision.ts';
import type { SessionRow } from './session-clashes.ts';

/** A row of `sessions.csv` on a day without school: its lead is asked whether they mean it. */
export interface DayOff {
  readonly row: number;
  /** "Wednesday 28 October 2026 is half-term" */
  readonly because: string;
}

/** @param closures of a school, by its URN */
export const daysOff = (
  rows: readonly SessionRow[],
  { calendar }: Pick<Cohort, 'calendar'>,
  closures: (urn: string) => readonly Closure[],
): readonly DayOff[] =>
  rows.flatMap(({ row, urn, session: { date } }) => {
    const holiday = notASchoolDay(calendar, date);
    const closed = closures(urn).find((one) => one.date === date);
    const because = holiday ?? (closed && `a day on which the school is closed (${closed.why})`);
    return because ? [{ row, because: `${inWords(date)} is ${because}` }] : [];
  });
