import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { jwtVerify, SignJWT } from 'jose';
import { sameAddress } from '../../shared/domain/person.ts';
import { readLive } from '../../shared/links/signed.ts';
import type { Asked, WebParts } from './web-parts.ts';

/** A lead who has typed her code. */
export interface Session {
  readonly id: string;
  /** in lower case */
  readonly address: string;
}

/** What a cookie is for: each has a key of its own, so that one never passes for the other. */
type Purpose = 'session' | 'signing-in';

const LASTS: Record<Purpose, number> = { session: 8 * 60 * 60, 'signing-in': 15 * 60 };

const keyFor = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`cookie:${purpose}`).digest();

const clock = (parts: WebParts): Date => new Date((parts.sessionNow ?? parts.now)());

/** `__Host-` binds a cookie to this very host; browsers allow it only over https. */
function cookieName({ origin }: WebParts, purpose: Purpose): string {
  const name = purpose === 'session' ? 'drumbeat' : 'drumbeat-signing-in';
  return origin.startsWith('https:') ? `__Host-${name}` : name;
}

const options = ({ origin }: WebParts) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: origin.startsWith('https:') }) as const;

export async function begin(c: Asked, purpose: Purpose, address: string): Promise<void> {
  const { parts } = c.var;
  const now = Math.floor(clock(parts).getTime() / 1000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sameAddress(address))
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + LASTS[purpose])
    .sign(keyFor((await parts.secret()).current, purpose));
  setCookie(c, cookieName(parts, purpose), token, { ...options(parts), maxAge: LASTS[purpose] });
}

/** What the cookie says, if we wrote it and its time has not passed. */
export async function remembered(c: Asked, purpose: Purpose): Promise<Session | undefined> {
  const { parts } = c.var;
  const token = getCookie(c, cookieName(parts, purpose));
  if (!token) return undefined;
  return readLive(parts, async (key) => {
    try {
      const { payload } = await jwtVerify(token, keyFor(key, purpose), {
        algorithms: ['HS256'],
        currentDate: clock(parts),
        requiredClaims: ['exp', 'sub', 'jti'],
      });
      return payload.sub && payload.jti ? { id: payload.jti, address: payload.sub } : undefined;
    } catch {
      return undefined;
    }
  });
}

export function forget(c: Asked, purpose: Purpose): void {
  deleteCookie(c, cookieName(c.var.parts, purpose), options(c.var.parts));
}

/** Goes into every form behind the session: another site cannot know it. */
export const formToken = async (parts: WebParts, session: Session): Promise<string> =>
  tokenBy((await parts.secret()).current, session);

const tokenBy = (key: string, session: Session): string =>
  createHmac('sha256', keyFor(key, 'form')).update(session.id).digest('base64url');

export async function formTokenIsRight(parts: WebParts, session: Session, given: string | undefined): Promise<boolean> {
  const actual = Buffer.from(given ?? '');
  const isIt = (key: string) => {
    const expected = Buffer.from(tokenBy(key, session));
    return (actual.length === expected.length && timingSafeEqual(actual, expected)) || undefined;
  };
  return (await readLive(parts, isIt)) ?? false;
}
