import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsShown } from '#questionnaires/suppression.ts';
import { fewestSingledOut, possible } from './attack.ts';

describe('the attacker', () => {
  it('finds whom a subtraction gives away', () => {
    const all = [1, 1, 1, 1, 1, 1, 1];
    expect(fewestSingledOut([all, [1, 1, 1, 1, 1, 0, 0]], 7, 4)).toEqual([5, 6]);
    expect(fewestSingledOut([all], 7, 4)).toBeUndefined();
    expect(fewestSingledOut([all, [1, 1, 1, 1, 1, 1, 1]], 7, 4)).toBeUndefined();
    // half of a sum of sums
    expect(
      fewestSingledOut(
        [
          [1, 1, 0],
          [0, 1, 1],
          [1, 0, 1],
        ],
        3,
        1,
      ),
    ).toEqual([0]);
  });

  it('finds a cell that can hold one number only', () => {
    expect(possible([2], [1, 1])).toEqual([[new Set([1]), new Set([1])]]);
    expect(possible([1, 1], [1, 1])[0]).toEqual([new Set([0, 1]), new Set([0, 1])]);
  });
});

describe('parts of a whole', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 });
  const shownOf = (all: readonly number[]) => partsShown(new Map(all.map((n, i) => [`school-${i}`, n])));

  it('are told of where they hold five, and the smallest is kept back with the only one that does not', () => {
    expect([...shownOf([6, 7, 8])]).toHaveLength(3);
    expect([...shownOf([6, 7, 3])].sort()).toEqual(['school-1']);
    expect([...shownOf([6, 3, 2])]).toEqual(['school-0']);
    expect([...shownOf([5, 4])]).toEqual([]);
  });

  it('never leave a cell of those not told of that can hold one number only, unless all of them together do', () => {
    fc.assert(
      fc.property(
        sizes.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.tuple(...all.map((n) => fc.array(fc.integer({ min: 0, max: 2 }), { minLength: n, maxLength: n }))),
          ),
        ),
        ([all, given]) => {
          const shown = shownOf(all);
          const hidden = all.flatMap((n, i) => (shown.has(`school-${i}`) || n === 0 ? [] : [i]));
          const left = hidden.reduce((sum, i) => sum + (all[i] ?? 0), 0);
          for (const [i, n] of all.entries()) if (shown.has(`school-${i}`)) expect(n).toBeGreaterThanOrEqual(5);
          const whole = all.reduce((sum, n) => sum + n, 0);
          // the whole is shown only where it is five or more
          if (hidden.length === 0 || whole < 5) return;
          expect(left).toBeGreaterThanOrEqual(5);
          const rest = [0, 1, 2].map((point) =>
            hidden.reduce((sum, i) => sum + (given[i]?.filter((one) => one === point).length ?? 0), 0),
          );
          if (hidden.length < 2) return;
          const cells = possible(
            hidden.map((i) => all[i] ?? 0),
            rest,
          );
          for (const school of cells)
            for (const [point, numbers] of school.entries())
              if (rest[point] !== 0 && rest[point] !== left) expect(numbers.size).toBeGreaterThan(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
