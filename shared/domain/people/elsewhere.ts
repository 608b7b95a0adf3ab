import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { reportGone } from './acts.ts';
import { departuresNoted, seatsFollowing } from './departures.ts';
import type { PersonId } from './person.ts';
import type { Departure } from './seat.ts';
import { withdrawPerson } from './withdrawal.ts';

/** What becomes of a seat whose person has left another: they are asked for nothing more, and the school hears of it. */
export const followDeparture = (
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  { how }: Pick<Departure, 'how'>,
  now: Instant,
): Outcome =>
  endsTheSeat(how)
    ? withdrawPerson(p, cohort, seat, 'drumbeat', now, 'elsewhere')
    : reportGone(p, cohort, seat, 'left', now);

/** Does whoever departed like that withdraw where they sat, so that what they wrote goes too? */
export const endsTheSeat = (how: Departure['how']): boolean => how === 'withdrawn' || how === 'withdrawn-here';

/** A school after all that is to be carried out from another, or from itself; the same one where nothing of it concerns it. */
export const followDepartures = (p: Partnership, cohort: Cohort, from: Partnership, now: Instant): Partnership =>
  (from.departures ?? [])
    .flatMap((departure) => seatsFollowing(p, from, departure).map((seat) => ({ seat, departure })))
    .reduce((after, { seat, departure }) => {
      const followed = followDeparture(after, cohort, seat, departure, now);
      return 'refused' in followed ? after : followed.partnership;
    }, p);

/** The first so many departures that were ever noted at a school have been carried out everywhere. */
export function departuresSpread(p: Partnership, upTo: number, now: Instant): Outcome {
  const { departuresSpread: before = 0 } = p;
  if (upTo <= before || upTo > departuresNoted(p)) return refuse('already', 'This has been carried out already.');
  return outcome(p, [{ what: 'departures-spread', upTo }], now);
}
