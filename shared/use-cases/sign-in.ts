import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant, plus } from '#calendar/london.ts';
import { sameAddress } from '#domain/people/person.ts';
import { type Knowing, keyed, keyFor, readWith } from '#links/keyed.ts';
import { type Allowance, take } from '#records/allowances.ts';
import { notePostTrouble, postTrouble } from '#records/post-trouble.ts';
import {
  type AskedFor,
  countTry,
  type Held,
  holdSignIn,
  readSignIn,
  type SignIn,
  saveSignIn,
  useUp,
} from '#records/sign-ins.ts';
import { type Leading, leadAccess } from './lead-access.ts';
import type { Parts } from './parts.ts';

const LASTS = 'PT10M';
const MOST_TRIES = 5;
const DIGITS = 6;

/** how long nobody is promised a code after one could not be sent */
const TROUBLE_LASTS = 'PT5M';

/** Codes in a stretch of time. What one place can ask for is less than what an address can get: no stranger uses it up alone. */
const LIMITS = {
  browser: { most: 10, within: 'PT1H' },
  address: { most: 10, within: 'PT1H' },
  'source-and-address': { most: 5, within: 'PT1H' },
  source: { most: 60, within: 'P1D' },
} as const satisfies Record<string, Omit<Allowance, 'of'>>;

export type Limit = keyof typeof LIMITS;

/** Somebody who asks for a code. */
export interface Asking extends AskedFor {
  /** the id of a browser in which this address has signed in before */
  readonly browser?: string | undefined;
  /** where the request comes from on the network */
  readonly source?: string | undefined;
}

/** What came of it: the same for a lead and for anybody else, save that a lead gets an email. */
export type CodeAsked =
  | { readonly came: 'asked' | 'already' }
  | { readonly came: 'held'; readonly held: Held; readonly limit?: Limit; readonly error?: unknown };

/** Six digits that follow from the secret, the address, the browser's request and the moment: nothing to keep, nothing to leak. */
export function codeFor(key: Buffer, { address, ask }: AskedFor, issued: Instant): string {
  const digest = createHmac('sha256', key)
    .update(`${sameAddress(address)}\n${ask}\n${issued}`)
    .digest();
  return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * Sends a code to a lead, good in the browser that asked for it. Everything is counted and kept alike whether or not the
 * address is a lead's. Asked twice within a minute by one press of the button, one code goes.
 * @param write makes the email, `send` hands it over: it is made for anybody, and goes to leads alone
 */
export async function sendCode<Email>(
  parts: Pick<Parts, 'table' | 'now' | 'secret'> &
    Leading & {
      readonly write: (code: string, key: string) => Promise<Email>;
      readonly send: (email: Email) => Promise<unknown>;
    },
  asking: Asking,
): Promise<CodeAsked> {
  const { table } = parts;
  const now = parts.now();
  const last = await readSignIn(table, asking);
  if (last && isJustAsked(last, now)) return cameOf(last);
  const code: SignIn = { issued: now, until: plus(now, LASTS), tries: 0 };
  if (!(await saveSignIn(table, asking, last, code, plus(now, 'P1D')))) return { came: 'already' };
  const hold = async (held: Held, why: { limit?: Limit; error?: unknown } = {}): Promise<CodeAsked> => {
    await holdSignIn(table, asking, now, held);
    return { came: 'held', held, ...why };
  };
  const used = await firstUsedUp(parts, asking, now);
  if (used) return hold({ why: 'limit', until: used.until }, { limit: used.limit });
  const trouble = await postTrouble(table);
  if (trouble && trouble > now) return hold({ why: 'no-post', until: trouble });
  const [{ may }, email] = await Promise.all([
    leadAccess(parts, asking.address),
    parts.write(codeFor(await keyFor(parts, 'code', 'now'), asking, now), `sign-in-code/${now}/${asking.ask}`),
  ]);
  if (!may) return { came: 'asked' };
  try {
    await parts.send(email);
    return { came: 'asked' };
  } catch (error) {
    const until = plus(now, TROUBLE_LASTS);
    await notePostTrouble(table, until);
    return hold({ why: 'no-post', until }, { error });
  }
}

const isJustAsked = ({ issued, tries }: SignIn, now: Instant): boolean => plus(issued, 'PT1M') > now && tries === 0;

/** Has a browser asked less than a minute ago, and not tried its code? Then its next press of the button, in any tab, is the same. */
export async function hasJustAsked({ table, now }: Pick<Parts, 'table' | 'now'>, which: AskedFor): Promise<boolean> {
  const last = await readSignIn(table, which);
  return last !== undefined && isJustAsked(last, now());
}

const cameOf = ({ held }: SignIn): CodeAsked => (held ? { came: 'held', held } : { came: 'already' });

/** The first limit that is used up, and when it is there again. */
async function firstUsedUp(
  parts: Pick<Parts, 'table'> & Knowing,
  { address, browser, source }: Asking,
  now: Instant,
): Promise<{ readonly limit: Limit; readonly until: Instant } | undefined> {
  const key = await keyFor(parts, 'allowance');
  const who = keyed(key, sameAddress(address));
  const from = source && keyed(key, `source ${source}`);
  const counted: readonly (readonly [Limit, string])[] = browser
    ? [['browser', `${browser}:${who}`]]
    : [
        ...(from ? ([['source', from] as const, ['source-and-address', `${from}:${who}`] as const] as const) : []),
        ['address', who],
      ];
  for (const [limit, of] of counted) {
    const until = await take(parts.table, { of: `${limit}:${of}`, ...LIMITS[limit] }, now);
    if (until) return { limit, until };
  }
  return undefined;
}

/** Whether this is the code that was sent to that browser's request; each works once, for ten minutes, and may be tried five times. */
export const checkCode = (
  parts: Pick<Parts, 'table' | 'now' | 'secret'> & Leading,
  which: AskedFor,
  code: string,
): Promise<Checked> =>
  // one that could not be sent may have come all the same
  tryCode(
    parts,
    which,
    code,
    async ({ held }) => held?.why !== 'limit' && (await leadAccess(parts, which.address)).may,
  );

export type Checked = 'right' | 'wrong' | 'too-late' | 'too-many-tries';

/** The same, for whatever a code is for. @param may whether it opens anything by now */
export async function tryCode(
  parts: Pick<Parts, 'table' | 'now' | 'secret'>,
  which: AskedFor,
  code: string,
  may: (asked: SignIn) => Promise<boolean>,
): Promise<Checked> {
  const { table, now } = parts;
  const asked = await readSignIn(table, which);
  if (!asked) return 'wrong';
  if (now() >= asked.until || asked.tries > MOST_TRIES) return 'too-late';
  if (!(await countTry(table, which, asked.issued, MOST_TRIES))) return 'too-many-tries';
  const given = Buffer.from(code.replace(/\s/g, ''));
  const isRight = await readWith(parts, 'code', (key) => {
    const expected = Buffer.from(codeFor(key, which, asked.issued));
    return (expected.length === given.length && timingSafeEqual(expected, given)) || undefined;
  });
  if (!isRight || !(await may(asked))) return 'wrong';
  return (await useUp(table, which, asked.issued, MOST_TRIES)) ? 'right' : 'too-late';
}
