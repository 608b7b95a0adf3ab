import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scale } from '../../../shared/domain/questionnaire.ts';
import { analyse } from '../../../shared/questionnaires/analysis.ts';
import { countsOf } from '../../../shared/questionnaires/counts.ts';
import { partsShown, publishable, settled } from '../../../shared/questionnaires/suppression.ts';
import { answered, asking, startToEnd } from './answering.ts';
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

describe('what the lead reads while answers come in, and what is told of those who answered twice', () => {
  /** A scale on which everybody gives an answer of their own, so that a count shows who is in it. */
  const all = (people: number): Scale => ({
    points: Array.from({ length: people }, (_, i) => `Point ${i}`),
    best: 'last',
  });

  /** Whom each published count holds: at the start and at the end, at every number of answers, and in the comparison. */
  function publishedOf(people: number, startOrder: readonly number[], endOrder: readonly number[]) {
    const item = { key: 'own', text: 'Own', scale: all(people) };
    const own = (questionnaire: string, order: readonly number[]) =>
      order.map((person, minute) => answered(person, questionnaire, { own: person + 1 }, minute));
    const [start, end] = [own('start', startOrder), own('end', endOrder)];
    const running = (answers: typeof start) =>
      answers.map((_, n) => countsOf(asking([item]), answers.slice(0, n + 1), [], { partly: true }));
    const rows = (answers: typeof start) =>
      running(answers).flatMap(({ questions }) => questions.map((q) => q.rows[0]?.counts ?? []));
    const [analysis] = analyse(startToEnd([item]), [], [...start, ...end]);
    const spread = analysis?.items[0]?.spread;
    return {
      analysis,
      atStart: [...rows(start), ...(spread ? [spread.before] : [])],
      atEnd: [...rows(end), ...(spread ? [spread.after] : [])],
    };
  }

  const distinct = (rows: readonly (readonly number[])[]) => [
    ...new Map(rows.map((row) => [row.join(), row])).values(),
  ];

  it('never single out fewer than five, whoever drops out and in whatever order people answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 16 }).chain((people) => {
          const everybody = Array.from({ length: people }, (_, i) => i);
          const some = fc.shuffledSubarray(everybody, { minLength: 1 });
          // most people answer both times
          const most = fc.shuffledSubarray(everybody, { minLength: Math.max(1, people - 4) });
          return fc.tuple(fc.constant(people), fc.oneof(most, some), fc.oneof(most, some));
        }),
        ([people, startOrder, endOrder]) => {
          const { atStart, atEnd } = publishedOf(people, startOrder, endOrder);
          for (const rows of [atStart, atEnd]) expect(fewestSingledOut(distinct(rows), people, 4)).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tell of everybody where nobody drops out, and of nearly everybody else where a few do', () => {
    const everybody = Array.from({ length: 18 }, (_, i) => i);
    const whole = publishedOf(18, everybody, everybody).analysis;
    expect(whole).toMatchObject({ paired: 18, leftOut: 0, onlyFirst: 0, onlyLast: 0 });
    expect(whole?.items[0]?.moved.n).toBe(18);
    const late = publishedOf(18, everybody, everybody.slice(0, 12)).analysis;
    expect([late?.paired, late?.onlyFirst]).toEqual([12, 6]);
    expect(late?.items[0]?.moved.n).toBe(9);
  });

  it('are kept apart by a rule that the attacker needs: without it he finds some', () => {
    // the first five of ten have been counted; the fifth never answers again, and of the others three do
    const five = [...'abcde'];
    const told = [...'abcdfgh'];
    const row = (set: readonly string[]) => [...'abcdefghij'].map((one) => (set.includes(one) ? 1 : 0));
    expect(fewestSingledOut([row(five), row(told)], 10, 4)).toEqual([4, 5, 6, 7]);
    const safe = publishable(told, [[five]]);
    expect(safe).toHaveLength(6);
    expect(fewestSingledOut([row(five), row(safe)], 10, 4)).toBeUndefined();
  });

  it('count nobody before ten have answered, and hold five to nine back', () => {
    expect([0, 4, 5, 9, 10, 14, 15, 100].map(settled)).toEqual([0, 0, 0, 0, 5, 5, 10, 95]);
  });

  it('do not change when somebody corrects an answer that was counted', () => {
    const item = { key: 'own', text: 'Own', scale: all(5) };
    const answers = Array.from({ length: 12 }, (_, i) => answered(i, 'start', { own: (i % 5) + 1 }));
    const corrected = answers.map((a, i) =>
      i === 0 ? { ...a, given: { own: 5 }, at: '2026-09-08T09:00:00Z', first: { given: a.given, at: a.at ?? '' } } : a,
    );
    const counts = (of: typeof answers, partly: boolean) => countsOf(asking([item]), of, [], { partly });
    expect(counts(corrected, true)).toEqual(counts(answers, true));
    expect(counts(corrected, false)).not.toEqual(counts(answers, false));
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
