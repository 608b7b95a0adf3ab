import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binsOf, ledgerChart, ledgerChartInWords } from '#documents/ledger-chart.ts';
import { elementsOf, textsOf } from './xml.ts';

const hours = fc.double({ min: 0, max: 90, noNaN: true });
const manyHours = fc.array(fc.oneof(hours, fc.integer({ min: 0, max: 50 })), { maxLength: 200 });

describe('binsOf', () => {
  it('has bins of two hours to 24, then 36, 48 and more', () => {
    expect(binsOf([]).map(({ to }) => to)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 36, 48, Infinity]);
  });

  it('counts the deadline itself as in time', () => {
    const counts = binsOf([-0.1, 0, 2, 2.01, 24, 24.01, 48, 1000]).map(({ count }) => count);
    expect(counts).toEqual([3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('puts every report into one bin', () => {
    fc.assert(
      fc.property(manyHours, (all) => {
        expect(binsOf(all).reduce((n, { count }) => n + count, 0)).toBe(all.length);
      }),
    );
  });
});

describe('ledgerChartInWords', () => {
  it('says the counts', () => {
    expect(ledgerChartInWords([])).toBe('No report has reached a head yet.');
    expect(ledgerChartInWords([1, 1.5, 24, 30, 60])).toBe(
      'Of 5 reports, 3 reached the head within 24 hours of the session’s end and 2 later. By hours: 2 in 0 to 2, 1 in 22 to 24, 1 in 24 to 36, 1 in more than 48.',
    );
    expect(ledgerChartInWords([3])).toMatch(/^Of 1 report, 1 reached/);
  });

  it('agrees with the bins', () => {
    fc.assert(
      fc.property(manyHours, (all) => {
        fc.pre(all.length > 0);
        const [counts = '', each = ''] = ledgerChartInWords(all).split(' By hours: ');
        const [, within, late] = /^Of \d+ reports?, (\d+) .* and (\d+) later\.$/.exec(counts) ?? [];
        expect(Number(within)).toBe(all.filter((h) => h <= 24).length);
        expect(Number(late)).toBe(all.filter((h) => h > 24).length);
        expect(each.split(', ').map((part) => Number.parseInt(part, 10))).toEqual(
          binsOf(all).flatMap(({ count }) => (count > 0 ? [count] : [])),
        );
      }),
    );
  });
});

describe('ledgerChart', () => {
  const drawn = ledgerChart([1, 1.5, 3, 23.9, 24, 24.2, 50]);

  it('stands alone: no script, no style, nothing fetched', () => {
    const elements = elementsOf(drawn);
    expect(new Set(elements.map(({ name }) => name))).toEqual(
      new Set(['svg', 'title', 'desc', 'rect', 'path', 'text', 'g', 'defs', 'pattern']),
    );
    expect(drawn.replace(/xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(/https?:|style=|class=|href|url\((?!#)|on\w+=/);
  });

  it('tells a screen reader what it shows', () => {
    expect(drawn).toMatch(/^<svg [^>]*role="img" aria-labelledby="ledger-chart-title ledger-chart-words">/);
    expect(drawn).toContain(
      '<title id="ledger-chart-title">Hours from the session’s end to the head’s inbox, against 24 hours<',
    );
    expect(drawn).toContain(`<desc id="ledger-chart-words">${ledgerChartInWords([1, 1.5, 3, 23.9, 24, 24.2, 50])}<`);
  });

  it('shows each count, both totals and the line, in letters of 12 pixels or more', () => {
    const texts = textsOf(drawn);
    expect(texts).toEqual(expect.arrayContaining(['Within 24 hours: 5', 'Later: 2', '22–24', '24–36', '48+']));
    expect(texts.filter((text) => /^\d+$/.test(text ?? ''))).toEqual(['2', '1', '2', '1', '1']);
    for (const [, size] of drawn.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(12);
    expect(drawn).toContain('stroke-dasharray');
  });

  it('hatches what came later, and only that', () => {
    expect(drawn.match(/fill="url\(#ledger-chart-p\d+\)"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(drawn.match(/<pattern /g)).toHaveLength(1);
  });

  it('is the same text each time', () => {
    expect(ledgerChart([1, 1.5, 3, 23.9, 24, 24.2, 50])).toBe(drawn);
  });

  it('survives no report, one, many alike and any others', () => {
    expect(textsOf(ledgerChart([]))).toContain('No report has reached a head yet.');
    expect(textsOf(ledgerChart([5]))).toContain('Within 24 hours: 1');
    expect(textsOf(ledgerChart(Array(3000).fill(25)))).toEqual(expect.arrayContaining(['3,000', 'Later: 3,000']));
    fc.assert(
      fc.property(manyHours, (all) => void elementsOf(ledgerChart(all))),
      { numRuns: 20 },
    );
  });

  it('takes another deadline', () => {
    expect(textsOf(ledgerChart([30, 50], { deadline: 48 }))).toEqual(
      expect.arrayContaining(['Within 48 hours: 1', 'Later: 1', '44–48', '96+']),
    );
  });
});
