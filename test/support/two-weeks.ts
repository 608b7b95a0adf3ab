import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Given } from './given.ts';

/** The same school with a timetable of a week A and a week B, in which everybody does the same. */
export function alikeInTwoWeeks(p: Partnership): Partnership {
  const { provision } = p;
  if (!provision) throw new Error('It has nothing to plan with.');
  const timetables = Object.fromEntries(
    Object.entries(provision.timetables).map(([who, days]) => [who, [...days, ...days]]),
  );
  const cover = provision.cover.map((one) => ({ ...one, available: [...one.available, ...one.available] }));
  return { ...p, provision: { ...provision, weeks: 2, timetables, cover } };
}

export const inTwoWeeks = (given: Given): Given => ({ ...given, partnership: alikeInTwoWeeks(given.partnership) });
