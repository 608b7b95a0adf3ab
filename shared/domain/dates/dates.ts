import type { Instant } from '#calendar/london.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { goesAtOnce, type Message } from '#domain/messages/message.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { eventInOrder } from './lead-events.ts';
import { launchMoment } from './timeline.ts';

export const datesOf = ({
  calendar: { terms, inset, closures = [], bankHolidays },
  launch,
  closes,
  signBy,
  events = {},
}: Cohort): Dates => ({ launch, terms, inset, closures, bankHolidays, closes, signBy, events });

export const withDates = (
  cohort: Cohort,
  {
    terms,
    inset,
    closures,
    bankHolidays = cohort.calendar.bankHolidays,
    launch = cohort.launch,
    closes,
    signBy,
    events = cohort.events,
  }: Dates,
): Cohort => ({
  ...cohort,
  launch,
  calendar: { ...cohort.calendar, terms, inset, closures, bankHolidays },
  closes,
  signBy,
  events,
});

/** Bank holidays are no choice of anybody's: they follow from the terms. */
export const sameDates = (a: Dates, b: Dates): boolean => inOrder(a) === inOrder(b);

const inOrder = ({ terms, inset, closures, launch = '', closes = '', signBy = '', events = {} }: Dates): string =>
  JSON.stringify([
    terms.map(({ name, start, end, halfTerm = [], added = '', weeks = 'A' }) => [
      name,
      start,
      end,
      ...halfTerm,
      added,
      weeks,
    ]),
    inset.toSorted(),
    closures.map(({ date, why }) => [date, why]).sort(),
    launch,
    closes,
    signBy,
    Object.entries(events)
      .map(([step, event]) => [step, ...eventInOrder(event)])
      .filter((line) => line.slice(1).some(Boolean))
      .sort(),
  ]);

/** When the schools take up the last move. */
export const movesFrom = ({ moves = [] }: Cohort): Instant | undefined => moves.at(-1)?.from;

/** Has the lead moved dates that the school has not taken up yet? */
export const isMoving = (p: Partnership, { moves = [] }: Cohort): boolean =>
  !hasEnded(p.stage) && moves.length > (p.movesTaken ?? 0);

/** When the programme begins at a school: while it is being moved, the later of both days. */
export function begins(p: Partnership, cohort: Cohort): Instant {
  const moved = isMoving(p, cohort) ? launchMoment(cohort) : p.launch;
  return moved > p.launch ? moved : p.launch;
}

/** What may leave a school's outbox: while its dates are moving, nothing that speaks of them, however soon they are. */
export const mayLeave = (p: Partnership, cohort: Cohort): readonly Message[] =>
  isMoving(p, cohort) ? p.outbox.filter((m) => goesAtOnce(m) && m.kind !== 'event-changed') : p.outbox;

export const isSpreading = ({ moves = [], movesSpread = 0 }: Cohort): boolean => moves.length > movesSpread;

/** The cohort as it was when a school last took up its dates. */
export function asTaken(cohort: Cohort, p: Partnership): Cohort {
  const before = cohort.moves?.[p.movesTaken ?? 0]?.before;
  return before ? withDates(cohort, before) : cohort;
}
