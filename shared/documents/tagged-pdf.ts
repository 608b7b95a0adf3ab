import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Instant } from '#calendar/london.ts';
import type { Fonts } from './fonts.ts';
import { inLettersOf } from './letters.ts';
import { type Bar, drawBars } from './pdf-bars.ts';

export interface PageSetup {
  /** Stands in window titles and in the file's metadata, there as raw XML: no names, no `&` or `<`. */
  readonly title: string;
  /** when the document says what it says; its only date */
  readonly at: Instant;
  readonly layout: 'portrait' | 'landscape';
  /** at the foot of each page, before the page's number */
  readonly footer: string;
  readonly fonts: Fonts;
  /** smaller letters, to get more onto a page */
  readonly compact?: boolean;
}

export interface Column {
  readonly title: string;
  /** in points */
  readonly width: number;
}

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
  bars(picture: { readonly alt: string; readonly legend: string; readonly rows: readonly Bar[] }): void;
  /** Ends the document, of which these are the bytes. */
  finish(): Promise<Uint8Array>;
}

type Element = ReturnType<PDFKit.PDFDocument['struct']>;
type Options = NonNullable<Parameters<PDFKit.PDFDocument['struct']>[1]>;
type Font = keyof Fonts;

const INK = '#0b0c0c';
const BRAND = '#0f5f63';
const RULE = '#b1b4b6';
const SIDE = 50;
const FOOT = 64;
const LABELS = 130;
const BULLETS = 14;
const PADDING = 4;

/** A cell with more letters would be no name and no time; and a row has to fit on a page. */
const LONGEST_CELL = 160;

// the library knows the attribute, its types do not
const scope = (of: 'Row' | 'Column') => ({ scope: of }) as Options;

