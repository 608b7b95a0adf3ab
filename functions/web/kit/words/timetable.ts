import { uncheckedOf } from '#domain/cycles/timetables.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { weekdays } from '#import/slot.ts';

/** What a letter of a timetable says. */
export const inPeriod: Readonly<Record<string, string>> = {
  T: 'teaches',
  F: 'free',
  P: 'PPA',
  '-': 'not in school',
};

/** "Monday", "Monday, week B"; `day` from 0, Monday of the first week. */
export const dayOfTimetable = (day: number): string => `${weekdays[day % 5]}${day > 4 ? ', week B' : ''}`;

/** By whose week sessions are planned, though nobody has said that it is theirs: a sentence each. */
export const uncheckedInWords = (p: Partnership): readonly string[] =>
  uncheckedOf(
    p,
    p.groups.flatMap(({ members }) => members),
  ).map(({ id, name }) => {
    const before = p.former?.findLast((one) => one.id === id)?.name ?? 'a colleague';
    return `No one has checked the timetable of ${name} yet. Until then we use that of ${before}.`;
  });
