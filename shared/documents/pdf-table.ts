import { type Options, RULE, SIDE, type TaggedSheet } from './tagged-sheet.ts';

export interface Column {
  readonly title: string;
  /** in points */
  readonly width: number;
}

const PADDING = 4;

/** A cell with more letters would be no name and no time; and a row has to fit on a page. */
const LONGEST_CELL = 160;

// the library knows the attribute, its types do not
const scope = (of: 'Row' | 'Column') => ({ scope: of }) as Options;

/** The first cell of a row is its header. The columns' titles stand on every page and are read out once. */
export function drawTable(sheet: TaggedSheet, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const titles = columns.map((column) => column.title);
  const titleStyle = () => sheet.style('bold', 8);
  const rowStyle = () => sheet.style('regular', 8);
  titleStyle();
  const titleHeight = measuring(sheet, columns)(titles);
  const heightOf = measuring(sheet, columns);
  sheet.makeRoom(titleHeight * 3);
  sheet.branch(sheet.root, 'Table', (table) => {
    sheet.branch(table, 'TR', (row) =>
      drawRow(sheet, columns, titles, titleHeight, (draw) => sheet.leaf(row, 'TH', draw, scope('Column'))),
    );
    for (const all of rows) {
      const cells = all.map((cell) => sheet.shown(cell.slice(0, LONGEST_CELL)));
      rowStyle();
      const height = heightOf(cells);
      if (sheet.makeRoom(height)) {
        titleStyle();
        drawRow(sheet, columns, titles, titleHeight, (draw) => sheet.decorate('Pagination', draw));
        rowStyle();
      }
      sheet.branch(table, 'TR', (row) =>
        drawRow(sheet, columns, cells, height, (draw, column) =>
          column === 0 ? sheet.leaf(row, 'TH', draw, scope('Row')) : sheet.leaf(row, 'TD', draw),
        ),
      );
    }
  });
  sheet.doc.y += 12;
}

const innerWidth = ({ width }: Column): number => width - 2 * PADDING;

/** How high rows are in one style, in points. */
function measuring({ doc }: TaggedSheet, columns: readonly Column[]): (cells: readonly string[]) => number {
  // names and days come again and again, and measuring them costs as much as drawing them
  const known = new Map<string, number>();
  const heightOfCell = (cell: string, i: number): number => {
    const key = `${i} ${cell}`;
    const column = columns[i];
    const height = known.get(key) ?? doc.heightOfString(cell, column && { width: innerWidth(column) });
    known.set(key, height);
    return height;
  };
  return (cells) => Math.max(...cells.map(heightOfCell)) + 2 * PADDING;
}

/** `cell` tags what draws a cell. */
function drawRow(
  sheet: TaggedSheet,
  columns: readonly Column[],
  cells: readonly string[],
  height: number,
  cell: (draw: () => void, column: number) => void,
): void {
  const { doc } = sheet;
  const top = doc.y;
  let x = SIDE;
  for (const [i, text] of cells.entries()) {
    const column = columns[i];
    cell(() => doc.text(text, x + PADDING, top + PADDING, column && { width: innerWidth(column) }), i);
    x += column?.width ?? 0;
  }
  doc.y = top + height;
  sheet.decorate('Layout', () => doc.moveTo(SIDE, doc.y).lineTo(x, doc.y).lineWidth(0.5).stroke(RULE));
}
