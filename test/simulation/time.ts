import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#calendar/london.ts';

/** Simulated time is in milliseconds of the epoch; the product sees whole seconds. */
export type Milliseconds = number;

export const SECOND = 1000;

export const MINUTE = 60 * SECOND;

export const HOUR = 60 * MINUTE;

export const DAY = 24 * HOUR;

/** To the second, as the product sees it. */
export const instantOf = (ms: Milliseconds): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const known = new Map<Instant, Milliseconds>();

export function msOf(instant: Instant): Milliseconds {
  let ms = known.get(instant);
  if (ms === undefined) {
    ms = Temporal.Instant.from(instant).epochMilliseconds;
    if (known.size > 5000) known.clear();
    known.set(instant, ms);
  }
  return ms;
}

/** The first whole minute from then on. */
export const minuteFrom = (ms: Milliseconds): Milliseconds => Math.ceil(ms / MINUTE) * MINUTE;

/** When executions of that moment can be tried again under another name. */
export const nextQuarter = (ms: Milliseconds): Milliseconds => (Math.floor(ms / (15 * MINUTE)) + 1) * 15 * MINUTE;
