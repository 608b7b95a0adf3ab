import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { type Instant, LONDON, plus, toInstant } from '#calendar/london.ts';
import type { Table } from '#records/documents.ts';

/** A clock that stands still until somebody moves it, and only forward. It is kept beside the records. */
export interface MovableClock {
  readonly now: () => Instant;
  set(instant: Instant): Promise<void>;
}

const KEY = { pk: 'LOCAL#CLOCK', sk: 'clock' };

export async function movableClock(table: Table, start: Instant): Promise<MovableClock> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead: true }),
  );
  let at: Instant = Item?.at ?? start;
  const set = async (instant: Instant) => {
    at = instant;
    await table.documents.send(new PutCommand({ TableName: table.name, Item: { ...KEY, at } }));
  };
  if (!Item) await set(start);
  return { now: () => at, set };
}

/** Every day between is lived through: a slip of the finger must not cost an hour. */
const FURTHEST = 'P5Y';

/** A move as asked for: to an instant (with an offset, or else London's time), by an ISO 8601 duration, or to what is due next. */
export type Move = { readonly to: string } | { readonly by: string } | { readonly next: true };

/** Where a move leads from `now`; `next` is known to the caller. A sentence where it leads nowhere. */
export function destination(
  move: Exclude<Move, { next: true }>,
  now: Instant,
): { readonly at: Instant } | { readonly fault: string } {
  try {
    const at = 'to' in move ? instantOf(move.to) : plus(now, move.by);
    // compared as instants: years past 9999 do not sort as text
    if (Temporal.Instant.compare(at, now) < 0) return { fault: 'The clock moves forward only.' };
    if (Temporal.Instant.compare(at, plus(now, FURTHEST)) > 0)
      return { fault: 'The clock moves at most five years at a time.' };
    return { at };
  } catch {
    return {
      fault:
        'to' in move
          ? 'Write the time like 2026-09-07T08:00 (London) or 2026-09-07T08:00:00+01:00.'
          : 'Write the duration like PT1H, P1D or P2W.',
    };
  }
}

const instantOf = (text: string): Instant =>
  toInstant(
    /(Z|[+-]\d\d:?\d\d)(\[|$)/i.test(text.slice(10))
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(LONDON).toInstant(),
  );
