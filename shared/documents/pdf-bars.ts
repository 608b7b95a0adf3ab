import { BRAND, INK } from './drawing.ts';

const ROW = 24;
const BAR = 14;
const LABELS = 0.46;

const sides = ['left', 'middle', 'right'] as const;
const colours = { left: '#ffffff', middle: '#d5d8d9', right: BRAND };

/** Bars to both sides of a dashed line; dark to the right, hatched to the left, so that grey tells them apart too. */
export function drawBars(
  doc: PDFKit.PDFDocument,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  shown: (text: string) => string,
  legend: string,
  rows: readonly Bar[],
): void {
  const furthest = Math.max(0, ...rows.map((row) => (row.left + row.middle / 2) / total(row)));
  const beyond = Math.max(0, ...rows.map((row) => (row.right + row.middle / 2) / total(row)));
  const from = x + width * LABELS;
  const scale = (width * (1 - LABELS)) / (furthest + beyond || 1);
  const line = from + furthest * scale;
  doc.font('regular').fontSize(9).fillColor(INK).text(shown(legend), x, y, { width, lineBreak: false });
  // behind the bars, so that no number is struck through
  const bottom = y + 16 + rows.length * ROW;
  doc
    .moveTo(line, y + 13)
    .lineTo(line, bottom - 6)
    .lineWidth(1)
    .dash(4, { space: 3 })
    .stroke(INK)
    .undash();
  for (const [i, row] of rows.entries()) {
    const top = y + 16 + i * ROW;
    doc.fontSize(8).fillColor(INK);
    doc.text(shown(row.text), x, top, { width: width * LABELS - 10, height: ROW - 2, ellipsis: true });
    drawBar(doc, row, line, top, scale);
  }
}

const total = ({ left, middle, right }: Bar): number => left + middle + right || 1;

/** One row's bar: so wide as `scale` makes a whole, the middle of what is in the middle on the line. */
function drawBar(doc: PDFKit.PDFDocument, row: Bar, line: number, top: number, scale: number): void {
  let at = line - ((row.left + row.middle / 2) / total(row)) * scale;
  for (const side of sides) {
    const wide = (row[side] / total(row)) * scale;
    if (wide === 0) continue;
    doc.rect(at, top, wide, BAR).lineWidth(0.75);
    doc.fillAndStroke(colours[side], INK);
    if (side === 'left') hatch(doc, at, top, wide);
    writeCount(doc, row[side], side, at, top, wide);
    at += wide;
  }
}

/** In the middle of its piece of the bar, if there is room for it. */
function writeCount(
  doc: PDFKit.PDFDocument,
  count: number,
  side: (typeof sides)[number],
  at: number,
  top: number,
  wide: number,
): void {
  const number = String(count);
  doc.fontSize(8);
  const room = doc.widthOfString(number);
  if (room + 4 > wide) return;
  const middle = at + (wide - room) / 2;
  if (side === 'left') doc.rect(middle - 2, top + 2, room + 4, BAR - 4).fill('#ffffff');
  doc.fillColor(side === 'right' ? '#ffffff' : INK).text(number, middle, top + 3, { lineBreak: false });
}

function hatch(doc: PDFKit.PDFDocument, x: number, y: number, width: number): void {
  doc.save().rect(x, y, width, BAR).clip();
  for (let at = x - BAR; at < x + width; at += 5) doc.moveTo(at, y + BAR).lineTo(at + BAR, y);
  doc.lineWidth(0.5).stroke(INK).restore();
}

/** Counts: left of the line, across it, right of it. */
export interface Bar {
  readonly text: string;
  readonly left: number;
  readonly middle: number;
  readonly right: number;
}
