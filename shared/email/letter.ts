import { oneLine } from '#wording/wording.ts';

/** An email as data, before it is text or HTML. Every string is one line; a link is an address and words that say where it leads. */
export interface Letter {
  readonly subject: string;
  /** what a mail client shows beside the subject */
  readonly preheader?: string;
  readonly blocks: readonly LetterBlock[];
  /** why this person gets it and whom a reply reaches */
  readonly footer: readonly string[];
}

/** The first heading is the email's own; those after it head its parts. */
export type LetterBlock =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'link'; readonly text: string; readonly url: string }
  | { readonly is: 'code'; readonly code: string }
  | { readonly is: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] };

export const heading = (text: string): LetterBlock => ({ is: 'heading', text });
export const paragraph = (text: string): LetterBlock => ({ is: 'paragraph', text });
export const list = (items: readonly string[]): LetterBlock => ({ is: 'list', items });
export const link = (text: string, url: string): LetterBlock => ({ is: 'link', text, url });
/** Digits to be copied. */
export const code = (digits: string): LetterBlock => ({ is: 'code', code: digits });
/** Rows without a value are left out. */
export const facts = (...rows: readonly (readonly [label: string, value: string | undefined])[]): LetterBlock => ({
  is: 'facts',
  rows: rows.flatMap(([label, value]) => (value ? [[label, value] as const] : [])),
});

function blockToText(block: LetterBlock): string {
  switch (block.is) {
    case 'heading': {
      const text = oneLine(block.text);
      return `${text}\n${'-'.repeat(Math.min([...text].length, 72))}`;
    }
    case 'paragraph':
      return oneLine(block.text);
    case 'list':
      return block.items.map((item) => `- ${oneLine(item)}`).join('\n');
    case 'link':
      return `${oneLine(block.text)}:\n${oneLine(block.url)}`;
    case 'code':
      return oneLine(block.code);
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n');
  }
}

/** Plain text, complete in itself; each address stands on a line of its own so that mail clients link it whole. */
export function toText(letter: Letter): string {
  const footer = ['---', ...letter.footer.map(oneLine)].join('\n');
  return `${[...letter.blocks.map(blockToText), footer].join('\n\n')}\n`;
}
