import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from '#calendar/london.ts';

/** The time now, to the second. The local edition has a clock of its own instead. */
export const now = (): Instant => toInstant(Temporal.Now.instant());
