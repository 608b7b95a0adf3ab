import { randomUUID } from 'node:crypto';
import { plus } from '#calendar/london.ts';
import { sameAddress } from '#domain/people/person.ts';
import { keyed, keyFor, readWith } from '#links/keyed.ts';
import { clockOf, giveCookie, readCookie } from '#web/kit/cookies.ts';
import type { Asked } from '#web/kit/web-parts.ts';

/*
 * A browser in which a lead has signed in once gets codes from an allowance of its own, so that nobody can use up
 * theirs from elsewhere. The cookie opens nothing: it holds an id, and keyed hashes of the addresses.
 */

/** As long as browsers keep a cookie, about. */
const LASTS = 'P365D';

/** Leads who share a computer. */
const MOST = 4;

interface Known {
  readonly id: string;
  readonly addresses: readonly string[];
}

async function readKnown(c: Asked): Promise<Known | undefined> {
  const { jti: id, for: addresses } = (await readCookie(c, 'known')) ?? {};
  return id && Array.isArray(addresses) ? { id, addresses: addresses.map(String) } : undefined;
}

/** The id of this browser, if that address has signed in here before. */
export async function knownFor(c: Asked, address: string): Promise<string | undefined> {
  const known = await readKnown(c);
  return (
    known &&
    readWith(c.var.parts, 'known', (key) =>
      known.addresses.includes(keyed(key, sameAddress(address))) ? known.id : undefined,
    )
  );
}

/** From now on this browser is one in which that address has signed in. */
export async function makeKnown(c: Asked, address: string): Promise<void> {
  const known = await readKnown(c);
  const one = keyed(await keyFor(c.var.parts, 'known'), sameAddress(address));
  const addresses = [one, ...(known?.addresses ?? []).filter((other) => other !== one)].slice(0, MOST);
  const until = plus(clockOf(c.var.parts), LASTS);
  await giveCookie(c, 'known', { jti: known?.id ?? randomUUID(), for: addresses }, until);
}
