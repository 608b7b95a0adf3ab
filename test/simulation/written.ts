import type { Attributes } from './expressions.ts';

/** One item that was written, in either table: as it was and as it is; undefined where there is none. */
export interface Written {
  readonly pk: string;
  readonly sk: string;
  readonly before: Attributes | undefined;
  readonly after: Attributes | undefined;
}
