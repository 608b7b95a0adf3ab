import TinyQueue from 'tinyqueue';
import type { Instant } from '#calendar/london.ts';

/** Something that is to happen; of what falls on one moment the lower rank goes first, then what was put in first. */
interface Entry {
  readonly at: Instant;
  readonly rank: number;
  readonly happen: () => void;
}

export interface Agenda {
  add(entry: Entry): void;
  /** takes out what is next */
  next(): Entry | undefined;
}

interface Waiting {
  readonly entry: Entry;
  readonly nth: number;
}

const order = (a: Waiting, b: Waiting): number =>
  a.entry.at === b.entry.at ? a.entry.rank - b.entry.rank || a.nth - b.nth : a.entry.at < b.entry.at ? -1 : 1;

export function openAgenda(): Agenda {
  const waiting = new TinyQueue<Waiting>([], order);
  let added = 0;
  return {
    next: () => waiting.pop()?.entry,
    add: (entry) => waiting.push({ entry, nth: added++ }),
  };
}
