import { setTimeout } from 'node:timers/promises';

/** Lets work take no less than some time, so that how long an answer takes does not say what was done. */
export type Evenly = <T>(work: () => Promise<T>) => Promise<T>;

/** @param wait waits so many milliseconds @param read tells the time in milliseconds */
export const noSoonerThan =
  (
    milliseconds: number,
    wait: (milliseconds: number) => Promise<unknown> = setTimeout,
    read: () => number = performance.now.bind(performance),
  ): Evenly =>
  async (work) => {
    const began = read();
    try {
      return await work();
    } finally {
      await wait(Math.max(0, milliseconds - (read() - began)));
    }
  };