/** A PDF/UA document on A4, in British English: tagged, titled, its fonts embedded. Same input, same bytes. */
export function taggedPdf({ title, at, layout, footer, fonts, compact = false }: PageSetup): TaggedPdf {
  const date = new Date(at);
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margins: { top: 50, bottom: FOOT, left: SIDE, right: SIDE },
    pdfVersion: '1.7',
    // @ts-expect-error the library knows this subset, its types do not
    subset: 'PDF/UA',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    // none: the library's own default cannot be embedded
    font: '',
    bufferPages: true,
    info: { Title: title, Creator: 'Drumbeat', Producer: 'Drumbeat', CreationDate: date, ModDate: date },
  });
  for (const font of ['regular', 'bold'] as const) doc.registerFont(font, fonts[font]);
  const shown = inLettersOf(doc.font('regular'));
  const root = doc.struct('Document');
  doc.addStructure(root);
  const width = doc.page.width - 2 * SIDE;
  const bottom = doc.page.height - FOOT;

  const style = (font: Font, size: number, colour = INK) => doc.font(font).fontSize(size).fillColor(colour);
  const size = compact ? 9 : 11;
  const body = () => style('regular', size);
  const write = (text: string, x = SIDE, wide = width) =>
    doc.text(shown(text), x, doc.y, { width: wide, lineGap: compact ? 1 : 3 });
  const leaf = (parent: Element, type: string, draw: () => void, options: Options = {}) => {
    parent.add(doc.struct(type, options, draw));
  };
  const branch = (parent: Element, type: string, fill: (element: Element) => void) => {
    const element = doc.struct(type);
    parent.add(element);
    fill(element);
    element.end();
  };
  const decorate = (type: 'Layout' | 'Pagination', draw: () => void) => {
    doc.markContent('Artifact', { type });
    draw();
    doc.endMarkedContent();
  };
  /** Starts a new page unless so much of this one is left. */
  const makeRoom = (height: number) => {
    const isFull = doc.y + height > bottom;
    if (isFull) doc.addPage();
    return isFull;
  };

  /** [label, text] in two columns, the text as long as it wants */
  function items(rows: readonly (readonly [string, string])[], indent: number, font: Font): void {
    if (rows.length === 0) return;
    branch(root, 'L', (list) => {
      for (const [label, text] of rows)
        branch(list, 'LI', (item) => {
          style(font, size);
          makeRoom(compact ? 14 : 40);
          const top = doc.y;
          leaf(item, 'Lbl', () => write(label, SIDE, indent - 4));
          doc.y = top;
          body();
          leaf(item, 'LBody', () => write(text, SIDE + indent, width - indent));
          doc.y += 2;
        });
    });
    doc.y += 8;
  }

  function table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const cellStyle = (isHeader: boolean) => style(isHeader ? 'bold' : 'regular', 8);
    const inner = columns.map((column) => ({ width: column.width - 2 * PADDING }));
    // names and days come again and again, and measuring them costs as much as drawing them
    const known = new Map<string, number>();
    const heightOfCell = (cell: string, column: number): number => {
      const key = `${column} ${cell}`;
      const height = known.get(key) ?? doc.heightOfString(cell, { ...inner[column] });
      known.set(key, height);
      return height;
    };
    const heightOf = (cells: readonly string[]) => Math.max(...cells.map(heightOfCell)) + 2 * PADDING;
    function drawRow(cells: readonly string[], height: number, cell: (draw: () => void, column: number) => void) {
      const top = doc.y;
      let x = SIDE;
      for (const [i, text] of cells.entries()) {
        cell(() => doc.text(text, x + PADDING, top + PADDING, { ...inner[i] }), i);
        x += columns[i]?.width ?? 0;
      }
      doc.y = top + height;
      decorate('Layout', () => doc.moveTo(SIDE, doc.y).lineTo(x, doc.y).lineWidth(0.5).stroke(RULE));
    }
    const titles = columns.map((column) => column.title);
    cellStyle(true);
    const titleHeight = heightOf(titles);
    known.clear();
    makeRoom(titleHeight * 3);
    branch(root, 'Table', (element) => {
      branch(element, 'TR', (row) => drawRow(titles, titleHeight, (draw) => leaf(row, 'TH', draw, scope('Column'))));
      for (const all of rows) {
        const cells = all.map((cell) => shown(cell.slice(0, LONGEST_CELL)));
        cellStyle(false);
        const height = heightOf(cells);
        if (makeRoom(height)) {
          cellStyle(true);
          drawRow(titles, titleHeight, (draw) => decorate('Pagination', draw));
          cellStyle(false);
        }
        branch(element, 'TR', (row) =>
          drawRow(cells, height, (draw, column) =>
            column === 0 ? leaf(row, 'TH', draw, scope('Row')) : leaf(row, 'TD', draw),
          ),
        );
      }
    });
    doc.y += 12;
  }

  function furnish(page: number, count: number): void {
    doc.switchToPage(page);
    decorate('Pagination', () => {
      doc.rect(0, 0, doc.page.width, 10).fill(BRAND);
      style('regular', 9, '#505a5f');
      const numbered = `Page ${page + 1} of ${count}`;
      doc.text(footer, SIDE, bottom + 20, { lineBreak: false });
      doc.text(numbered, SIDE + width - doc.widthOfString(numbered), bottom + 20, { lineBreak: false });
    });
  }

  return {
    heading(level, text) {
      makeRoom(compact ? 50 : 90);
      if (level === 2) doc.y += compact ? 4 : 10;
      style('bold', level === 1 ? (compact ? 17 : 22) : compact ? 11 : 14, BRAND);
      leaf(root, `H${level}`, () => write(text));
      doc.y += compact ? 2 : level === 1 ? 10 : 4;
    },
    paragraph(text) {
      body();
      makeRoom(20);
      leaf(root, 'P', () => write(text));
      doc.y += 6;
    },
    list: (texts) =>
      items(
        texts.map((text) => ['•', text] as const),
        BULLETS,
        'regular',
      ),
    facts: (rows) => items(rows, LABELS, 'bold'),
    bars({ alt, legend, rows }) {
      const height = 16 + rows.length * 24;
      makeRoom(height + 10);
      const top = doc.y;
      const box = [SIDE, doc.page.height - top - height, SIDE + width, doc.page.height - top];
      const figure = { alt: shown(alt), bbox: box, placement: 'Block' } as Options;
      leaf(root, 'Figure', () => drawBars(doc, { x: SIDE, y: top, width }, shown, legend, rows), figure);
      doc.x = SIDE;
      doc.y = top + height + 8;
    },
    table,
    finish() {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page += 1) furnish(page, count);
      doc.end();
      return buffer(doc);
    },
  };
}
