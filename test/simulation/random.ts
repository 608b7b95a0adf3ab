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

/** FNV-1a, so that a fork's name takes part in its seed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32 (Tommy Ettinger, public domain). */
export function random(seed: number): Random {
  let state = hashOf(`seed ${seed}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const it: Random = {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
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
    fork: (name) => random(hashOf(`${seed} ${name}`)),
  };
  return it;
}
