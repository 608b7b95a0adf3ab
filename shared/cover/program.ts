/** A mixed-integer linear program under construction, smallest cost wanted. Columns and rows are known by their number. */
export interface Program {
  readonly cost: number[];
  readonly lower: number[];
  readonly upper: number[];
  readonly integer: boolean[];
  readonly rowLower: number[];
  readonly rowUpper: number[];
  /** where each row's entries start, and after the last row their number */
  readonly starts: number[];
  readonly indices: number[];
  readonly values: number[];
}

export type Coefficient = readonly [column: number, value: number];

export const emptyProgram = (): Program => ({
  cost: [],
  lower: [],
  upper: [],
  integer: [],
  rowLower: [],
  rowUpper: [],
  starts: [0],
  indices: [],
  values: [],
});

export function addColumn(
  program: Program,
  {
    cost = 0,
    lower = 0,
    upper = 1,
    integer = false,
  }: { cost?: number; lower?: number; upper?: number; integer?: boolean },
): number {
  program.cost.push(cost);
  program.lower.push(lower);
  program.upper.push(upper);
  program.integer.push(integer);
  return program.cost.length - 1;
}

/** lower <= sum of value times column <= upper; a column named twice counts with the sum. */
export function addRow(program: Program, lower: number, upper: number, entries: readonly Coefficient[]): void {
  const sums = new Map<number, number>();
  for (const [column, value] of entries) sums.set(column, (sums.get(column) ?? 0) + value);
  for (const [column, value] of sums) {
    if (value === 0) continue;
    program.indices.push(column);
    program.values.push(value);
  }
  program.rowLower.push(lower);
  program.rowUpper.push(upper);
  program.starts.push(program.indices.length);
}

export const atMost = (program: Program, upper: number, entries: readonly Coefficient[]): void =>
  addRow(program, -Infinity, upper, entries);
export const atLeast = (program: Program, lower: number, entries: readonly Coefficient[]): void =>
  addRow(program, lower, Infinity, entries);
