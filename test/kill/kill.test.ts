import { expect, it } from 'vitest';
import { killedYear } from './killing.ts';

it('a process that is killed three times in a year and started again breaks no promise and loses no act', async () => {
  const { kills, withEngine, emails, broken } = await killedYear({
    sample: 'middle-leaders',
    seed: 1,
    most: 3,
    every: 80,
  });
  expect(broken).toEqual([]);
  expect(kills).toBe(3);
  expect(withEngine).toBeGreaterThan(0);
  expect(emails).toBeGreaterThan(40);
});
