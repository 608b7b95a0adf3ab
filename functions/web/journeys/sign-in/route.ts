import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { plus } from '#calendar/london.ts';
import { sameAddress } from '#domain/people/person.ts';
import { type Held, readSignIn } from '#records/sign-ins.ts';
import { dateDrafts } from '#use-cases/drafts.ts';
import { writeSignInCode } from '#use-cases/send-sign-in-code.ts';
import { type CodeAsked, checkCode, hasJustAsked, sendCode } from '#use-cases/sign-in.ts';
import { clockOf, giveCookie, readCookie, takeCookie } from '#web/kit/cookies.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { ownPlace } from '#web/kit/own-place.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { note, noteError, whoOf } from '#web/kit/security/log.ts';
import { beginSession, endSession } from '#web/kit/session.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { momentShown } from '#web/kit/words/moment.ts';
import { isAsk, signInAddress, signInCode } from './form.ts';
import { knownFor, makeKnown } from './known-browser.ts';

/** A lead types an address, gets a code by email, types the code. No page says who is a lead. */
export const signIn = new Hono<Web>();

/** How long the page waits for the code; the code itself lasts ten minutes. */
const WAITS = 'PT15M';

/** Where to go on afterwards: a page of the leads' own, nothing that another site could have put there. */
const nextOf = (given: string | undefined): string => ownPlace(given) ?? '/cohorts';

/** Each page that asks has a number of its own: its button pressed twice asks once. */
const form = (next: string) => ({
  title: 'Sign in',
  back: '/',
  next,
  ask: randomBytes(16).toString('base64url'),
});

signIn.get('/sign-in', (c) => page(c, 'journeys/sign-in/address', form(nextOf(c.req.query('next')))));

signIn.post('/sign-in', async (c) => {
  const { parts, posted } = c.var;
  const next = nextOf(posted.next);
  const typed = read(signInAddress, posted);
  if ('faults' in typed) return mend(c, 'journeys/sign-in/address', { ...form(next), posted, ...typed });
  const { email } = typed.values;
  const ask = (await justAsked(c, email)) ?? (isAsk(posted.ask) ? posted.ask : form(next).ask);
  const sent = await (parts.evenly ?? ((work) => work()))(() => askForCode(c, email, ask));
  if (sent.came === 'held')
    return mend(c, 'journeys/sign-in/address', {
      ...form(next),
      posted,
      faults: [{ field: 'email', sentence: heldInWords(c, sent.held) }],
    });
  await giveCookie(c, 'signing-in', { sub: email, jti: ask }, plus(clockOf(parts), WAITS));
  return goTo(c, `/sign-in/code?next=${encodeURIComponent(next)}`);
});

/** The same for everybody whose allowance is used up, or whom no code can reach now, lead or not. */
function heldInWords(c: Asked, { why, until }: Held): string {
  const when = momentShown(until, clockOf(c.var.parts));
  return why === 'limit'
    ? `You cannot ask for another code for this address until ${when}. A code that you have had already still works in the browser that asked for it`
    : `We cannot send codes at the moment. Try again at ${when}`;
}

async function askForCode(c: Asked, address: string, ask: string): Promise<CodeAsked> {
  const { parts } = c.var;
  const browser = await knownFor(c, address);
  const who = await whoOf(parts, address);
  const sent = await sendCode(
    {
      ...parts,
      now: () => clockOf(parts),
      write: (code, key) => writeSignInCode(parts, address, code, key),
      send: (email) => parts.post.send(email),
    },
    { address, ask, browser, source: parts.sourceOf?.(c) },
  );
  if (sent.came === 'asked') note(parts, { what: 'code-asked', who, known: browser !== undefined });
  else if (sent.came === 'held' && sent.held.why === 'limit')
    note(parts, { what: 'limit-hit', who, limit: sent.limit ?? 'unknown' });
  else if (sent.came === 'held') note(parts, { what: 'code-not-sent', who });
  if (sent.came === 'held' && sent.error) noteError(c, sent.error);
  return sent;
}

const codeForm = (next: string, address: string) => ({
  title: 'Check your email',
  back: `/sign-in?next=${encodeURIComponent(next)}`,
  next,
  address,
});

/** Which code this browser asked for, and whose. */
async function asking(c: Asked): Promise<{ readonly address: string; readonly ask: string } | undefined> {
  const { sub: address, jti: ask } = (await readCookie(c, 'signing-in')) ?? {};
  return address && ask ? { address, ask } : undefined;
}

/** What this browser asked for that address a moment ago, from this tab or another. */
async function justAsked(c: Asked, address: string): Promise<string | undefined> {
  const { parts } = c.var;
  const before = await asking(c);
  const same = before && sameAddress(before.address) === sameAddress(address);
  return same && (await hasJustAsked({ table: parts.table, now: () => clockOf(parts) }, before))
    ? before.ask
    : undefined;
}

signIn.get('/sign-in/code', async (c) => {
  const next = nextOf(c.req.query('next'));
  const signing = await asking(c);
  if (!signing) return goTo(c, '/sign-in');
  const { held } = (await readSignIn(c.var.parts.table, signing)) ?? {};
  return page(c, 'journeys/sign-in/code', {
    ...codeForm(next, signing.address),
    ...(held && { held: heldInWords(c, held) }),
  });
});

const wrong = {
  wrong: 'That is not the code in our latest email. Check it and type it again',
  'too-late':
    'This code has run out or has been used. If you have just used it, go to your cohorts. If not, ask for a new one',
  'too-many-tries': 'A wrong code was typed too often. Go back and ask for a new one',
} as const;

signIn.post('/sign-in/code', async (c) => {
  const { parts, posted } = c.var;
  const next = nextOf(posted.next);
  const signing = await asking(c);
  // in a browser that is signed in by now, the code was typed in another tab
  if (!signing) return goTo(c, c.var.session ? next : '/sign-in');
  const own = posted.own === 'yes';
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/sign-in/code', { ...codeForm(next, signing.address), typed: posted.code, own, faults });
  const typed = read(signInCode, posted);
  if ('faults' in typed) return again(typed.faults);
  const who = await whoOf(parts, signing.address);
  const found = await checkCode({ ...parts, now: () => clockOf(parts) }, signing, typed.values.code);
  // pressed again in a browser that is signed in by now
  if (found === 'too-late' && c.var.session?.address === signing.address.toLowerCase()) return goTo(c, next);
  if (found !== 'right') {
    note(parts, { what: 'code-refused', who, why: found });
    return again([{ field: 'code', sentence: wrong[found] }]);
  }
  takeCookie(c, 'signing-in');
  // whoever was signed in here before is out: no id outlives a sign-in
  if (c.var.session) await endSession(c, c.var.session);
  await dateDrafts(parts, signing.address);
  const { id } = await beginSession(c, signing.address, own);
  await makeKnown(c, signing.address);
  note(parts, { what: 'signed-in', who, session: id, own });
  return goTo(c, next);
});

signIn.post('/sign-out', async (c) => {
  const { parts, session } = c.var;
  if (session) {
    await endSession(c, session);
    const who = await whoOf(parts, session.address);
    note(parts, { what: 'session-ended', who, session: session.id, everywhere: false });
  }
  return goTo(c, '/');
});
