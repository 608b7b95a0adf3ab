import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihood, limitsInWords, resultInWords } from '#questionnaires/in-words.ts';
import { movedOf, type Pair } from '#questionnaires/paired.ts';

const agree = { points: ['Strongly disagree', 'Neither', 'Strongly agree'], best: 'last' } as const;
const grades = { points: ['Outstanding', 'Good', 'Poor'], best: 'first' } as const;
const pairs = (up: number, same: number, down: number): Pair[] => [
  ...Array.from({ length: up }, () => ({ before: 1, after: 3 })),
  ...Array.from({ length: same }, () => ({ before: 2, after: 2 })),
  ...Array.from({ length: down }, () => ({ before: 3, after: 1 })),
];
const said = (up: number, same: number, down: number, scale: typeof agree | typeof grades = agree): string => {
  const moved = movedOf(pairs(up, same, down), scale.best);
  return moved ? resultInWords({ scale, moved }) : '';
};

describe('a result in words', () => {
  it.each([
    [0, 7, 0, 'All 7 people gave the same answer both times.'],
    [3, 2, 3, /3 stayed|As many moved one way as the other\.$/],
    [
      5,
      1,
      0,
      /^Of 6 people, 5 moved towards “strongly agree”, 1 stayed and 0 moved away from it\. So few moved that this could be chance/,
    ],
    [6, 0, 0, /by chance about 3 times in 100: people moved towards “strongly agree”, whatever the reason\.$/],
    [7, 4, 1, /by chance about 7 times in 100, so it shows no clear change\.$/],
    [1, 0, 9, /by chance about 2 times in 100: people moved away from “strongly agree”, whatever the reason\.$/],
    // near the line, hundredths would say the same on either side of it
    [13, 0, 4, /by chance about 49 times in 1,000: people moved/],
    [16, 2, 6, /by chance about 52 times in 1,000, so it shows no clear change\.$/],
    [22, 0, 10, /by chance just over 50 times in 1,000, so it shows no clear change\.$/],
    [20, 0, 0, /by chance less than once in 1,000 times: people moved/],
    [9, 0, 0, /by chance less than once in 100 times: people moved/],
  ])('of %i up, %i the same and %i down', (up, same, down, words) => {
    expect(said(up, same, down)).toMatch(words);
  });

  it('speaks of the best grade where grades run from the best', () => {
    expect(said(0, 2, 8, grades)).toMatch(/^Of 10 people, 8 moved towards “outstanding”, 2 stayed and 0 moved away/);
  });

  it('claims a change only where the test does, and never of fewer than six who moved', () => {
    const few = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(few, few, few, (up, same, down) => {
        fc.pre(up + same + down > 0);
        const moved = movedOf(pairs(up, same, down), 'last');
        const claims = /: people moved/.test(said(up, same, down));
        expect(claims).toBe((moved?.p ?? 1) < 0.05);
        if (claims) expect(up + down).toBeGreaterThanOrEqual(6);
        expect(said(up, same, down)).not.toMatch(/%|caused|because|significant|proves/);
      }),
    );
  });

  it('has a likelihood in as many figures as matter', () => {
    expect([1, 0.04123, 0.0078, 0.0002].map(likelihood)).toEqual(['1.00', '0.04', '0.008', 'less than 0.001']);
    expect([0.0491, 0.0522, 0.056].map(likelihood)).toEqual(['0.049', '0.052', '0.06']);
  });
});

describe('the limits of an analysis', () => {
  const none = {
    owner: 'coach',
    from: 'Start',
    to: 'End',
    paired: 4,
    onlyFirst: 2,
    onlyLast: 1,
    leftOut: 0,
    items: [],
    strands: [],
  } as const;

  it('are the people who answered once, and why nothing is shown', () => {
    expect(limitsInWords(none)).toEqual([
      '4 people answered both times and are compared with themselves; 2 answered only the first time and 1 only the last, and are not in the comparison.',
      'Fewer than 5 people can be told of without their being recognisable, so no results are shown.',
    ]);
  });

  it('are how many results chance alone would give', () => {
    const moved = movedOf(pairs(6, 0, 0), 'last');
    if (!moved) throw new Error('Nobody moved');
    const items = Array.from({ length: 29 }, (_, i) => ({ key: `${i}`, text: 'S', scale: agree, moved }));
    expect(limitsInWords({ ...none, paired: 6, leftOut: 1, items })).toEqual([
      expect.stringContaining('6 people answered both times'),
      '1 person who answered both times is left out, so that the answers of the few who did not, or who have withdrawn, cannot be worked out from other results.',
      'People may answer differently for many reasons: a change is not by itself what the programme did.',
      'Of 29 results, about 1 would look like a change by chance alone.',
    ]);
  });
});
