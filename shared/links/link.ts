import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CohortId, ObligationId, Urn } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';

/** What a link in an email stands for: one person and one obligation, nothing else. */
export interface Link {
  readonly cohort: CohortId;
  readonly urn: Urn;
  readonly obligation: ObligationId;
  readonly person: PersonId;
  /** which of those who sat at that seat, or had links to it: 1 where left out */
  readonly sitter?: number | undefined;
  /** the obligation's link version when it was written; an earlier one than today's has been revoked */
  readonly version: number;
}

/** 192 bits of HMAC-SHA-256, as base64url. ASVS 5.0, 11.5.1 asks for 128. */
const MAC_BYTES = 24;

/** What a text is for: each has a signature of its own, so that a calendar's address never passes for a link. */
export type Purpose = 'link' | 'feed';

const mac = (secret: string, purpose: Purpose, said: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}:${said}`).digest().subarray(0, MAC_BYTES);

const said = ({ cohort, urn, obligation, person, sitter = 1, version }: Link): string =>
  [cohort, urn, obligation, sitter > 1 ? `${person}~${sitter}` : person, version].join('.');

/** The part of the path that stands for a link. The same link is the same text every time: reminders carry the one that the request did. */
export const writeLink = (secret: string, link: Link, purpose: Purpose = 'link'): string =>
  `${said(link)}.${mac(secret, purpose, said(link)).toString('base64url')}`;

/** The link that a text stands for; undefined unless this product wrote it. */
export function readLink(secret: string, text: string, purpose: Purpose = 'link'): Link | undefined {
  const parts = text.split('.');
  const [cohort, urn, obligation, sits, version, given] = parts;
  if (parts.length !== 6 || !cohort || !urn || !obligation || !sits || !version || !given) return undefined;
  const [person = '', sitter] = sits.split('~');
  const link = {
    cohort,
    urn,
    obligation,
    person,
    ...(sitter && { sitter: Number(sitter) }),
    version: Number(version),
  };
  // over the text as it came: `01` is not the version that we wrote
  const expected = mac(secret, purpose, parts.slice(0, 5).join('.'));
  const actual = Buffer.from(given, 'base64url');
  return actual.length === expected.length &&
    timingSafeEqual(actual, expected) &&
    actual.toString('base64url') === given
    ? link
    : undefined;
}
