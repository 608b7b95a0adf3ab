import { lessonPeriods } from '#domain/cycles/provision.ts';
import { type Check, words } from './entry.ts';
import { faultsListed, type ImportFault, quoted } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import type { PeriodGrid } from './periods.ts';
import { samePeriod } from './slot.ts';

type Grids = ReadonlyMap<string, PeriodGrid> | undefined;

/** A check of a lesson period that another file names; of a school without periods nothing is said here. */
export const periodOf =
  (urn: string, grids: Grids): Check =>
  (value) => {
    const grid = grids?.get(urn);
    const lessons = lessonPeriods(grid ?? { periods: [] }).map(({ name }) => name);
    const remedy = `Write ${lessons.length > 0 ? faultsListed(lessons, 'or') : 'the period’s name as periods.csv has it'}.`;
    const trouble = words('the period’s name as periods.csv has it')(value);
    if (trouble || !grid) return trouble;
    const named = grid.periods.find(({ name }) => samePeriod(name) === samePeriod(String(value)));
    if (named?.kind === 'lesson' || (!named && !grid.whole)) return undefined;
    if (named) return { problem: `${quoted(value)} is not a period of lessons.`, remedy: 'Leave this row out.' };
    return { problem: `${quoted(value)} is not a period of this school in periods.csv.`, remedy };
  };

/** Schools that a file speaks of and that have no periods: one fault each. */
export function withoutPeriods(
  file: string,
  rows: readonly { readonly row: number; readonly urn: string }[],
  { schools }: OtherFiles,
  grids: Grids,
): ImportFault[] {
  if (!grids) return [];
  const first = new Map<string, number>();
  for (const { row, urn } of rows) if (schools?.has(urn) && !grids.has(urn) && !first.has(urn)) first.set(urn, row);
  return [...first].map(([urn, row]) => ({
    file,
    row,
    problem: `${schools?.get(urn)} has no periods in periods.csv.`,
    remedy: 'Add its periods there, or leave its rows out here: it then plans by hand.',
  }));
}
