import type { LocalDate, LocalTime } from '#calendar/london.ts';

/** When and where the lead holds something, as far as that is known. */
export interface LeadEvent {
  readonly date?: LocalDate | undefined;
  /** only with a date */
  readonly start?: LocalTime | undefined;
  /** only with a start, and later than that */
  readonly end?: LocalTime | undefined;
  readonly place?: string | undefined;
}

/** By the key of the step whose owner comes. */
export type LeadEvents = Readonly<Record<string, LeadEvent>>;
