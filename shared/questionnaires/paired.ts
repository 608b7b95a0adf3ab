import jStat from 'jstat';
import type { Scale } from '#domain/programme/questionnaire.ts';

/** One person's answers to one thing at two points: numbers from 1, as the scale counts. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

interface Middle {
  readonly median: number;
  readonly mean: number;
}

/** How people moved between two points, each compared with themselves. Up is towards the end of the scale that is best. */
export interface PairedMovement {
  readonly n: number;
  readonly before: Middle;
  readonly after: Middle;
  /** points of the scale, mean over people; above 0 is towards the best */
  readonly gain: number;
  readonly rose: number;
  readonly stayed: number;
  readonly fell: number;
  /**
   * Exact sign test, two-sided: how likely so uneven a split of those who moved, or a more uneven one, is if each had been
   * as likely to rise as to fall. 1 where nobody moved. It asks nothing of the distances between the points of a scale.
   */
  readonly p: number;
  /**
   * The effect size: of those who moved, the share that rose, with its exact 95% interval (Clopper and Pearson);
   * undefined where nobody moved. Chosen before the probability of rising minus that of falling, as its interval is exact
   * at any number of people and never contradicts the test: it holds a half just when p is at least 0.05. How many did
   * not move stands beside it.
   */
  readonly risers: { readonly share: number; readonly from: number; readonly to: number } | undefined;
}

const TAIL = 0.025;

/** @param pairs at least one; in any order */
export function movedOf(pairs: readonly Pair[], best: Scale['best']): PairedMovement | undefined {
  const [before, after] = [middle(pairs.map((pair) => pair.before)), middle(pairs.map((pair) => pair.after))];
  if (!before || !after) return undefined;
  const up = best === 'last' ? 1 : -1;
  const gains = pairs.map((pair) => up * (pair.after - pair.before));
  const rose = gains.filter((gain) => gain > 0).length;
  const fell = gains.filter((gain) => gain < 0).length;
  return {
    n: pairs.length,
    before,
    after,
    gain: up * (after.mean - before.mean),
    rose,
    stayed: pairs.length - rose - fell,
    fell,
    p: signTest(rose, fell),
    risers: risersOf(rose, fell),
  };
}

function middle(values: readonly number[]): Middle | undefined {
  if (values.length === 0) return undefined;
  return { median: jStat.median(values), mean: values.reduce((sum, value) => sum + value, 0) / values.length };
}

/** At most k of n when each is as likely as not: the binomial distribution by way of the beta distribution. */
const atMost = (k: number, n: number): number => (k >= n ? 1 : jStat.beta.cdf(0.5, n - k, k + 1));

const signTest = (rose: number, fell: number): number =>
  rose + fell === 0 ? 1 : Math.min(1, 2 * atMost(Math.min(rose, fell), rose + fell));

function risersOf(rose: number, fell: number): PairedMovement['risers'] {
  if (rose + fell === 0) return undefined;
  return {
    share: rose / (rose + fell),
    from: rose === 0 ? 0 : jStat.beta.inv(TAIL, rose, fell + 1),
    to: fell === 0 ? 1 : jStat.beta.inv(1 - TAIL, rose + 1, fell),
  };
}
