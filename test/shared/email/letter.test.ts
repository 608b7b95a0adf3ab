import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { palette, toHtml } from '#email/html.ts';
import { facts, heading, type Letter, link, list, paragraph, toText } from '#email/letter.ts';
import { htmlFaults } from '#test/support/html-faults.ts';
import { oneLine, SUBJECT_LIMIT, subject, subjectWith, withinSentence } from '#wording/wording.ts';

const hostile = 'Mrs "O\'Hara" <script>alert(1)</script> & Co 🥁\r\nBcc: all@example.org\u202e';

const letter = (words: string): Letter => ({
  subject: words,
  preheader: words,
  blocks: [
    heading(words),
    paragraph(words),
    heading(words),
    list([words, words]),
    facts(['School', words]),
    link(words, `https://example.org/a?b=1&c=${encodeURIComponent(words)}`),
  ],
  footer: [words],
});

describe('a letter as text', () => {
  it('is readable on its own, each address on a line of its own', () => {
    expect(
      toText({
        subject: 'Sign by Monday',
        blocks: [
          heading('Sign'),
          paragraph('Dear Ben,'),
          list(['one', 'two']),
          facts(['Due', '5pm'], ['Empty', undefined]),
          link('Sign the agreement', 'https://example.org/a'),
        ],
        footer: ['Why you get this.'],
      }),
    ).toBe(
      'Sign\n----\n\nDear Ben,\n\n- one\n- two\n\nDue: 5pm\n\nSign the agreement:\nhttps://example.org/a\n\n---\nWhy you get this.\n',
    );
  });

  it('keeps what people typed, and lets none of it start a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        const text = toText({ subject: '', blocks: [paragraph(`Dear ${words},`)], footer: [] });
        expect(text).toBe(`${oneLine(`Dear ${words},`)}\n\n---\n`);
      }),
    );
  });
});

describe('a letter as HTML', () => {
  it.each(['plain words', hostile])('is a sound document: %j', async (words) => {
    expect(await htmlFaults(toHtml(letter(words)))).toEqual([]);
  });

  it('escapes whatever is typed', () => {
    const html = toHtml(letter(hostile));
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u202e');
    expect(html).toContain(
      'Mrs &quot;O&#39;Hara&quot; &lt;script&gt;alert(1)&lt;/script&gt; &amp; Co 🥁 Bcc: all@example.org',
    );
  });

  it('has as many tags whatever is typed', () => {
    const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
    const plain = tags(toHtml(letter('x')));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed() && oneLine(s) !== ''),
        (words) => {
          expect(tags(toHtml(letter(words)))).toBe(plain);
        },
      ),
    );
  });

  it('fetches nothing and names its language', () => {
    const html = toHtml(letter('x'));
    expect(html).not.toMatch(/<img|<link|src=|url\(|@import/);
    expect(html).toContain('<html lang="en-GB"');
  });

  it.each([
    ['text', 'sheet'],
    ['text', 'ground'],
    ['quiet', 'sheet'],
    ['quiet', 'ground'],
    ['onBar', 'bar'],
    ['onButton', 'button'],
  ] as const)('%s on %s can be read, by day and by night', (front, back) => {
    for (const mode of [0, 1]) expect(contrast(palette[front][mode], palette[back][mode])).toBeGreaterThan(4.5);
  });
});

describe('subjects', () => {
  it('never pass the limit, and keep the words about a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const made = subjectWith(name, (n) => `Countersign the agreement with ${n} by Monday 21 September`);
        expect([...made].length).toBeLessThanOrEqual(SUBJECT_LIMIT);
        expect(made).toMatch(/^Countersign the agreement with .*by Monday 21 September$/);
        expect([...subject(name.repeat(50))].length).toBeLessThanOrEqual(SUBJECT_LIMIT);
      }),
    );
  });

  it('say a title within a sentence as people would', () => {
    expect(withinSentence('Start questionnaire')).toBe('start questionnaire');
    expect(withinSentence('GROW coaching')).toBe('GROW coaching');
  });
});

function contrast(a = '', b = ''): number {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0);
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
