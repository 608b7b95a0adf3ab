import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CohortId, RequestId, Urn } from '#domain/ids.ts';

/** What a link in an email about somebody’s own data stands for: one request at one school, and nothing else. */
export interface DataLink {
  readonly cohort: CohortId;
  readonly urn: Urn;
  /** `copy-1`, `erase-2` */
  readonly request: RequestId;
}

/** As long as that of any other link. */
const MAC_BYTES = 24;

/** A purpose of its own: such a link is no link to anything that is to be done, nor one of those such a link. */
const mac = (secret: string, said: string): Buffer =>
  createHmac('sha256', secret).update(`own-data:${said}`).digest().subarray(0, MAC_BYTES);

export function writeDataLink(secret: string, { cohort, urn, request }: DataLink): string {
  const said = [cohort, urn, request].join('.');
  return `${said}.${mac(secret, said).toString('base64url')}`;
}

/** Undefined unless this product wrote it. */
export function readDataLink(secret: string, text: string): DataLink | undefined {
  const [cohort, urn, request, given, ...more] = text.split('.');
  if (!cohort || !urn || !request || !given || more.length > 0) return undefined;
  const expected = mac(secret, [cohort, urn, request].join('.'));
  const actual = Buffer.from(given, 'base64url');
  const isOurs = actual.length === expected.length && timingSafeEqual(actual, expected);
  return isOurs && actual.toString('base64url') === given ? { cohort, urn, request } : undefined;
}
