import { describe, expect, it } from 'vitest';
import { type Instant, plus } from '#calendar/london.ts';
import type { Post } from '#email/ses.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { pacedPost } from '#use-cases/paced-post.ts';

const dynamo = onDynamo();
const email = (n: number) => ({ to: 'link@example.org', raw: new Uint8Array(), key: `key-${n}`, kind: 'reminder' });

/** A post that notes when each email goes, paced at a rate, on a clock that each wait moves on. */
async function paced(rate: number | (() => Promise<number>)) {
  const table = await dynamo.table();
  let now: Instant = '2026-09-07T08:00:00Z';
  const went: Instant[] = [];
  const post: Post = {
    async send() {
      went.push(now);
      return { id: 'ses' };
    },
  };
  const nextSecond = async () => {
    now = plus(now, 'PT1S');
  };
  const asked = typeof rate === 'number' ? async () => rate : rate;
  return { went, post: pacedPost(post, { table, now: () => now, rate: asked, nextSecond }) };
}

describe('the pace of the post', () => {
  it('is nine tenths of what the account may send in a second, and the rest wait', async () => {
    const { went, post } = await paced(10);
    for (let n = 0; n < 20; n++) await post.send(email(n));
    expect([...Map.groupBy(went, (second) => second)].map(([second, all]) => [second, all.length])).toEqual([
      ['2026-09-07T08:00:00Z', 9],
      ['2026-09-07T08:00:01Z', 9],
      ['2026-09-07T08:00:02Z', 2],
    ]);
  });

  it('is shared by all who send at once', async () => {
    const { went, post } = await paced(100);
    await Promise.all(Array.from({ length: 40 }, (_, n) => post.send(email(n))));
    expect(went).toHaveLength(40);
  });

  it('is one a second at least', async () => {
    const { went, post } = await paced(0);
    for (let n = 0; n < 3; n++) await post.send(email(n));
    expect(new Set(went).size).toBe(3);
  });

  it('lets nobody wait for ever, and what finds no place was not sent', async () => {
    const { went, post } = await paced(1);
    // everybody's places for the next seconds are taken
    const sending = Array.from({ length: 30 }, (_, n) => post.send(email(n)));
    const outcomes = await Promise.allSettled(sending);
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused.every((one) => one.reason.name === 'Throttled')).toBe(true);
    expect(went.length + refused.length).toBe(30);
  });

  it('fails as throttled where the rate cannot be known', async () => {
    const { went, post } = await paced(() => Promise.reject(new Error('no answer')));
    await expect(post.send(email(1))).rejects.toMatchObject({ name: 'Throttled' });
    expect(went).toEqual([]);
  });
});
