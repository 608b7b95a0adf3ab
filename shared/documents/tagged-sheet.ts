import PDFDocument from 'pdfkit';
import type { Instant } from '#calendar/london.ts';
import { BRAND, INK } from './drawing.ts';
import type { Fonts } from './fonts.ts';
import { inLettersOf } from './letters.ts';

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

type Element = ReturnType<PDFKit.PDFDocument['struct']>;
export type Options = NonNullable<Parameters<PDFKit.PDFDocument['struct']>[1]>;
export type Font = keyof Fonts;

export const RULE = '#b1b4b6';
/** in points, left and right */
export const SIDE = 50;
const FOOT = 64;

/** Pages that are written from top to bottom, and the tags that say what is what, in the order in which it is read. */
export class TaggedSheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  /** what the embedded letters can show of a text */
  readonly shown: (text: string) => string;
  /** of what stands between the margins */
  readonly width: number;
  private readonly bottom: number;
  private readonly lineGap: number;

  constructor({ title, at, layout, fonts, compact = false }: PageSetup) {
    this.doc = openDocument(title, new Date(at), layout);
    for (const font of ['regular', 'bold'] as const) this.doc.registerFont(font, fonts[font]);
    this.shown = inLettersOf(this.doc.font('regular'));
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.width = this.doc.page.width - 2 * SIDE;
    this.bottom = this.doc.page.height - FOOT;
    this.lineGap = compact ? 1 : 3;
  }

  style(font: Font, size: number, colour = INK): void {
    this.doc.font(font).fontSize(size).fillColor(colour);
  }

  write(text: string, x = SIDE, width = this.width): void {
    this.doc.text(this.shown(text), x, this.doc.y, { width, lineGap: this.lineGap });
  }

  /** An element of what is drawn. */
  leaf(parent: Element, type: string, draw: () => void, options: Options = {}): void {
    parent.add(this.doc.struct(type, options, draw));
  }

  /** An element of elements. */
  branch(parent: Element, type: string, fill: (element: Element) => void): void {
    const element = this.doc.struct(type);
    parent.add(element);
    fill(element);
    element.end();
  }

  /** What is drawn is not read out. */
  decorate(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** Starts a new page unless so much of this one is left. Whether it did. */
  makeRoom(height: number): boolean {
    const isFull = this.doc.y + height > this.bottom;
    if (isFull) this.doc.addPage();
    return isFull;
  }

  /** What stands around each page: a band at the top, the footer and the page's number below. */
  furnish(footer: string): void {
    const { doc, bottom, width } = this;
    const { count } = doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      doc.switchToPage(page);
      this.decorate('Pagination', () => {
        doc.rect(0, 0, doc.page.width, 10).fill(BRAND);
        this.style('regular', 9, '#505a5f');
        const numbered = `Page ${page + 1} of ${count}`;
        doc.text(footer, SIDE, bottom + 20, { lineBreak: false });
        doc.text(numbered, SIDE + width - doc.widthOfString(numbered), bottom + 20, { lineBreak: false });
      });
    }
  }
}

const openDocument = (title: string, date: Date, layout: PageSetup['layout']): PDFKit.PDFDocument =>
  new PDFDocument({
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
