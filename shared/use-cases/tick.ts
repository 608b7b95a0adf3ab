import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from '#calendar/london.ts';
import { isStopped } from '#domain/messages/stoppage.ts';
import { type Due, dueBy } from '#records/due.ts';
import { readStoppage } from '#records/stoppage.ts';
import type { Parts } from './parts.ts';

/** How long until a turn that failed is tried under another name. */
const QUARTER_OF_AN_HOUR = 15 * 60 * 1000;

/** Of an execution: two ticks for one state of affairs are one turn, and a turn that failed is tried again a quarter of an hour later. */
export function executionName({ id, version }: Pick<Due, 'id' | 'version'>, now: Instant): string {
  const quarter = Math.floor(Date.parse(now) / QUARTER_OF_AN_HOUR);
  return `${id.replaceAll('/', '_')}-${version}-${quarter}`;
}

/** When what has failed now is tried again. */
export const triedAgainAt = (now: Instant): Instant =>
  toInstant(
    Temporal.Instant.from(now)
      .add({ seconds: 1 })
      .round({ smallestUnit: 'minute', roundingIncrement: QUARTER_OF_AN_HOUR / 60_000, roundingMode: 'ceil' }),
  );

const begin = ({ start }: Pick<Parts, 'start'>, due: Due, now: Instant) =>
  start(due.workflow, executionName(due, now), {
    [due.kind]: due.id,
  });

/** Starts what an act has made due without waiting for the next minute. If that fails, the next minute does it. */
export async function startSoon(parts: Pick<Parts, 'start' | 'now'>, due: Due): Promise<void> {
  try {
    await begin(parts, due, parts.now());
  } catch {
    // Saved with its `nextAt`: the clock finds it.
  }
}

/** Once a minute: who is due gets a turn. One that cannot be started holds up no other. */
export async function tick(parts: Pick<Parts, 'table' | 'now' | 'start'>): Promise<{
  readonly started: number;
  readonly failed: number;
  readonly oldestOverdueMinutes: number;
  /** does the mail service refuse all emails? undefined: it could not be found out */
  readonly postStopped: boolean | undefined;
}> {
  const now = parts.now();
  const due = await dueBy(parts.table, now);
  let failed = 0;
  for (const it of due)
    await begin(parts, it, now).catch(() => {
      failed++;
    });
  const oldest = due[0]?.nextAt ?? now;
  return {
    started: due.length - failed,
    failed,
    oldestOverdueMinutes: Math.floor((Date.parse(now) - Date.parse(oldest)) / 60_000),
    postStopped: await readStoppage(parts.table).then(isStopped, () => undefined),
  };
}
