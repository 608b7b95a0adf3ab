import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant, localDate, plus } from '../calendar/london.ts';
import { sameAddress } from '../domain/person.ts';
import { readLive } from '../links/signed.ts';
import { cohortsLedBy } from '../records/cohorts.ts';
import { countTry, readSignIn, saveSignIn, useUp } from '../records/sign-ins.ts';
import type { Parts } from './parts.ts';

const LASTS = 'PT10M';
const MOST_TRIES = 5;
const MOST_CODES_A_DAY = 12;
const DIGITS = 6;

/** Six digits that follow from the secret, the address and the moment: nothing to keep, nothing to leak. */
function codeFor(secret: string, address: string, issued: Instant): string {
  const digest = createHmac('sha256', secret)
    .update(`code:${sameAddress(address)}:${issued}`)
    .digest();
  return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** May this address sign in: does it lead a cohort, or is it one of the service's leads? */
const mayLead = async ({ table, leads }: Pick<Parts, 'table'> & { leads: readonly string[] }, address: string) =>
  leads.includes(sameAddress(address)) || (await cohortsLedBy(table, address)).length > 0;

/**
 * Sends a code to a lead. Says nothing about whether the address is one: whoever asks sees the same page.
 * Asked twice within a minute, one code goes.
 */
export async function sendCode(
  parts: Pick<Parts, 'table' | 'now' | 'secret'> & {
    leads: readonly string[];
    sendMail: (to: string, code: string, key: string) => Promise<void>;
  },
  address: string,
): Promise<void> {
  const now = parts.now();
  if (!(await mayLead(parts, address))) return;
  const last = await readSignIn(parts.table, address);
  if (last && plus(last.issued, 'PT1M') > now && last.tries === 0) return;
  const today = localDate(now);
  const sentThatDay = last?.day === today ? last.sentThatDay : 0;
  if (sentThatDay >= MOST_CODES_A_DAY) return;
  const code = { issued: now, until: plus(now, LASTS), tries: 0, day: today, sentThatDay: sentThatDay + 1 };
  if (!(await saveSignIn(parts.table, address, last, code, plus(now, 'P2D')))) return;
  await parts.sendMail(
    sameAddress(address),
    codeFor((await parts.secret('now')).current, address, now),
    `sign-in-code/${now}`,
  );
}

/** Whether this is the code that was last sent to the address; each works once, for ten minutes, and may be tried five times. */
export async function checkCode(
  { table, now, secret }: Pick<Parts, 'table' | 'now' | 'secret'>,
  address: string,
  code: string,
): Promise<'right' | 'wrong' | 'too-late' | 'too-many-tries'> {
  const last = await readSignIn(table, address);
  if (!last) return 'wrong';
  if (now() >= last.until) return 'too-late';
  if (!(await countTry(table, address, last.issued, MOST_TRIES))) return 'too-many-tries';
  const given = Buffer.from(code.replace(/\s/g, ''));
  const isRight = (key: string) => {
    const expected = Buffer.from(codeFor(key, address, last.issued));
    return (expected.length === given.length && timingSafeEqual(expected, given)) || undefined;
  };
  if (!(await readLive({ secret, now }, isRight))) return 'wrong';
  return (await useUp(table, address, last.issued, MOST_TRIES)) ? 'right' : 'too-late';
}
