import { type Instant, type LocalDate, localDate, london, londonTimeOf, plus } from '#calendar/london.ts';
import { END_OF_DAY } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';

/** What the lead holds, and whoever owns the step comes to. */
export const leadHeld = ({ steps }: Pick<Programme, 'steps'>): readonly Step[] =>
  steps.filter(({ meeting }) => meeting?.by === 'lead');

/** What is known of when and where the lead holds it: nothing at first. */
export const eventOf = ({ events = {} }: Pick<Cohort, 'events'>, step: string): LeadEvent =>
  Object.hasOwn(events, step) ? (events[step] ?? {}) : {};

/** All that is known of an event, in one order; empty where it is not known. */
export const eventInOrder = ({ date = '', start = '', end = '', place = '' }: LeadEvent): readonly string[] => [
  date,
  start,
  end,
  place,
];

export const isSameEvent = (a: LeadEvent, b: LeadEvent): boolean =>
  eventInOrder(a).join('\n') === eventInOrder(b).join('\n');

/** When it begins; where only the day is known, when that ends, so that it is still to come all day. */
export const eventBegins = ({ date, start = END_OF_DAY }: LeadEvent): readonly Instant[] =>
  date ? [london(date, start).at] : [];

/** Where its end is not known a calendar shows an hour. */
const SHOWN_FOR = 'PT1H';

/** Its times for a calendar: none before its date and start are known. */
export function eventTimes({ date, start, end }: LeadEvent) {
  if (!date || !start) return undefined;
  const begins = london(date, start);
  if (end) return { start: begins, end: london(date, end) };
  const at = plus(begins.at, SHOWN_FOR);
  const shown = london(date, '23:59');
  // on the same day, or a calendar would show it on two
  return { start: begins, end: at < shown.at ? londonTimeOf(at) : shown };
}

/** Who owes it to come to one of these: the open obligations of those steps. */
export const comingTo = ({ obligations }: Partnership, steps: readonly string[]): readonly Obligation[] =>
  obligations.filter((o) => o.step !== undefined && steps.includes(o.step) && isOpen(o));

/** Events of which something else is known than before, by their step. */
export const eventsMoved = (before: Cohort, after: Cohort): readonly string[] =>
  leadHeld(after.programme)
    .map(({ key }) => key)
    .filter((key) => !isSameEvent(eventOf(before, key), eventOf(after, key)));

/** What is wrong with what the lead says of events, in a sentence that begins with the event's title. */
export function eventsFault(before: Cohort, after: Cohort, now: Instant): string | undefined {
  const known = leadHeld(after.programme);
  if (Object.keys(after.events ?? {}).some((key) => !known.some((step) => step.key === key)))
    return 'The events must be those that you hold in this programme.';
  for (const key of eventsMoved(before, after)) {
    const title = known.find((step) => step.key === key)?.meeting?.title ?? '';
    const wrong = eventFault(eventOf(before, key), eventOf(after, key), localDate(now));
    if (wrong) return `${title}: ${wrong}`;
  }
  return undefined;
}

function eventFault(was: LeadEvent, is: LeadEvent, today: LocalDate): string | undefined {
  if (is.start && !is.date) return 'enter the date too, or leave the time empty.';
  if (is.end && !is.start) return 'enter when it starts too, or leave the end empty.';
  if (is.end && is.start && is.end <= is.start) return 'it must end after it starts.';
  if (is.date !== was.date && is.date && is.date < today) return 'the date must be today or later.';
  return undefined;
}
