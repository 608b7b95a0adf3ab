import type { Instant } from '#calendar/london.ts';
import type { Partnership } from './partnership.ts';

/** Some of a slice anew; nothing of another's. */
type Anew<Owned extends keyof Partnership> = Partial<Pick<Partnership, Owned>> & {
  readonly [Other in Exclude<keyof Partnership, Owned>]?: never;
};

/**
 * For each kind of change, what it makes of one slice of a partnership: `Owned`, which no other room writes. `Reads` is what
 * of the others' it has to know for that. Facts only: whether it may happen is for the rules and the acts.
 */
export type Reducers<
  C extends { readonly what: string },
  Owned extends keyof Partnership,
  Reads extends keyof Partnership = never,
> = {
  readonly [W in C['what']]: (
    p: Pick<Partnership, Owned | Reads>,
    change: Extract<C, { readonly what: W }>,
    at: Instant,
  ) => Anew<Owned>;
};
