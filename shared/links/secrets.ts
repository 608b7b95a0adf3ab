import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Instant, plus } from '#calendar/london.ts';

/** What signs links, cookies and codes. `current` signs; the others only say what an earlier signature is worth. */
export interface Secrets {
  readonly current: string;
  /** signed until a planned change; what it signed is good until that moment */
  readonly previous?: { readonly value: string; readonly until: Instant } | undefined;
  /** somebody else may know them: what they signed opens nothing */
  readonly leaked: readonly string[];
}

const value = z.string().min(16);

const written = z
  .strictObject({
    current: value,
    previous: z.strictObject({ value, until: z.iso.datetime() }).optional(),
    leaked: z.array(value).default([]),
  })
  .refine(({ current, previous, leaked }) => ![previous?.value, ...leaked].includes(current), {
    error: 'The secret that signs is neither the previous one nor one that has leaked',
  });

/** Reads the secret as it is kept: a plain text, or JSON of the shape above. @throws without a word of what it read */
export function parseSecrets(text: string): Secrets {
  if (!text.trimStart().startsWith('{')) return { current: value.parse(text.trim()), leaked: [] };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('The secret that signs links is not JSON');
  }
  return written.parse(json);
}

/** For how long both are good after a planned change. */
const BOTH = 'P30D';

/**
 * The secret as it is to be kept next. `planned`: what was signed until now is good for 30 days. `leaked`: it opens nothing
 * any more. What signed before either is remembered, so that whoever comes by it is offered a new link.
 * @param made the new one
 */
export function nextSecrets(text: string, why: 'planned' | 'leaked', made: string, now: Instant): string {
  const { current, previous, leaked } = parseSecrets(text);
  const spent = [...leaked, ...(previous ? [previous.value] : [])];
  const next =
    why === 'planned'
      ? { current: made, previous: { value: current, until: plus(now, BOTH) }, leaked: spent }
      : { current: made, leaked: [...spent, current] };
  const written = JSON.stringify({ ...next, leaked: [...new Set(next.leaked)] });
  parseSecrets(written);
  return written;
}

/** Stands for the secret as it is kept, so that a log can say which one a function has read. */
export const fingerprintOf = (text: string): string =>
  createHash('sha256').update(text.trim()).digest('hex').slice(0, 8);

/** What a signature is worth by whose it is: live, or known and worth nothing but the offer of a new link. */
export function signingKeysOf(
  { current, previous, leaked }: Secrets,
  now: Instant,
): { readonly live: readonly string[]; readonly spent: readonly string[] } {
  const isLive = previous && !leaked.includes(previous.value) && now < previous.until;
  return {
    live: [current, ...(isLive ? [previous.value] : [])],
    spent: [...(previous && !isLive ? [previous.value] : []), ...leaked],
  };
}

/**
 * How new the secrets have to be: `lately` a minute; `recently` some seconds, for a signature that nothing explains; `now`
 * for whoever writes an email, whose links are to work for whoever has noticed a change already.
 */
type Newness = 'lately' | 'recently' | 'now';

/** Milliseconds. */
const OLDEST: Record<Newness, number> = { lately: 60_000, recently: 5_000, now: 0 };

export type ReadSecrets = (newness?: Newness) => Promise<Secrets>;

/**
 * Reads the secrets when what is kept of them is too old; asked by many at once, it fetches once. While they cannot be
 * fetched what was read last goes on, except for whoever needs them as they are now.
 */
export function keptSecrets(fetch: () => Promise<string>, clock: () => number = Date.now): ReadSecrets {
  let kept: { readonly secrets: Secrets; readonly at: number } | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let fetching: { readonly since: number; readonly found: Promise<Secrets> } | undefined;
  const read = (since: number): Promise<Secrets> => {
    const found = (async () => {
      const secrets = parseSecrets(await fetch());
      if (!kept || kept.at <= since) kept = { secrets, at: since };
      return secrets;
    })().finally(() => {
      if (fetching?.found === found) fetching = undefined;
    });
    fetching = { since, found };
    return found;
  };
  return async (newness = 'lately') => {
    const now = clock();
    const oldest = now - OLDEST[newness];
    if (newness !== 'now' && kept && kept.at >= oldest) return kept.secrets;
    if (newness !== 'now' && kept && failedAt >= now - OLDEST.recently) return kept.secrets;
    const under = newness !== 'now' && fetching && fetching.since >= oldest ? fetching.found : read(now);
    try {
      return await under;
    } catch (error) {
      if (newness === 'now' || !kept) throw error;
      // not asked again for every page while it fails
      failedAt = now;
      return kept.secrets;
    }
  };
}
