import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergingBars, type Spread, spreadInWords } from '#documents/diverging-bars.ts';
import { type Slopes, slopes, slopesInWords } from '#documents/slopes.ts';
import { elementsOf, textsOf } from './xml.ts';

const agree = {
  points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
  best: 'last',
} as const;
const grades = { points: ['Outstanding', 'Good', 'Poor', 'Inadequate'], best: 'first' } as const;

const spread: Spread = {
  id: 'one',
  title: 'How the answers are spread',
  scale: agree,
  rows: [
    { text: 'Cover holds', counts: [1, 3, 5, 6, 3] },
    { text: 'Teachers <talk> & listen', counts: [0, 0, 0, 9, 9] },
  ],
};

const sloped: Slopes = {
  id: 'two',
  title: 'Means',
  from: 'Start',
  to: 'End',
  scale: agree,
  slopes: [
    { text: 'Cover holds', before: 2.5, after: 3.6 },
    { text: 'Time', before: 3.1, after: 2.8 },
    { text: 'Talk', before: 4, after: 4.04 },
  ],
};

/** Where the boxes of a picture begin and end from left to right, by their fill. */
const boxes = (svg: string) =>
  elementsOf(svg)
    .filter(({ name, attributes }) => name === 'path' && attributes.includes('fill='))
    .map(({ attributes }) => ({
      fill: /fill="([^"]*)"/.exec(attributes)?.[1] ?? '',
      from: Number(/d="M([\d.]+)/.exec(attributes)?.[1]),
    }));

