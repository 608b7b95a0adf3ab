/** All in school days from the day it is due. */
export interface ChasePolicy {
  /** reminders before: `[5, 1]` */
  readonly before: readonly number[];
  /** reminders after: `[1, 4, 7, 10]` */
  readonly after: readonly number[];
  /** the lead is told the facts, once */
  readonly escalate?: number;
  /** the lead is asked to release, extend or take over */
  readonly decide?: number;
}

/** A programme's promise about the report of each session. */
export interface ReportPolicy {
  /** hours by the clock, whatever the day; or the same time on the next school day */
  readonly due: { readonly hours: number } | 'next-school-day';
  /** the coach is nudged so many hours after the session's end, and so many before the report is due */
  readonly nudges: { readonly after: readonly number[]; readonly before: readonly number[] };
  /** the lead and the deputy hear so many hours before it is due */
  readonly escalateBefore: number;
  /** whether the teacher gets the report too */
  readonly toTeacher: boolean;
}
