import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutations } from './mutations.ts';
import { play } from './play.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describe('the simulation', () => {
  it('plays the same every time from one seed, with faults, and keeps every promise', async () => {
    const first = await play(12);
    expect(first.broken).toBeUndefined();
    expect(first.faults).toBeGreaterThan(100);
    expect(first.emails).toBeGreaterThan(10);
    expect(await play(12)).toEqual(first);
  });

  it.each([3, 9, 13])('plays groups of several schools from seed %s, and keeps every promise', async (seed) => {
    const { broken, emails } = await play(seed);
    expect(broken).toBeUndefined();
    expect(emails).toBeGreaterThan(10);
  });
});

describe('a mutation', () => {
  it.each(mutations)('takes away $what, which is in its place once', ({ file, find, replace }) => {
    expect(readFileSync(join(ROOT, file), 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });
});
