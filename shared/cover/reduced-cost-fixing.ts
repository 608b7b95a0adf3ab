import type { Program } from './program.ts';

/** A program with some columns left out, and how to get back. */
export interface Reduced {
  readonly program: Program;
  /** the column in the whole program of each column here */
  readonly columns: readonly number[];
}

/**
 * Leaves out the yes-or-no columns that no cheaper solution than the one known can say yes to: in the relaxation even one
 * of them alone costs as much. Those of the known solution stay, so that the search can start from it. Rows that nothing
 * is left of go too.
 */
export function fixByReducedCost(
  program: Program,
  relaxed: { readonly objective: number; readonly reducedCosts: ArrayLike<number> },
  known: { readonly objective: number; readonly values: ArrayLike<number> },
): Reduced {
  const slack = known.objective - 1 - relaxed.objective + 1e-4;
  const stays = program.cost.map(
    (_, column) =>
      !program.integer[column] ||
      (program.lower[column] ?? 0) > 0 ||
      (known.values[column] ?? 0) > 0.5 ||
      (relaxed.reducedCosts[column] ?? 0) <= slack,
  );
  const columns = [...stays.keys()].filter((column) => stays[column]);
  const place = new Map(columns.map((column, at) => [column, at]));
  const rows = { rowLower: [] as number[], rowUpper: [] as number[], starts: [0] };
  const entries = { indices: [] as number[], values: [] as number[] };
  program.rowLower.forEach((lower, row) => {
    const before = entries.indices.length;
    for (let i = program.starts[row] as number; i < (program.starts[row + 1] as number); i++) {
      const column = place.get(program.indices[i] as number);
      if (column === undefined) continue;
      entries.indices.push(column);
      entries.values.push(program.values[i] as number);
    }
    const upper = program.rowUpper[row] as number;
    if (entries.indices.length === before && lower <= 0 && upper >= 0) return;
    rows.rowLower.push(lower);
    rows.rowUpper.push(upper);
    rows.starts.push(entries.indices.length);
  });
  const of = <T>(list: readonly T[]): T[] => columns.map((column) => list[column] as T);
  return {
    columns,
    program: {
      cost: of(program.cost),
      lower: of(program.lower),
      upper: of(program.upper),
      integer: of(program.integer),
      ...rows,
      ...entries,
    },
  };
}
