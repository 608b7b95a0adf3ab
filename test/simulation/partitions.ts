import type { Attributes } from './expressions.ts';

/** Items by partition and in the order of their sort keys. */
export interface Partitions {
  get(pk: string, sk: string): Attributes | undefined;
  /** undefined takes it away */
  set(pk: string, sk: string, item: Attributes | undefined): void;
  /** those whose sort key begins so, in order */
  from(pk: string, prefix: string): readonly Attributes[];
  /** everything, in no order */
  all(): readonly Attributes[];
  /** how often anything in it was written */
  revision(pk: string): number;
}

interface Partition {
  readonly items: Map<string, Attributes>;
  /** undefined: nobody has asked for the order yet */
  sorted: string[] | undefined;
  revision: number;
}

export function openPartitions(): Partitions {
  const partitions = new Map<string, Partition>();
  return {
    get: (pk, sk) => partitions.get(pk)?.items.get(sk),
    set(pk, sk, item) {
      let of = partitions.get(pk);
      if (!of) {
        of = { items: new Map(), sorted: undefined, revision: 0 };
        partitions.set(pk, of);
      }
      of.revision++;
      const isThere = of.items.has(sk);
      if (item && !isThere) of.sorted?.splice(position(of.sorted, sk), 0, sk);
      if (!item && isThere) of.sorted?.splice(position(of.sorted, sk), 1);
      if (item) of.items.set(sk, item);
      else of.items.delete(sk);
    },
    revision: (pk) => partitions.get(pk)?.revision ?? 0,
    all: () => [...partitions.values()].flatMap(({ items }) => [...items.values()]),
    from(pk, prefix) {
      const of = partitions.get(pk);
      if (!of) return [];
      of.sorted ??= [...of.items.keys()].sort();
      const found: Attributes[] = [];
      for (let i = position(of.sorted, prefix); i < of.sorted.length; i++) {
        const sk = of.sorted[i] as string;
        if (!sk.startsWith(prefix)) break;
        found.push(of.items.get(sk) as Attributes);
      }
      return found;
    },
  };
}

/** Where the first that is not before `text` stands. */
function position(sorted: readonly string[], text: string): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
