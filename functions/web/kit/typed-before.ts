import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createMiddleware } from 'hono/factory';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { keyFor, readWith } from '#links/keyed.ts';
import { keepTypedBefore, readTypedBefore, removeTypedBefore } from '#records/typed.ts';
import { clockOf } from './cookies.ts';
import type { Posted } from './fields/fault.ts';
import { goTo, refusal } from './page.ts';
import { formTokenIsRight } from './session.ts';
import type { Asked, Web } from './web-parts.ts';

/*
 * What a lead sends when their session has run out while they typed waits until they have signed in again, for a day. It
 * is read at all only where a cookie of ours names a session that has run out by time (`ranOut`), and shown to the same
 * address alone. It is encrypted: it may be what a school has told them.
 */

/** What was sent, and where it was to go. */
export interface SentBefore {
  /** the path with its query */
  readonly path: string;
  readonly fields: Posted;
}

const PURPOSE = 'typed-before';

/** The hidden field that says which it was. */
export const RESUMED = 'resumed';

const isId = (given: string | undefined): given is string => /^[\w-]{22}$/.test(given ?? '');

const seal = (it: SentBefore, key: Buffer): Promise<string> =>
  new CompactEncrypt(gzipSync(JSON.stringify(it))).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key);

const open = (sealed: string, key: Buffer): Promise<SentBefore | undefined> =>
  compactDecrypt(sealed, key).then(
    ({ plaintext }) => JSON.parse(gunzipSync(plaintext).toString()) as SentBefore,
    () => undefined,
  );

/** What they sent then; undefined where it is gone, or another's. */
export async function sentBefore(c: Asked, id: string): Promise<SentBefore | undefined> {
  const { parts, session } = c.var;
  if (!session || !isId(id)) return undefined;
  const kept = await readTypedBefore(parts.table, session.address, id, clockOf(parts));
  return kept && readWith(parts, PURPOSE, (key) => open(kept.sealed, key));
}

/** Keeps what was sent too late and asks to sign in; of what is sent again, nothing is kept any longer. */
export const keptForLater = createMiddleware<Web>(async (c, next) => {
  const { parts, posted, ranOut, session } = c.var;
  if (session) {
    await next();
    const id = posted?.[RESUMED];
    // only now: what was answered is kept where it belongs, or stands on the page again
    if (isId(id) && c.res.status < 500) await removeTypedBefore(parts.table, session.address, id);
    return;
  }
  if (!ranOut) return next();
  // a form of that session, and no other
  if (!(await formTokenIsRight(parts, ranOut, posted.csrf))) return refusal(c, 403);
  const { csrf: _, ...fields } = posted;
  const id = randomBytes(16).toString('base64url');
  const path = c.req.path + new URL(c.req.url).search;
  const sealed = await seal({ path, fields }, await keyFor(parts, PURPOSE));
  await keepTypedBefore(parts.table, ranOut.address, id, { at: clockOf(parts), sealed });
  return goTo(c, `/sign-in?next=${encodeURIComponent(`/signed-in/typed/${id}`)}`);
});
