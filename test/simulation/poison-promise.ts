import { looksAllowed, type Poison } from './poison.ts';
import type { Promised } from './promise.ts';

/** @param poison what is spoiled, and for how long */
export const parksItself = (poison: readonly Poison[]): Promised => ({
  says: 'A school whose records are spoiled parks itself: the clock starts it ever more rarely, and the others as ever',
  watch({ poisoned }) {
    const looks = new Map<string, number>();
    return {
      started(about) {
        if (!poisoned.has(about)) return undefined;
        const n = (looks.get(about) ?? 0) + 1;
        looks.set(about, n);
        const most = poison.filter(({ id }) => id === about).reduce((sum, one) => sum + looksAllowed(one), 0);
        return n > most ? `${about}: started for the ${n}. time though its records are spoiled` : undefined;
      },
    };
  },
});
