import { createHmac } from 'node:crypto';
import type { Parts } from '#use-cases/parts.ts';
import { readLinked } from './signed.ts';

/** Whoever knows what signs. */
export type Knowing = Pick<Parts, 'secret' | 'now'>;

const derived = (secret: string, purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();

/**
 * The key for one purpose, for what is made now: what is signed for one purpose never passes for another.
 * @param newness as the secret is asked for: `now` for what goes into an email
 */
export const keyFor = async ({ secret }: Knowing, purpose: string, newness?: 'now'): Promise<Buffer> =>
  derived((await secret(newness)).current, purpose);

/** Reads what was made for that purpose, by whichever key is still worth something. */
export const readWith = <T>(
  parts: Knowing,
  purpose: string,
  read: (key: Buffer) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> => readLinked(parts, (secret) => read(derived(secret, purpose)));

/** Stands for something that is not to be read, and cannot be found by guessing without the secret: 32 hex digits. */
export const keyed = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
