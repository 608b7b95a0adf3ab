import { bankHolidaysFor } from '#calendar/bank-holidays.ts';
import { quickAnswer, type SolverAnswer, type SolverQuestion } from '#cover/planner.ts';
import { play } from './play.ts';
import type { Rehearsal, Rehearsing } from './rehearsal.ts';

/**
 * Plays a cohort from launch to close on a clock of its own: the product's `decide`, acts and sending rules, and no
 * I/O. Takes a time in proportion to the messages and acts. Schools' plans are quick ones, not the best.
 * @throws {ImpossibleStory} naming the line
 */
export function rehearse(what: Rehearsing): Rehearsal {
  const playing = play(what);
  let next = playing.next();
  while (!next.done) next = playing.next(quickAnswer(next.value));
  return next.value;
}

/** The same, with plans as the product's own planner makes them, and the bank holidays of terms that the story adds. */
export async function rehearseWith(
  planner: (question: SolverQuestion) => Promise<SolverAnswer>,
  what: Rehearsing,
): Promise<Rehearsal> {
  const { cohort, story = [] } = what;
  const told = story.flatMap((line) => (line.does === 'move-dates' ? (line.calendar?.terms ?? []) : []));
  const ends = told.flatMap(({ end }) => (end ? [{ end }] : []));
  const playing = play({ ...what, bankHolidays: await bankHolidaysFor(cohort.calendar, ends) });
  let next = playing.next();
  while (!next.done) next = playing.next(await planner(next.value));
  return next.value;
}
