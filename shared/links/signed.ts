import type { Instant } from '#calendar/london.ts';
import { type ReadSecrets, type Secrets, signingKeysOf } from './secrets.ts';

interface Reading {
  readonly secret: ReadSecrets;
  readonly now: () => Instant;
}

/** What was read by a key that signs or did; `spent`: its time is over, or somebody else may know it. */
export interface Signed<T> {
  readonly it: T;
  /** where the key is good only until then */
  readonly until?: Instant | undefined;
  readonly worth: 'live' | 'spent';
}

/**
 * Tries whatever is signed by every key that we know. What none explains may have been signed by a newer one: the secrets
 * are read once more, seldom enough that nobody can make us do so at every request.
 */
export async function readSigned<T>(
  { secret, now }: Reading,
  read: (key: string) => T | undefined | Promise<T | undefined>,
): Promise<Signed<T> | undefined> {
  for (const newness of ['lately', 'recently'] as const) {
    const secrets = await secret(newness);
    const found = await readByAny(secrets, now(), read);
    if (found) return found;
  }
  return undefined;
}

async function readByAny<T>(
  secrets: Secrets,
  now: Instant,
  read: (key: string) => T | undefined | Promise<T | undefined>,
): Promise<Signed<T> | undefined> {
  const { live, spent } = signingKeysOf(secrets, now);
  const all = [
    ...live.map((key) => ({ key, worth: 'live' as const })),
    ...spent.map((key) => ({ key, worth: 'spent' as const })),
  ];
  for (const { key, worth } of all) {
    const it = await read(key);
    const until = worth === 'live' && key !== secrets.current ? secrets.previous?.until : undefined;
    if (it !== undefined) return { it, worth, ...(until && { until }) };
  }
  return undefined;
}

/** The same, where only what a live key has signed is worth anything. */
export async function readLinked<T>(
  reading: Reading,
  read: (key: string) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  const signed = await readSigned(reading, read);
  return signed?.worth === 'live' ? signed.it : undefined;
}
