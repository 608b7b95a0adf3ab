import { buffer } from 'node:stream/consumers';
import { BRAND } from './drawing.ts';
import { type Bar, drawBars } from './pdf-bars.ts';
import { type Column, drawTable } from './pdf-table.ts';
import { type Font, type Options, type PageSetup, SIDE, TaggedSheet } from './tagged-sheet.ts';

/** Writes from top to bottom. Everything is tagged as what it is, in the order in which it is read. */
export interface TaggedPdf {
  heading(level: 1 | 2, text: string): void;
  paragraph(text: string): void;
  list(items: readonly string[]): void;
  /** [label, value] side by side */
  facts(rows: readonly (readonly [string, string])[]): void;
  /** The first cell of a row is its header. The columns' titles stand on every page and are read out once. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void;
  /** Shares of a whole on both sides of a line, a bar for each row; `alt` says the same in words. */
  bars(picture: Picture): void;
  /** Ends the document, of which these are the bytes. */
  finish(): Promise<Uint8Array>;
}

interface Picture {
  readonly alt: string;
  readonly legend: string;
  readonly rows: readonly Bar[];
}

/** Sizes and distances in points. */
interface Measures {
  readonly body: number;
  /** of the letters of the headings, by level */
  readonly headings: Readonly<Record<1 | 2, number>>;
  /** what is left free above a heading of the second level, and below each */
  readonly above: number;
  readonly below: Readonly<Record<1 | 2, number>>;
  /** what a heading or an item needs, so as not to stand alone at the foot of a page */
  readonly headingRoom: number;
  readonly itemRoom: number;
}

const ROOMY: Measures = {
  body: 11,
  headings: { 1: 22, 2: 14 },
  above: 10,
  below: { 1: 10, 2: 4 },
  headingRoom: 90,
  itemRoom: 40,
};
const COMPACT: Measures = {
  body: 9,
  headings: { 1: 17, 2: 11 },
  above: 4,
  below: { 1: 2, 2: 2 },
  headingRoom: 50,
  itemRoom: 14,
};

const LABELS = 130;
const BULLETS = 14;

/** A PDF/UA document on A4, in British English: tagged, titled, its fonts embedded. Same input, same bytes. */
export function taggedPdf(setup: PageSetup): TaggedPdf {
  const sheet = new TaggedSheet(setup);
  const { doc, root } = sheet;
  const measures = setup.compact ? COMPACT : ROOMY;
  return {
    heading(level, text) {
      sheet.makeRoom(measures.headingRoom);
      if (level === 2) doc.y += measures.above;
      sheet.style('bold', measures.headings[level], BRAND);
      sheet.leaf(root, `H${level}`, () => sheet.write(text));
      doc.y += measures.below[level];
    },
    paragraph(text) {
      sheet.style('regular', measures.body);
      sheet.makeRoom(20);
      sheet.leaf(root, 'P', () => sheet.write(text));
      doc.y += 6;
    },
    list: (texts) =>
      drawItems(
        sheet,
        measures,
        texts.map((text) => ['•', text] as const),
        BULLETS,
        'regular',
      ),
    facts: (rows) => drawItems(sheet, measures, rows, LABELS, 'bold'),
    bars: (picture) => drawFigure(sheet, picture),
    table: (columns, rows) => drawTable(sheet, columns, rows),
    finish() {
      sheet.furnish(setup.footer);
      doc.end();
      return buffer(doc);
    },
  };
}

/** [label, text] in two columns, the text as long as it wants */
function drawItems(
  sheet: TaggedSheet,
  { body, itemRoom }: Measures,
  rows: readonly (readonly [string, string])[],
  indent: number,
  font: Font,
): void {
  if (rows.length === 0) return;
  const { doc, root, width } = sheet;
  sheet.branch(root, 'L', (list) => {
    for (const [label, text] of rows)
      sheet.branch(list, 'LI', (item) => {
        sheet.style(font, body);
        sheet.makeRoom(itemRoom);
        const top = doc.y;
        sheet.leaf(item, 'Lbl', () => sheet.write(label, SIDE, indent - 4));
        doc.y = top;
        sheet.style('regular', body);
        sheet.leaf(item, 'LBody', () => sheet.write(text, SIDE + indent, width - indent));
        doc.y += 2;
      });
  });
  doc.y += 8;
}

function drawFigure(sheet: TaggedSheet, { alt, legend, rows }: Picture): void {
  const { doc, root, width, shown } = sheet;
  const height = 16 + rows.length * 24;
  sheet.makeRoom(height + 10);
  const top = doc.y;
  const box = [SIDE, doc.page.height - top - height, SIDE + width, doc.page.height - top];
  const figure = { alt: shown(alt), bbox: box, placement: 'Block' } as Options;
  sheet.leaf(root, 'Figure', () => drawBars(doc, { x: SIDE, y: top, width }, shown, legend, rows), figure);
  doc.x = SIDE;
  doc.y = top + height + 8;
}
