import type { Instant } from '#calendar/london.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/*
 * The one rule of published results. Everything that has ever been shown of some questionnaires tells of whole cells:
 * people in one cell were always shown together, and a cell is five people or more. So all who are in a cell could change
 * places, with all that they answered, and nothing that was ever shown would be different: of one person nothing follows,
 * unless all of a cell gave one answer. Cells are only ever split, never mixed, and whoever has gone still takes up room:
 * who was shown cannot be taken back.
 */

/**
 * Stands for somebody at one school: made of ids, and dropped when what they answered is erased. Whoever
 * answers for several schools counts once, by one of them: else the numbers that only they can bring about would tell.
 */
export type Reference = string;

/** People of whom nothing was ever shown but together. */
export interface Cell {
  /** how many they were, whoever has gone since: five or more */
  readonly size: number;
  readonly members: readonly Reference[];
  /** by questionnaire: when their answers were first in a result; as they were then they stay */
  readonly counted: Readonly<Record<string, Instant>>;
  /** parts whose last result tells of them */
  readonly within: readonly string[];
}

/**
 * Of whom a result may tell: of each cell nobody, or everybody, or five and more with five and more left out; of those
 * never shown before five and more, or nobody. Usually that is everybody who is wanted; where a few of a cell are not,
 * as many others are left out with them as makes five.
 */
export function choose(
  cells: readonly Cell[],
  wanted: (member: Reference, cell: Cell) => boolean,
  newcomers: readonly Reference[],
): { readonly told: readonly Cell[]; readonly rest: readonly Cell[] } {
  const split = cells.map((cell) => splitOf(cell, (member) => wanted(member, cell)));
  const fresh: readonly Cell[] =
    newcomers.length >= FEWEST_SHOWN ? [{ size: newcomers.length, members: newcomers, counted: {}, within: [] }] : [];
  return {
    told: [...split.flatMap(({ told }) => told), ...fresh],
    rest: split.flatMap(({ rest }) => rest),
  };
}

function splitOf(cell: Cell, wanted: (member: Reference) => boolean): { told: readonly Cell[]; rest: readonly Cell[] } {
  const present = cell.members.filter(wanted).toSorted();
  const missing = cell.size - present.length;
  if (missing === 0) return { told: [cell], rest: [] };
  const kept = present.length - Math.max(0, FEWEST_SHOWN - missing);
  if (kept < FEWEST_SHOWN) return { told: [], rest: [cell] };
  const members = present.slice(0, kept);
  return {
    told: [{ ...cell, size: kept, members }],
    rest: [{ ...cell, size: cell.size - kept, members: cell.members.filter((one) => !members.includes(one)) }],
  };
}

export const sizeOf = (cells: readonly Cell[]): number => cells.reduce((sum, { size }) => sum + size, 0);

/** Without whoever has gone: their references are dropped, their number stays. */
export const without = <Together extends Pick<Cell, 'members'>>(
  cells: readonly Together[],
  isGone: (reference: Reference) => boolean,
): readonly Together[] =>
  cells.map((cell) =>
    cell.members.some(isGone) ? { ...cell, members: cell.members.filter((member) => !isGone(member)) } : cell,
  );
