/** Nothing is shown of fewer people than this: one of them could be recognised. */
export const FEWEST_SHOWN = 5;

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
