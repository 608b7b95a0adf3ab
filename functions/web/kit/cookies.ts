import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Instant } from '#calendar/london.ts';
import { keyFor, readWith } from '#links/keyed.ts';
import type { Asked, WebParts } from './web-parts.ts';

/** What a cookie is for: each has a key of its own, so that one never passes for the other. */
type Purpose = 'session' | 'signing-in' | 'known' | 'opening-copy' | 'own-copy';

const NAMES: Record<Purpose, string> = {
  session: 'drumbeat',
  'signing-in': 'drumbeat-signing-in',
  known: 'drumbeat-known',
  'opening-copy': 'drumbeat-opening-copy',
  'own-copy': 'drumbeat-own-copy',
};

/** By which sign-ins and sessions run: nobody moves it by hand. */
export const clockOf = ({ now, sessionNow = now }: WebParts): Instant => sessionNow();

const seconds = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

/** `__Host-` binds a cookie to this very host; browsers allow it only over https. */
const cookieName = ({ origin }: WebParts, purpose: Purpose): string =>
  origin.startsWith('https:') ? `__Host-${NAMES[purpose]}` : NAMES[purpose];

const options = ({ origin }: WebParts) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: origin.startsWith('https:') }) as const;

/**
 * Gives the browser a signed cookie that is worth something until then.
 * @param keptUntil until when the browser keeps it, where that is longer
 */
export async function giveCookie(
  c: Asked,
  purpose: Purpose,
  claims: JWTPayload,
  until: Instant,
  keptUntil: Instant = until,
): Promise<void> {
  const { parts } = c.var;
  const now = clockOf(parts);
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(seconds(now))
    .setExpirationTime(seconds(until))
    .sign(await keyFor(parts, `cookie:${purpose}`));
  setCookie(c, cookieName(parts, purpose), token, { ...options(parts), maxAge: seconds(keptUntil) - seconds(now) });
}

/**
 * What the cookie says, if we wrote it and its time has not passed.
 * @param over seconds by which it may have passed
 */
export async function readCookie(c: Asked, purpose: Purpose, over = 0): Promise<JWTPayload | undefined> {
  const { parts } = c.var;
  const token = getCookie(c, cookieName(parts, purpose));
  if (!token) return undefined;
  return readWith(parts, `cookie:${purpose}`, (key) =>
    jwtVerify(token, key, {
      algorithms: ['HS256'],
      currentDate: new Date(clockOf(parts)),
      clockTolerance: over,
      requiredClaims: ['exp', 'jti'],
    }).then(
      ({ payload }) => payload,
      () => undefined,
    ),
  );
}

export function takeCookie(c: Asked, purpose: Purpose): void {
  deleteCookie(c, cookieName(c.var.parts, purpose), options(c.var.parts));
}