describe.each([
  ['diverging bars', divergingBars(spread), () => divergingBars(spread)],
  ['slopes', slopes(sloped), () => slopes(sloped)],
])('%s', (_, svg, again) => {
  it('stand alone: no script, no style, nothing fetched', () => {
    for (const { name } of elementsOf(svg))
      expect([
        'svg',
        'title',
        'desc',
        'rect',
        'path',
        'text',
        'g',
        'defs',
        'pattern',
        'polyline',
        'circle',
        'clipPath',
      ]).toContain(name);
    expect(svg.replace(/xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(
      /https?:|style=|class=|href|url\((?!#)|on\w+=|<script/,
    );
  });

  it('tell a screen reader what they show, in names that no other picture has', () => {
    const id = svg.includes('one-title') ? 'one' : 'two';
    expect(svg).toMatch(new RegExp(`^<svg [^>]*role="img" aria-labelledby="${id}-title ${id}-words">`));
    for (const [, own] of svg.matchAll(/ id="([^"]*)"/g)) expect(own).toMatch(new RegExp(`^${id}-`));
    expect(svg).toContain('<desc');
  });

  it('are the same text each time, in letters of 12 pixels or more', () => {
    expect(again()).toBe(svg);
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(12);
  });
});

describe('diverging bars', () => {
  it('show each count but none of nothing, every point by name, and the statements escaped', () => {
    const texts = textsOf(divergingBars(spread));
    expect(texts.filter((text) => /^\d+$/.test(text)).sort()).toEqual(['1', '3', '3', '5', '6', '9', '9']);
    expect(texts).toEqual(expect.arrayContaining([...agree.points, 'Cover holds']));
    expect(texts.join(' ')).toContain('&lt;talk&gt;');
  });

  it('tell the halves apart without colour: hatched below the middle, plain in it and above', () => {
    const svg = divergingBars(spread);
    expect(svg.match(/<pattern /g)).toHaveLength(2);
    expect(
      new Set(boxes(svg).flatMap(({ fill }) => (/^(#[0-9a-f]{6}|rgb)/i.test(fill) ? [fill.toLowerCase()] : []))).size,
    ).toBeGreaterThanOrEqual(3);
  });

  it('say in words what they show, from the best point, whichever way the scale runs', () => {
    expect(spreadInWords({ scale: grades, rows: [{ text: 'Lesson', counts: [2, 7, 3, 0] }] })).toBe(
      'Lesson: “Outstanding” 2, “Good” 7, “Poor” 3.',
    );
    expect(spreadInWords({ scale: agree, rows: [{ text: 'Cover', counts: [1, 0, 0, 0, 4] }] })).toBe(
      'Cover: “Strongly agree” 4, “Strongly disagree” 1.',
    );
    expect(spreadInWords({ scale: agree, rows: [{ text: 'Cover', counts: [0, 0, 0, 0, 0] }] })).toBe(
      'Cover: no answers.',
    );
  });

  it('are no way to change what the process holds of every object', () => {
    const named = { ...agree, points: ['__proto__', 'a __proto__ b', '__proto__'] };
    const rows = [{ text: '__proto__', counts: [1, 2, 3] }];
    const drawn = divergingBars({ id: 'any', title: '__proto__', scale: named, rows });
    slopes({ ...sloped, from: '__proto__', to: '__proto__', scale: named });
    const { prev, next } = {} as { prev?: unknown; next?: unknown };
    expect([prev, next]).toEqual([undefined, undefined]);
    expect(() => elementsOf(drawn)).not.toThrow();
  });

  it('survive any counts, lengths of scale and words', () => {
    const any = fc.integer({ min: 2, max: 11 }).chain((points) =>
      fc.record({
        points: fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: points, maxLength: points }),
        best: fc.constantFrom('first' as const, 'last' as const),
        rows: fc.array(
          fc.record({
            text: fc.string({ maxLength: 120 }),
            counts: fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: points, maxLength: points }),
          }),
          { maxLength: 10 },
        ),
      }),
    );
    fc.assert(
      fc.property(any, ({ points, best, rows }) => {
        const svg = divergingBars({ id: 'any', title: 'Any', scale: { points, best }, rows });
        expect(() => elementsOf(svg)).not.toThrow();
        expect(svg).not.toContain('NaN');
      }),
      { numRuns: 15 },
    );
  });
});

describe('slopes', () => {
  it('number each line at both ends, with its means', () => {
    expect(textsOf(slopes(sloped))).toEqual(
      expect.arrayContaining(['1: 2.5', '1: 3.6', '2: 3.1', '2: 2.8', '3: 4.0', 'Start', 'End', 'Neither']),
    );
    expect(textsOf(slopes({ ...sloped, first: 11 }))).toContain('13: 4.0');
  });

  it('dash what fell and make what rose thick', () => {
    const svg = slopes(sloped);
    expect(svg.match(/stroke-dasharray="6,4"/g)).toHaveLength(1);
    expect(svg).toMatch(/stroke-width="3"/);
  });

  it('say in words what they show; what rounds to the same stayed', () => {
    expect(slopesInWords(sloped)).toBe(
      '1. Cover holds: mean 2.5, then 3.6; rose. 2. Time: mean 3.1, then 2.8; fell. 3. Talk: mean 4.0, then 4.0; stayed.',
    );
    const graded = { scale: grades, slopes: [{ text: 'Lesson', before: 2, after: 1.5 }] };
    expect(slopesInWords(graded)).toBe('1. Lesson: mean 2.0, then 1.5; rose.');
  });

  it('keep ten lines of text apart that all end at one height', () => {
    const svg = slopes({ ...sloped, slopes: Array.from({ length: 10 }, () => ({ text: 'S', before: 1, after: 5 })) });
    const heights = (of: string) =>
      Array.from(svg.matchAll(/<text [^>]*>/g), ([tag]) => tag)
        .filter((_, i) => textsOf(svg)[i]?.endsWith(of))
        .map((tag) => Number(/translate\([\d.]+ ([\d.]+)\)/.exec(tag)?.[1] ?? / y="([\d.]+)"/.exec(tag)?.[1]))
        .sort((a, b) => a - b);
    for (const of of [': 1.0', ': 5.0']) {
      const found = heights(of);
      expect(found).toHaveLength(10);
      for (const [i, y] of found.entries()) if (i > 0) expect(y - (found[i - 1] ?? 0)).toBeGreaterThanOrEqual(14);
    }
  });
});
