import { plus } from '#calendar/london.ts';
import type { MovableClock } from '#infra/local/movable-clock.ts';
import type { Random } from '#test/simulation/random.ts';

/**
 * Product time while many executions run at once: a second passes when each of them waits for one. Every execution
 * does one thing after another, so it waits in one place or in none.
 */
export interface Rush {
  /** runs something beside the rest, and lets nobody's time pass while it is at work */
  beside(work: () => Promise<unknown>): void;
  /** until so many seconds have passed */
  sleep(seconds: number): Promise<void>;
  /** until all that runs has ended, what it began included */
  over(): Promise<void>;
}

/** @param everyMinute what the clock sets off when a minute begins */
export function openRush(clock: MovableClock, random: Random, everyMinute: () => Promise<unknown>): Rush {
  let running = 0;
  let asleep: { readonly until: number; readonly wake: () => void }[] = [];
  let moving = false;
  let failed: unknown;
  const ended: (() => void)[] = [];
  const ms = () => Date.parse(clock.now());

  async function step(): Promise<void> {
    if (moving) return;
    if (running === 0) {
      for (const end of ended.splice(0)) end();
      return;
    }
    if (asleep.length < running) return;
    moving = true;
    await clock.set(plus(clock.now(), 'PT1S'));
    moving = false;
    const due = asleep.filter(({ until }) => until <= ms());
    asleep = asleep.filter(({ until }) => until > ms());
    if (ms() % 60_000 === 0) it.beside(everyMinute);
    // whoever comes first to a second's places is chance
    for (const { wake } of shuffled(due, random)) wake();
    void step();
  }

  const it: Rush = {
    beside(work) {
      running++;
      work()
        .catch((error) => {
          failed = error;
        })
        .finally(() => {
          running--;
          void step();
        });
    },
    sleep: (seconds) =>
      new Promise<void>((wake) => {
        asleep.push({ until: ms() + Math.ceil(seconds) * 1000, wake });
        void step();
      }),
    async over() {
      if (running > 0) await new Promise<void>((end) => ended.push(end));
      if (failed) throw failed;
    },
  };
  return it;
}

function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  return all
    .map((one) => ({ one, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
