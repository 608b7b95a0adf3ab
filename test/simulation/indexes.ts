import { indexes } from '#records/keys.ts';
import { keySchema } from '#records/table.ts';
import type { Attributes } from './expressions.ts';
import type { Written } from './written.ts';

export type IndexName = keyof typeof indexes;

/** What an index holds besides keys; undefined: all. */
export const projected: Readonly<Record<IndexName, readonly string[] | undefined>> = {
  due: ['version', 'kind'],
  owed: [],
  cohort: undefined,
};

/** The indexes of the table: each follows what is written, and can be asked how it stood a while ago. */
export interface Indexes {
  follow(written: readonly Written[]): void;
  /** in no order; @param behind milliseconds */
  items(name: IndexName, hash: unknown, behind: number): readonly Attributes[];
  /** the earliest that the index `due` holds */
  nextDue(): string | undefined;
}

/** How long an index may be behind. */
const LAG = 120_000;

type Entries = Map<unknown, Map<string, Attributes>>;

const nameOf = ({ pk, sk }: Pick<Written, 'pk' | 'sk'>) => `${pk}\n${sk}`;

export function openIndexes(now: () => number): Indexes {
  const names = Object.keys(indexes) as IndexName[];
  const entries = Object.fromEntries(names.map((name) => [name, new Map()])) as Record<IndexName, Entries>;
  let recent: { readonly at: number; readonly written: Written }[] = [];

  function set(name: IndexName, id: string, item: Attributes, there: boolean) {
    const [hash, range] = keySchema[name];
    if (item[hash] === undefined || item[range] === undefined) return;
    const of = entries[name].get(item[hash]) ?? new Map<string, Attributes>();
    entries[name].set(item[hash], of);
    if (there) of.set(id, item);
    else of.delete(id);
  }

  return {
    follow(written) {
      const at = now();
      if (recent.length > 400) recent = recent.filter((one) => one.at > at - LAG);
      for (const one of written) {
        for (const name of names) {
          if (one.before) set(name, nameOf(one), one.before, false);
          if (one.after) set(name, nameOf(one), one.after, true);
        }
        recent.push({ at, written: one });
      }
    },
    items(name, hash, behind) {
      const current = entries[name].get(hash) ?? new Map<string, Attributes>();
      if (behind === 0) return [...current.values()];
      const earlier = new Map<string, Attributes | undefined>();
      for (const { at, written } of recent.toReversed())
        if (at > now() - behind) earlier.set(nameOf(written), written.before);
      const [hashKey, range] = keySchema[name];
      return [
        ...[...current].flatMap(([id, item]) => (earlier.has(id) ? [] : [item])),
        ...[...earlier.values()].flatMap((item) =>
          item?.[hashKey] === hash && item?.[range] !== undefined ? [item] : [],
        ),
      ];
    },
    nextDue() {
      let first: string | undefined;
      for (const shard of entries.due.values())
        for (const { nextAt } of shard.values())
          if (first === undefined || (nextAt as string) < first) first = nextAt as string;
      return first;
    },
  };
}
