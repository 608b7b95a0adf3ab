import TinyQueue from 'tinyqueue';
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

const order = (a: Planned, b: Planned): number => a.at - b.at || a.nth - b.nth;

/** @param busy whether anything still runs that nobody has planned */
export function openClock(start: Milliseconds, busy: () => boolean): Clock {
  let now = start;
  let planned = 0;
  const waiting = new TinyQueue<Planned>([], order);

  const plan: Clock['plan'] = (at, happen) => waiting.push({ at: Math.max(at, now), nth: planned++, happen });
  return {
    now: () => now,
    plan,
    sleep: (ms) => new Promise((wake) => plan(now + ms, wake)),
    next: () => waiting.peek()?.at,
    async step() {
      const one = waiting.pop();
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
