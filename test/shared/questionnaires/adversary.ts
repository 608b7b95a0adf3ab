import type { Key, World } from './worlds.ts';

/*
 * Somebody who reads every result ever published, and knows of each whose answers it holds. It knows nothing of the
 * product's rule: it reads off the long scale whom a result tells of, and off the short one what it tells.
 */

/** One published number of answers: over these units, so many said yes. */
export interface Sum {
  readonly key: Key;
  readonly units: readonly number[];
  readonly yes: number;
}

/** Of these people, each by both units, so many went from no to yes and so many the other way. */
export interface Moves {
  readonly pairs: readonly (readonly [before: number, after: number])[];
  readonly rose: number;
  readonly fell: number;
}

const held = (counts: readonly number[]): readonly number[] => counts.flatMap((n, unit) => (n === 1 ? [unit] : []));

export function readOff({ published, units }: World): {
  readonly sums: readonly Sum[];
  readonly moves: readonly Moves[];
} {
  const sums: Sum[] = [];
  const moves: Moves[] = [];
  for (const { part, questions = [], analysis } of published) {
    if (questions.length > 0)
      sums.push({
        key: part.slice('counts.'.length) as Key,
        units: held(questions[0]?.rows[0]?.counts ?? []),
        yes: questions[1]?.rows[0]?.counts[1] ?? 0,
      });
    const [own, two] = analysis?.items ?? [];
    if (!own?.spread || !two?.spread) continue;
    const [before, after] = [held(own.spread.before), held(own.spread.after)];
    sums.push({ key: 'start', units: before, yes: two.spread.before[1] ?? 0 });
    sums.push({ key: 'end', units: after, yes: two.spread.after[1] ?? 0 });
    const atSchool = (school: number | undefined) => after.find((unit) => units[unit]?.school === school) ?? -1;
    moves.push({
      pairs: before.map((unit) => [unit, atSchool(units[unit]?.school)] as const),
      rose: two.moved.rose,
      fell: two.moved.fell,
    });
  }
  return { sums, moves };
}

/** People who stand in exactly the same published results, result by result: the finest groups that can be told apart. */
export function toldApart(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const all = [...new Set(sets.flat())];
  return [...Map.groupBy(all, (one) => sets.map((set) => (set.includes(one) ? 1 : 0)).join('')).values()];
}

/** Whether `unit` may have said the other thing, as far as everything published goes: every assignment is tried. */
export function mayDiffer({ units }: World, read: ReturnType<typeof readOff>, unit: number): boolean {
  const truth = units.map(({ given }) => Number(given.two) - 1);
  const concerned = new Set([...read.sums.flatMap((sum) => sum.units)]);
  const order = [unit, ...[...concerned].filter((one) => one !== unit)];
  if (!concerned.has(unit)) return true;
  const value: (0 | 1 | undefined)[] = [];
  const fits = (done: boolean): boolean => {
    for (const sum of read.sums) {
      let [yes, open] = [0, 0];
      for (const one of sum.units) {
        const said = value[one];
        if (said === undefined) open++;
        else yes += said;
      }
      if (yes > sum.yes || yes + open < sum.yes) return false;
    }
    for (const { pairs, rose, fell } of read.moves) {
      let [up, down, open] = [0, 0, 0];
      for (const [a, b] of pairs) {
        const [before, after] = [value[a], value[b]];
        if (before === undefined || after === undefined) open++;
        else if (before < after) up++;
        else if (before > after) down++;
      }
      if (
        up > rose ||
        down > fell ||
        (done && (up !== rose || down !== fell)) ||
        up + open < rose ||
        down + open < fell
      )
        return false;
    }
    return true;
  };
  const search = (i: number): boolean => {
    const one = order[i];
    if (one === undefined) return fits(true);
    const first = truth[one] === 1 ? 1 : 0;
    for (const said of i === 0 ? ([1 - first] as const) : ([first, 1 - first] as const)) {
      value[one] = said as 0 | 1;
      if (fits(false) && search(i + 1)) return true;
    }
    value[one] = undefined;
    return false;
  };
  return search(0);
}
