import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Instant, plus } from '#calendar/london.ts';
import { sameAddress } from '#domain/people/person.ts';
import { keyFor, readWith } from '#links/keyed.ts';
import {
  endEverywhere,
  endSignedIn,
  keepSignedIn,
  noteUse,
  prolong,
  readSignedIn,
  type SignedIn,
} from '#records/signed-in.ts';
import { leadAccess } from '#use-cases/lead-access.ts';
import { clockOf, giveCookie, readCookie, takeCookie } from './cookies.ts';
import type { LeadSession } from './readers.ts';
import { note, whoOf } from './security/log.ts';
import type { Asked, WebParts } from './web-parts.ts';
import { deviceOf } from './words/device.ts';

const LASTS = { own: 'P7D', other: 'PT8H' } as const;

/** how long its cookie says whose it was, once it has run out: it opens nothing then */
const LINGERS = 'P1D';
const LINGERS_SECONDS = 24 * 60 * 60;

/** how long before its end each page says so */
const WARNS = 'PT30M';

/** how exactly its last use is kept */
const USE = 'PT10M';

const untilFor = (own: boolean, from: Instant): Instant => plus(from, own ? LASTS.own : LASTS.other);

/** The lead is signed in from now on, under an id that no cookie has had before. */
export async function beginSession(c: Asked, typed: string, own: boolean): Promise<LeadSession> {
  const { parts } = c.var;
  const now = clockOf(parts);
  const address = sameAddress(typed);
  const device = deviceOf(c.req.header('User-Agent'));
  const it: SignedIn = { id: randomUUID(), began: now, used: now, until: untilFor(own, now), own, device };
  await keepSignedIn(parts.table, address, it);
  await giveCookie(c, 'session', { sub: address, jti: it.id }, it.until, plus(it.until, LINGERS));
  return { ...it, address };
}

/**
 * Who is signed in, looked up anew at each request: what has ended on the server is over wherever its cookie is, and so
 * is every session of a lead who is disabled.
 */
export async function currentSession(c: Asked): Promise<LeadSession | undefined> {
  const { parts } = c.var;
  const { sub: address, jti: id } = (await readCookie(c, 'session')) ?? {};
  if (!address || !id) return undefined;
  const now = clockOf(parts);
  const [kept, access] = await Promise.all([readSignedIn(parts.table, address, id), leadAccess(parts, address)]);
  if (!kept || kept.until <= now) return undefined;
  if (!access.may || (access.changed && kept.began <= access.changed)) {
    takeCookie(c, 'session');
    note(parts, { what: 'lead-refused', who: await whoOf(parts, address), session: id, disabled: access.disabled });
    return undefined;
  }
  // the one thing that reading a page writes: when this browser was last used, at most every ten minutes
  if (plus(kept.used, USE) <= now) await noteUse(parts.table, address, id, now);
  return { ...kept, address };
}

/**
 * Whose session in this browser has run out by time alone, less than a day ago: neither ended by anybody nor of a lead who
 * may not be in any more. It opens nothing.
 */
export async function ranOut(c: Asked): Promise<LeadSession | undefined> {
  const { parts } = c.var;
  const { sub: address, jti: id } = (await readCookie(c, 'session', LINGERS_SECONDS)) ?? {};
  if (!address || !id) return undefined;
  const now = clockOf(parts);
  const [kept, access] = await Promise.all([readSignedIn(parts.table, address, id), leadAccess(parts, address)]);
  if (!kept || kept.until > now || plus(kept.until, LINGERS) <= now) return undefined;
  return access.may && !(access.changed && kept.began <= access.changed) ? { ...kept, address } : undefined;
}

/** The session lasts as long again from now; false where it has ended meanwhile. */
export async function stay(c: Asked, { address, id, own }: LeadSession): Promise<boolean> {
  const { parts } = c.var;
  const until = untilFor(own, clockOf(parts));
  if (!(await prolong(parts.table, address, id, until))) return false;
  await giveCookie(c, 'session', { sub: address, jti: id }, until, plus(until, LINGERS));
  return true;
}

/** Ends it on the server: a copy of its cookie opens nothing any more. */
export async function endSession(c: Asked, { address, id }: LeadSession): Promise<void> {
  await endSignedIn(c.var.parts.table, address, id);
  takeCookie(c, 'session');
}

/** Ends all of a lead's sessions, this one too, and says how many there were. */
export async function endAllSessions(c: Asked, { address }: LeadSession): Promise<number> {
  const ended = await endEverywhere(c.var.parts.table, address);
  takeCookie(c, 'session');
  return ended;
}

/** Is it in its last half-hour? */
export const endsSoon = (parts: WebParts, { until }: LeadSession): boolean => plus(clockOf(parts), WARNS) >= until;

const tokenWith = (key: Buffer, { id }: LeadSession): string =>
  createHmac('sha256', key).update(id).digest('base64url');

/** Goes into every form behind the session: another site cannot know it. */
export const formToken = async (parts: WebParts, session: LeadSession): Promise<string> =>
  tokenWith(await keyFor(parts, 'cookie:form'), session);

export async function formTokenIsRight(
  parts: WebParts,
  session: LeadSession,
  given: string | undefined,
): Promise<boolean> {
  const actual = Buffer.from(given ?? '');
  const isIt = (key: Buffer) => {
    const expected = Buffer.from(tokenWith(key, session));
    return (actual.length === expected.length && timingSafeEqual(actual, expected)) || undefined;
  };
  return (await readWith(parts, 'cookie:form', isIt)) ?? false;
}
