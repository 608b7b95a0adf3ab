import { htmlEscape } from 'escape-goat';
import { oneLine } from '#wording/wording.ts';
import type { Letter, LetterBlock } from './letter.ts';

/** [in light, in dark], as `#rrggbb`; the test holds every pair of text and ground to WCAG AA. */
export const palette = {
  ground: ['#eef4f4', '#101718'],
  sheet: ['#ffffff', '#1a2325'],
  text: ['#12191a', '#eef4f4'],
  quiet: ['#465457', '#b4c4c6'],
  line: ['#cddadb', '#3f5053'],
  bar: ['#106165', '#106165'],
  onBar: ['#ffffff', '#ffffff'],
  beat: ['#ffb81c', '#ffb81c'],
  button: ['#106165', '#ffb81c'],
  onButton: ['#ffffff', '#12191a'],
} as const satisfies Record<string, readonly [string, string]>;

type Colour = keyof typeof palette;

const light = (colour: Colour): string => palette[colour][0];
const dark = (colour: Colour): string => `${palette[colour][1]} !important`;

/** Clients that know dark mode get our own colours; the others are left with the inline ones. */
const darkMode = `@media (prefers-color-scheme: dark) {
body, .ground { background-color: ${dark('ground')}; color: ${dark('text')} }
.sheet { background-color: ${dark('sheet')}; color: ${dark('text')} }
.quiet { color: ${dark('quiet')} }
.line { border-color: ${dark('line')} }
.button { background-color: ${dark('button')}; color: ${dark('onButton')} }
}`;

const FONT = 'font-family: Arial, Helvetica, sans-serif; font-size: 17px; line-height: 1.5;';

const escaped = (text: string): string => htmlEscape(oneLine(text));

function blockToHtml(block: LetterBlock, index: number): string {
  switch (block.is) {
    case 'heading':
      return index === 0
        ? `<h1 style="margin: 0 0 20px; font-size: 26px; line-height: 1.25;">${escaped(block.text)}</h1>`
        : `<h2 class="line" style="margin: 32px 0 12px; padding-top: 20px; border-top: 1px solid ${light('line')}; font-size: 20px; line-height: 1.3;">${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p style="margin: 0 0 16px;">${escaped(block.text)}</p>`;
    case 'list':
      return `<ul style="margin: 0 0 16px; padding-left: 24px;">\n${block.items
        .map((item) => `<li style="margin: 0 0 8px;">${escaped(item)}</li>`)
        .join('\n')}\n</ul>`;
    case 'link':
      return `<p style="margin: 24px 0;"><a class="button" href="${escaped(block.url)}" style="display: inline-block; padding: 12px 20px; border-radius: 4px; background-color: ${light('button')}; color: ${light('onButton')}; font-weight: bold; text-decoration: underline;">${escaped(block.text)}</a></p>`;
    case 'code':
      return `<p style="margin: 24px 0; font-size: 36px; line-height: 1.2; font-weight: bold; letter-spacing: 6px;">${escaped(block.code)}</p>`;
    case 'facts':
      return `<dl class="line" style="margin: 0 0 20px; padding-left: 16px; border-left: 4px solid ${light('line')};">\n${block.rows
        .map(
          ([label, value]) =>
            `<dt class="quiet" style="margin: 0; color: ${light('quiet')};">${escaped(label)}</dt>\n<dd style="margin: 0 0 8px; font-weight: bold;">${escaped(value)}</dd>`,
        )
        .join('\n')}\n</dl>`;
  }
}

/** One column, no images, nothing fetched: a whole document that reads alike on a phone, in a desktop client and aloud. */
export function toHtml(letter: Letter): string {
  const preheader = letter.preheader
    ? `<div style="display: none; max-height: 0; overflow: hidden;">${escaped(letter.preheader)}</div>\n`
    : '';
  const footer = letter.footer.map((line) => `<p style="margin: 0 0 8px;">${escaped(line)}</p>`).join('\n');
  return `<!DOCTYPE html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(letter.subject)}</title>
<style>${darkMode}</style>
</head>
<body class="ground" style="margin: 0; padding: 0; background-color: ${light('ground')}; color: ${light('text')}; ${FONT}">
${preheader}<div style="max-width: 640px; margin: 0 auto;">
<header style="display: block; padding: 18px 24px 14px; background-color: ${light('bar')}; border-bottom: 6px solid ${light('beat')}; color: ${light('onBar')}; font-size: 22px; line-height: 1.2; font-weight: bold;">Drumbeat</header>
<main class="sheet" style="display: block; padding: 28px 24px 16px; background-color: ${light('sheet')}; color: ${light('text')}; overflow-wrap: break-word;">
${letter.blocks.map(blockToHtml).join('\n')}
</main>
<footer class="quiet" style="display: block; padding: 20px 24px 32px; color: ${light('quiet')}; font-size: 16px; overflow-wrap: break-word;">
${footer}
</footer>
</div>
</body>
</html>
`;
}
