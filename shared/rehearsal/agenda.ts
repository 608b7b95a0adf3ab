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

const isLater = (a: Entry, b: Entry): boolean => a.at > b.at || (a.at === b.at && a.rank > b.rank);

export function openAgenda(): Agenda {
  // Latest first: what is next leaves from the end, and what is put in for soon moves few others.
  const waiting: Entry[] = [];
  return {
    next: () => waiting.pop(),
    add(entry) {
      let low = 0;
      for (let high = waiting.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (isLater(waiting[middle] as Entry, entry)) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, entry);
    },
  };
}
