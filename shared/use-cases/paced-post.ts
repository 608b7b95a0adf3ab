import type { Instant } from '#calendar/london.ts';
import { type Post, PostError } from '#email/ses.ts';
import type { Table } from '#records/documents.ts';
import { takePlace } from '#records/pace.ts';

/** So many seconds a function waits for its place; after that the workflow tries again, later and later. */
const PATIENCE = 12;

/** Of the account's rate, what is left to others: sign-in codes, and a clock that is a little off. */
const OURS = 0.9;

/**
 * Hands emails over no faster than the account may send, whatever number of functions are at it: each takes a place of
 * the present second, or waits for the next. What finds no place was certainly not sent.
 */
export const pacedPost = (
  post: Post,
  {
    table,
    now,
    rate,
    nextSecond,
  }: {
    readonly table: Table;
    readonly now: () => Instant;
    /** emails a second that the account may send */
    readonly rate: () => Promise<number>;
    readonly nextSecond: () => Promise<unknown>;
  },
): Post => {
  const hasPlace = async () => {
    try {
      return await takePlace(table, now(), Math.max(1, Math.floor((await rate()) * OURS)));
    } catch (error) {
      throw new PostError('Throttled', 'NoPlace', error);
    }
  };
  return {
    async send(message) {
      for (let waited = 0; !(await hasPlace()); waited++) {
        if (waited === PATIENCE) throw new PostError('Throttled', 'NoPlace', undefined);
        await nextSecond();
      }
      return post.send(message);
    },
  };
};
