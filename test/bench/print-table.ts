type Cell = string | number;

/** Rows under their headings in aligned columns: words to the left, numbers to the right. */
export function printTable(title: string, rows: readonly Readonly<Record<string, Cell>>[], note?: string): void {
  const headings = Object.keys(rows[0] ?? {});
  const columns = headings.map((heading) => {
    const cells = rows.map((row) => row[heading] ?? '');
    const isNumber = cells.every((cell) => typeof cell === 'number');
    const decimals = isNumber ? Math.max(...cells.map((cell) => String(cell).split('.')[1]?.length ?? 0)) : 0;
    const written = (cell: Cell) =>
      typeof cell === 'number' ? cell.toLocaleString('en-GB', { minimumFractionDigits: decimals }) : cell;
    const width = Math.max(heading.length, ...cells.map((cell) => written(cell).length));
    return (cell: Cell) => (isNumber ? written(cell).padStart(width) : written(cell).padEnd(width));
  });
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, i) => columns[i]?.(cell))
      .join('  ')
      .trimEnd();
  const lines = [title, '', line(headings), ...rows.map((row) => line(headings.map((h) => row[h] ?? '')))];
  process.stdout.write(`${[...lines, ...(note ? ['', note] : [])].join('\n')}\n\n\n`);
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

export const rounded = (number: number, digits = 0): number => Number(number.toFixed(digits));
