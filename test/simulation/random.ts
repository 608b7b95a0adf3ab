import { hash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chances out of one seed: the same seed gives the same ones in the same order. */
export interface Random {
  /** in [0, 1) */
  next(): number;
  /** a whole number from `min` to `max`, both inclusive */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T extends { readonly weight: number }>(from: readonly T[]): T;
  /** chances of their own: taking more of these changes none of those */
  fork(name: string): Random;
}

/** A whole number of 32 bits that a name stands for, so that a fork's name takes part in its seed. */
const seedFor = (name: string): number => hash('sha1', name, 'buffer').readInt32LE();

export function random(seed: number): Random {
  const generator = xoroshiro128plus(seedFor(`seed ${seed}`));
  const next = () => uniformFloat64(generator);
  const it: Random = {
    next,
    int: (min, max) => uniformInt(generator, min, max),
    chance: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[Math.floor(next() * from.length)];
      if (from.length === 0) throw new RangeError('Nothing to pick from');
      return picked as (typeof from)[number];
    },
    weighted: (from) => {
      let left = next() * from.reduce((sum, one) => sum + one.weight, 0);
      const picked =
        from.find((one) => {
          left -= one.weight;
          return left < 0;
        }) ?? from.at(-1);
      if (!picked) throw new RangeError('Nothing to pick from');
      return picked;
    },
    fork: (name) => random(seedFor(`${seed} ${name}`)),
  };
  return it;
}
