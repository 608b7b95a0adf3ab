import type { Milliseconds } from './time.ts';

/** Time that stands still while anything runs, and then goes on to what is next. */
export interface Clock {
  now(): Milliseconds;
  /** what falls on one moment happens in the order in which it was planned */
  plan(at: Milliseconds, happen: () => void): void;
  sleep(ms: Milliseconds): Promise<void>;
  /** when the next thing is planned */
  next(): Milliseconds | undefined;
  /** goes on to the next thing, and waits until nothing runs any more */
  step(): Promise<void>;
  /** goes on to a moment at which nothing is planned */
  goTo(at: Milliseconds): void;
}

interface Planned {
  readonly at: Milliseconds;
  readonly nth: number;
  readonly happen: () => void;
}

const isBefore = (a: Planned, b: Planned) => a.at < b.at || (a.at === b.at && a.nth < b.nth);

/** @param busy whether anything still runs that nobody has planned */
export function openClock(start: Milliseconds, busy: () => boolean): Clock {
  let now = start;
  let planned = 0;
  const heap: Planned[] = [];

  function push(one: Planned) {
    let i = heap.push(one) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(one, heap[parent] as Planned)) break;
      heap[i] = heap[parent] as Planned;
      i = parent;
    }
    heap[i] = one;
  }

  function pop(): Planned | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Planned, heap[child] as Planned)) child++;
      if (!isBefore(heap[child] as Planned, last)) break;
      heap[i] = heap[child] as Planned;
      i = child;
    }
    heap[i] = last;
    return first;
  }

  const plan: Clock['plan'] = (at, happen) => push({ at: Math.max(at, now), nth: planned++, happen });
  return {
    now: () => now,
    plan,
    sleep: (ms) => new Promise((wake) => plan(now + ms, wake)),
    next: () => heap[0]?.at,
    async step() {
      const one = pop();
      if (!one) return;
      now = one.at;
      one.happen();
      do await new Promise((quiet) => setImmediate(quiet));
      while (busy());
    },
    goTo(at) {
      now = Math.max(now, at);
    },
  };
}
