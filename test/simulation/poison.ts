import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attributes } from './expressions.ts';
import type { Random } from './random.ts';
import { SIMULATED, type Store } from './store.ts';
import { DAY, instantOf, MINUTE, type Milliseconds } from './time.ts';
import { pkOf } from './truth.ts';

/** A record of one school is spoiled for some days; then somebody mends it, and unparks the school as docs/running.md says. */
export interface Poison {
  readonly id: string;
  readonly at: Milliseconds;
  readonly until: Milliseconds;
}

export function anyPoison(random: Random, ids: readonly string[], begins: Milliseconds, ends: Milliseconds): Poison[] {
  if (!random.chance(0.15)) return [];
  const at = begins + random.int(0, Math.floor((ends - begins) / MINUTE)) * MINUTE;
  return [{ id: random.pick(ids), at, until: at + random.int(1, 6 * 24 * 60) * MINUTE }];
}

/** Spoils an open obligation, if there is one; what it answers mends that again. */
export function spoil(store: Store, { id }: Poison): ((now: Milliseconds) => void) | undefined {
  const before = store
    .partition(pkOf(id), 'live#obligation#')
    .find((item) => (item.it as { end?: object }).end === undefined);
  const head = store.partition(pkOf(id), 'live#head')[0];
  if (!before || !head?.nextAt) return undefined;
  const put = (item: Attributes) => store.answer(new PutCommand({ TableName: SIMULATED.name, Item: item }));
  put({ ...before, it: 'spoiled' });
  return (now) => {
    put(before);
    store.answer(
      new UpdateCommand({
        TableName: SIMULATED.name,
        Key: { pk: pkOf(id), sk: 'live#head' },
        UpdateExpression: 'SET nextAt = :now, version = version + :one REMOVE parked',
        ExpressionAttributeValues: { ':now': instantOf(now), ':one': 1 },
      }),
    );
  };
}

/** How often a poisoned school may be looked at: ever more rarely, at last once a day. */
export const looksAllowed = ({ at, until }: Poison): number => 12 + Math.ceil((until - at) / DAY);
