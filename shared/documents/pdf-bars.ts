import { BRAND, INK } from './drawing.ts';

const ROW = 24;
const BAR = 14;
const LABELS = 0.46;

/** Bars to both sides of a dashed line; dark to the right, hatched to the left, so that grey tells them apart too. */
export function drawBars(
  doc: PDFKit.PDFDocument,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  shown: (text: string) => string,
  legend: string,
  rows: readonly Bar[],
): void {
  const total = ({ left, middle, right }: Bar) => left + middle + right || 1;
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
    let at = line - ((row.left + row.middle / 2) / total(row)) * scale;
    for (const side of ['left', 'middle', 'right'] as const) {
      const wide = (row[side] / total(row)) * scale;
      if (wide === 0) continue;
      doc.rect(at, top, wide, BAR).lineWidth(0.75);
      doc.fillAndStroke(side === 'right' ? BRAND : side === 'middle' ? '#d5d8d9' : '#ffffff', INK);
      if (side === 'left') hatch(doc, at, top, wide);
      const number = String(row[side]);
      doc.fontSize(8);
      const room = doc.widthOfString(number);
      if (room + 4 <= wide) {
        const middle = at + (wide - room) / 2;
        if (side === 'left') doc.rect(middle - 2, top + 2, room + 4, BAR - 4).fill('#ffffff');
        doc.fillColor(side === 'right' ? '#ffffff' : INK).text(number, middle, top + 3, { lineBreak: false });
      }
      at += wide;
    }
  }
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
