import type { Instant } from '#calendar/london.ts';
import type { Partnership } from './partnership.ts';

/** For each kind of change, the partnership after it. Facts only: whether it may happen is for the rules and the acts. */
export type Reducers<C extends { readonly what: string }> = {
  readonly [W in C['what']]: (p: Partnership, change: Extract<C, { readonly what: W }>, at: Instant) => Partnership;
};
