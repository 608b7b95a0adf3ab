import type { Random } from './random.ts';
import { HOUR, MINUTE, type Milliseconds, nextQuarter, SECOND } from './time.ts';

/** Where something can go wrong. */
export type Point = 'read' | 'index' | 'write' | 'post' | 'start' | 'call' | 'step' | 'tick' | 'feed';

/**
 * `fails`: before the effect, and says so. `fails-after`: it took effect, and says that it failed. `crashes`, and
 * `crashes-after`: whoever called is gone. `twice`: it takes effect twice. `slow`. `stale`: an index answers as of before.
 */
export type Mishap =
  | 'fails'
  | 'fails-after'
  | 'crashes'
  | 'crashes-after'
  | 'twice'
  | 'slow'
  | 'stale'
  | 'throttled'
  | 'refused';

type Weighted = readonly { readonly mishap: Mishap; readonly weight: number }[];

const common: Weighted = [
  { mishap: 'fails', weight: 3 },
  { mishap: 'crashes', weight: 2 },
  { mishap: 'slow', weight: 2 },
];
const effect: Weighted = [...common, { mishap: 'fails-after', weight: 3 }, { mishap: 'crashes-after', weight: 3 }];

const possible: Readonly<Record<Point, Weighted>> = {
  read: common,
  index: [...common, { mishap: 'stale', weight: 8 }],
  write: [...effect, { mishap: 'twice', weight: 3 }],
  post: [...effect, { mishap: 'throttled', weight: 3 }, { mishap: 'refused', weight: 1 }],
  start: [...effect, { mishap: 'twice', weight: 3 }],
  call: [
    { mishap: 'fails', weight: 2 },
    { mishap: 'fails-after', weight: 2 },
    { mishap: 'twice', weight: 3 },
  ],
  step: [{ mishap: 'crashes', weight: 1 }],
  tick: [
    { mishap: 'fails', weight: 3 },
    { mishap: 'twice', weight: 2 },
    { mishap: 'slow', weight: 2 },
  ],
  feed: [
    { mishap: 'fails', weight: 1 },
    { mishap: 'twice', weight: 3 },
    { mishap: 'slow', weight: 3 },
  ],
};

/** Some are met often, as they would be in weeks like these: others once in a hundred calls. */
const often: Readonly<Partial<Record<Point, number>>> = { index: 3, post: 4, start: 2, call: 2, tick: 5, feed: 4 };

export interface Faults {
  /** what goes wrong this time, if anything does */
  at(point: Point, about: string, what?: string): Mishap | undefined;
  /** from now on all is well */
  cease(): void;
  readonly injected: () => number;
  /** What is to be handled about somebody is excused until then: whatever was hit has had its next try. */
  excusedUntil(about: string): Milliseconds;
  excuse(about: string, until: Milliseconds): void;
}

export const EVERYBODY = '*';

/** How long a turn may take while all is well, and the two ticks within which it begins. */
export const TWO_TICKS = 2 * MINUTE + 30 * SECOND;

/** A message whose fate is unknown is sent again after an hour. */
const UNKNOWN = HOUR + MINUTE;

export function openFaults(random: Random, now: () => Milliseconds, tell: (line: string) => void): Faults {
  // a quiet machine, a usual one, a bad one
  let rate = random.pick([0, 0.001, 0.003, 0.003, 0.01, 0.01, 0.03, 0.06]);
  let injected = 0;
  const excused = new Map<string, Milliseconds>();
  const excuse = (about: string, until: Milliseconds) => {
    if ((excused.get(about) ?? 0) < until) excused.set(about, until);
  };
  return {
    injected: () => injected,
    excuse,
    excusedUntil: (about) => Math.max(excused.get(about) ?? 0, excused.get(EVERYBODY) ?? 0),
    cease: () => {
      rate = 0;
    },
    at(point, about, what = '') {
      if (!random.chance(rate * (often[point] ?? 1))) return undefined;
      const { mishap } = random.weighted(possible[point]);
      injected++;
      const soon = now() + MINUTE;
      if (point === 'tick' || about === EVERYBODY) excuse(EVERYBODY, soon + TWO_TICKS);
      else excuse(about, nextQuarter(what === 'send-message' ? soon + UNKNOWN : soon) + TWO_TICKS);
      tell(`fault: ${what} ${point} ${mishap} (${about})`);
      return mishap;
    },
  };
}
