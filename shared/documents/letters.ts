interface Face {
  hasGlyphForCodePoint(point: number): boolean;
}

const clusters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/**
 * Text as the document's present font can draw and a reader can extract it: what it has no letters for (an emoji, say)
 * becomes one U+FFFD each, where the font would draw an empty box that reads as nothing.
 */
export function inLettersOf(doc: PDFKit.PDFDocument): (text: string) => string {
  // the library's types keep the font to themselves
  const face = (doc as unknown as { readonly _font: { readonly font: Face } })._font.font;
  const has = (text: string) => [...text].every((letter) => face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
  return (typed) => {
    const text = typed.toWellFormed().normalize('NFC');
    if (has(text)) return text;
    return Array.from(clusters.segment(text), ({ segment }) => (has(segment) ? segment : '\uFFFD')).join('');
  };
}
