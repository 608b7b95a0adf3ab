import type { LocalDate } from '#calendar/london.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Coverer, Duty } from './cycle.ts';

/** A class that somebody takes from now on who stood by in its period, in place of whoever was to take it. */
export interface SteppedIn {
  readonly date: LocalDate;
  /** by name */
  readonly period: string;
  /** whose class */
  readonly whom: PersonId | undefined;
  readonly from: Coverer;
  readonly to: Coverer;
}

/** The duty that they have from then on. */
export const dutyOf = ({ date, period, whom, to }: SteppedIn): Duty => ({
  kind: 'cover',
  date,
  period,
  ...(whom !== undefined && { whom }),
  ...to,
});

/** A cycle's duties once they have stepped in: nobody stands by in their place. */
export function withSteppedIn(duties: readonly Duty[], steps: readonly SteppedIn[]): readonly Duty[] {
  return steps.reduce((now: readonly Duty[], { date, period, whom, from, to }) => {
    const isThen = (duty: Duty) => duty.date === date && duty.period === period;
    const lost = now.find((d) => d.kind === 'cover' && isThen(d) && d.whom === whom && d.by === from.by);
    const standBy = now.find((d) => d.kind === 'stand-by' && isThen(d) && d.by === to.by);
    if (!lost || !standBy) return now;
    const { hired: _, ...rest } = lost;
    return now.flatMap((duty) => (duty === standBy ? [] : [duty === lost ? { ...rest, ...to } : duty]));
  }, duties);
}
