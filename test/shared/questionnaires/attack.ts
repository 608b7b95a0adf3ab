/*
 * Somebody who reads everything that is published, at every time, and knows who answered when. What is published of one
 * question are sums over sets of people: each is a row of ones and zeros, a column for each person.
 */

const rankOf = (rows: readonly (readonly number[])[], columns: readonly number[]): number => {
  const left = rows.map((row) => columns.map((c) => row[c] ?? 0));
  let rank = 0;
  for (let column = 0; column < columns.length && rank < left.length; column++) {
    const pivot = left.findIndex((row, i) => i >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    [left[rank], left[pivot]] = [left[pivot] ?? [], left[rank] ?? []];
    const own = left[rank] ?? [];
    for (let i = rank + 1; i < left.length; i++) {
      const factor = (left[i]?.[column] ?? 0) / (own[column] ?? 1);
      left[i] = (left[i] ?? []).map((value, c) => value - factor * (own[c] ?? 0));
    }
    rank++;
  }
  return rank;
};

/**
 * The fewest people that adding and subtracting published sums, each as often as one likes, can single out: looked for
 * among all sets of up to `most`. Undefined: none so small. Sums that leave only some people make the rows dependent in
 * the columns of all the others.
 */
export function fewestSingledOut(
  published: readonly (readonly number[])[],
  people: number,
  most: number,
): readonly number[] | undefined {
  const everybody = Array.from({ length: people }, (_, i) => i);
  const whole = rankOf(published, everybody);
  const found = (set: readonly number[], from: number, size: number): readonly number[] | undefined => {
    if (set.length === size) {
      const others = everybody.filter((one) => !set.includes(one));
      return rankOf(published, others) < whole ? set : undefined;
    }
    for (let next = from; next < people; next++) {
      const deeper = found([...set, next], next + 1, size);
      if (deeper) return deeper;
    }
    return undefined;
  };
  for (let size = 1; size <= most; size++) {
    const set = found([], 0, size);
    if (set) return set;
  }
  return undefined;
}

/**
 * Every way in which `people` of each group can be spread so that the groups add up to `total`: what the number at one
 * point of one group can be. Between them nothing is known; a single number is a cell that is given away.
 */
export function possible(
  groups: readonly number[],
  total: readonly number[],
): readonly (readonly ReadonlySet<number>[])[] {
  const found = groups.map(() => total.map(() => new Set<number>()));
  const spread = (people: number, room: readonly number[]): number[][] =>
    room.length === 0
      ? people === 0
        ? [[]]
        : []
      : Array.from({ length: Math.min(people, room[0] ?? 0) + 1 }, (_, n) =>
          spread(people - n, room.slice(1)).map((rest) => [n, ...rest]),
        ).flat();
  const fill = (i: number, room: readonly number[], above: readonly (readonly number[])[]): void => {
    const people = groups[i];
    if (people === undefined) {
      for (const [g, cells] of above.entries()) for (const [c, n] of cells.entries()) found[g]?.[c]?.add(n);
      return;
    }
    for (const cells of spread(people, room))
      fill(
        i + 1,
        room.map((n, c) => n - (cells[c] ?? 0)),
        [...above, cells],
      );
  };
  fill(0, total, []);
  return found;
}
