import type { Code } from './answered.ts';

/*
 * Nothing is told of fewer than five people, and nothing that is told may leave fewer than five when one count is taken
 * from another. Two things are told of one question: while answers come in, how the first of them are spread, for the
 * lead; and when all is in, how those who answered twice have moved. The rules keep these apart by five people or more.
 */

/** Nothing is shown of fewer people than this: one of them could be recognised. */
export const FEWEST_SHOWN = 5;

/**
 * Of so many people who have answered, how many of the first are counted while more may come: whole fives, with the last
 * five to nine held back. So no two readings of the page differ by fewer than five, and neither does the last reading
 * from what everybody answered.
 */
export const settled = (answered: number): number =>
  Math.max(0, Math.floor(answered / FEWEST_SHOWN) - 1) * FEWEST_SHOWN;

/** The fives that the lead may have read one after another: people in the order in which they answered. */
export const fivesOf = (people: readonly Code[]): readonly (readonly Code[])[] =>
  Array.from({ length: settled(people.length) / FEWEST_SHOWN }, (_, i) =>
    people.slice(i * FEWEST_SHOWN, (i + 1) * FEWEST_SHOWN),
  );

/**
 * The fewest people that are left when counts of whole fives are added to or taken from a count of `told`: of each five
 * either those who are told or the others cancel out, and whoever is told and in none of the fives always stays. None at
 * all are left where `told` is made of whole fives: then nothing new is learnt.
 */
function fewestLeft(told: ReadonlySet<Code>, fives: readonly (readonly Code[])[]): number {
  const inFives = fives.map((five) => five.filter((code) => told.has(code)).length);
  const outside = told.size - inFives.reduce((sum, n) => sum + n, 0);
  return inFives.reduce((sum, n, i) => sum + Math.min(n, (fives[i]?.length ?? 0) - n), outside);
}

const isSafe = (told: ReadonlySet<Code>, fives: readonly (readonly Code[])[]): boolean => {
  const left = fewestLeft(told, fives);
  return left === 0 || left >= FEWEST_SHOWN;
};

/**
 * Whom an analysis may tell of, out of these people, when each list of `known` has been counted in fives already (one
 * list for the answers at the start, one for those at the end). Usually everybody. Where the counts before would give a
 * few away, as few as will do are left out, from fives of which everybody is told; none, if fewer than five would remain.
 */
export function publishable(
  people: readonly Code[],
  known: readonly (readonly (readonly Code[])[])[],
): readonly Code[] {
  const told = new Set(people.toSorted());
  while (told.size >= FEWEST_SHOWN) {
    const broken = known.find((fives) => !isSafe(told, fives));
    if (!broken) return [...told];
    const candidates = broken.flat().filter((code) => told.has(code));
    const best = candidates
      .map((code) => {
        const without = new Set(told);
        without.delete(code);
        return { code, left: fewestLeft(without, broken) };
      })
      .toSorted((a, b) => b.left - a.left || (a.code < b.code ? -1 : 1))[0];
    if (!best || best.left <= fewestLeft(told, broken)) return [];
    told.delete(best.code);
  }
  return [];
}

/**
 * Which parts of a whole may be told of beside the whole: those of five or more, less as many of the smallest as it
 * takes for those not told of to be five or more together, or nobody. `parts` holds how many people each has.
 */
export function partsShown(parts: ReadonlyMap<string, number>): ReadonlySet<string> {
  const bySize = [...parts].toSorted(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
  const hidden = new Set(bySize.filter(([, n]) => n < FEWEST_SHOWN).map(([part]) => part));
  const together = () => bySize.reduce((sum, [part, n]) => (hidden.has(part) ? sum + n : sum), 0);
  for (const [part] of bySize) {
    const left = together();
    if (left === 0 || left >= FEWEST_SHOWN) break;
    hidden.add(part);
  }
  return new Set(bySize.flatMap(([part]) => (hidden.has(part) ? [] : [part])));
}
