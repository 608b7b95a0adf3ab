import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedOf, type Pair } from '#questionnaires/paired.ts';

const pairs = (...all: readonly (readonly [number, number])[]): Pair[] =>
  all.map(([before, after]) => ({ before, after }));
const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);
const grade = fc.integer({ min: 1, max: 5 });
const anyPairs = fc.array(fc.record({ before: grade, after: grade }), { minLength: 1, maxLength: 40 });

/** How many ways there are to choose k of n. */
const ways = (n: number, k: number): number => (k === 0 ? 1 : (ways(n - 1, k - 1) * n) / k);

/** Exactly k of n when each is so likely. */
const chance = (n: number, k: number, each: number): number => ways(n, k) * each ** k * (1 - each) ** (n - k);
const sumOf = (from: number, to: number, of: (k: number) => number): number =>
  Array.from({ length: to - from + 1 }, (_, i) => of(from + i)).reduce((sum, one) => sum + one, 0);

describe('how people moved', () => {
  it('is as worked out by hand: eight rose, three stayed, one fell', () => {
    const moved = movedOf(
      pairs([1, 3], [2, 3], [2, 4], [2, 3], [3, 4], [3, 5], [3, 4], [4, 5], [3, 3], [4, 4], [5, 5], [4, 3]),
      'last',
    );
    // sums 36 and 46; middle of 1 2 2 2 3 3 3 3 4 4 4 5 and of 3 3 3 3 3 4 4 4 4 5 5 5
    expect(moved).toMatchObject({ n: 12, rose: 8, stayed: 3, fell: 1 });
    expect(moved?.before).toEqual({ median: 3, mean: 3 });
    expect(moved?.after.median).toBe(4);
    expect(moved?.after.mean).toBeCloseTo(46 / 12, 12);
    expect(moved?.gain).toBeCloseTo(10 / 12, 12);
    // (1 + 9) of 512 ways, at both ends
    expect(moved?.p).toBeCloseTo(20 / 512, 8);
    expect(moved?.risers?.share).toBeCloseTo(8 / 9, 12);
    // from the printed tables of Clopper and Pearson's interval for 8 of 9
    expect(moved?.risers?.from).toBeCloseTo(0.5175, 4);
    expect(moved?.risers?.to).toBeCloseTo(0.9972, 4);
  });

  it.each([
    [5, 0, 2 / 32],
    [6, 0, 2 / 64],
    [7, 1, 18 / 256],
    [4, 4, 1],
    [0, 0, 1],
    [1, 0, 1],
    [9, 2, (2 * (1 + 11 + 55)) / 2048],
  ])('has p by hand of %i that rose and %i that fell', (rose, fell, p) => {
    const moved = movedOf(
      [...times(rose, { before: 1, after: 2 }), ...times(fell, { before: 2, after: 1 }), ...pairs([3, 3])],
      'last',
    );
    expect(moved?.p).toBeCloseTo(p, 8);
  });

  it('counts up as down where the first point is the best', () => {
    const graded = pairs([3, 1], [2, 1], [4, 4], [1, 2]);
    expect(movedOf(graded, 'first')).toMatchObject({ rose: 2, stayed: 1, fell: 1, gain: 0.5 });
    expect(movedOf(graded, 'last')).toMatchObject({ rose: 1, stayed: 1, fell: 2, gain: -0.5 });
  });

  it('says nothing of nobody, and has no share of risers where nobody moved', () => {
    expect(movedOf([], 'last')).toBeUndefined();
    expect(movedOf(pairs([2, 2], [5, 5]), 'last')).toMatchObject({ p: 1, risers: undefined, gain: 0 });
  });

  it('has the p of the sums of the binomial distribution, and the interval at whose ends the tails are 2.5%', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (rose, fell) => {
        fc.pre(rose + fell > 0);
        const n = rose + fell;
        const moved = movedOf(
          [...times(rose, { before: 1, after: 2 }), ...times(fell, { before: 2, after: 1 })],
          'last',
        );
        const tail = sumOf(0, Math.min(rose, fell), (k) => chance(n, k, 0.5));
        expect(moved?.p).toBeCloseTo(Math.min(1, 2 * tail), 6);
        const { from = Number.NaN, to = Number.NaN } = moved?.risers ?? {};
        if (rose > 0) expect(sumOf(rose, n, (k) => chance(n, k, from))).toBeCloseTo(0.025, 5);
        else expect(from).toBe(0);
        if (fell > 0) expect(sumOf(0, rose, (k) => chance(n, k, to))).toBeCloseTo(0.025, 5);
        else expect(to).toBe(1);
        expect(from <= 0.5 && 0.5 <= to).toBe((moved?.p ?? 0) >= 0.05);
      }),
    );
  });

  it('does not depend on the order of people', () => {
    fc.assert(
      fc.property(
        anyPairs.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(movedOf(shuffled, 'last')).toEqual(movedOf(all, 'last'));
        },
      ),
    );
  });

  it('changes its sign, and nothing else, when before and after change places, or best and worst', () => {
    fc.assert(
      fc.property(anyPairs, (all) => {
        const one = movedOf(all, 'last');
        const swapped = movedOf(
          all.map(({ before, after }) => ({ before: after, after: before })),
          'last',
        );
        for (const other of [swapped, movedOf(all, 'first')]) {
          expect(other?.gain).toBeCloseTo(-(one?.gain ?? Number.NaN), 12);
          expect([other?.rose, other?.stayed, other?.fell]).toEqual([one?.fell, one?.stayed, one?.rose]);
          expect(other?.p).toBe(one?.p);
          expect(other?.risers === undefined).toBe(one?.risers === undefined);
          if (!other?.risers || !one?.risers) continue;
          expect(other.risers.from).toBeCloseTo(1 - one.risers.to, 6);
          expect(other.risers.share).toBeCloseTo(1 - one.risers.share, 12);
        }
        expect([swapped?.before, swapped?.after]).toEqual([one?.after, one?.before]);
      }),
    );
  });
});
