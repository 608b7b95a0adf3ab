import { Hono } from 'hono';
import { sendSignInCode } from '../../../shared/use-cases/send-sign-in-code.ts';
import { checkCode, sendCode } from '../../../shared/use-cases/sign-in.ts';
import { type Fault, read } from '../forms/fault.ts';
import { signInAddress, signInCode } from '../forms/sign-in.ts';
import { goTo, mend, page } from '../page.ts';
import { begin, forget, remembered } from '../session.ts';
import type { Web } from '../web-parts.ts';
import { signedIn } from './own-cohort.ts';

/** A lead types her address, gets a code by email, types the code. The page never says who is a lead. */
export const signIn = new Hono<Web>();

/** Where to go on afterwards: a page of the leads' own, nothing that another site could have put there. */
const nextOf = (given: string | undefined): string =>
  given && /^\/cohorts(\/[\w/-]*)?$/.test(given) ? given : '/cohorts';

const form = { title: 'Sign in', back: '/' };

signIn.get('/sign-in', (c) => page(c, 'sign-in/address', { ...form, next: nextOf(c.req.query('next')) }));

signIn.post('/sign-in', async (c) => {
  const { parts, posted } = c.var;
  const next = nextOf(posted.next);
  const typed = read(signInAddress, posted);
  if ('faults' in typed) return mend(c, 'sign-in/address', { ...form, next, posted, ...typed });
  const { email } = typed.values;
  await sendCode({ ...parts, sendMail: (to, code, key) => sendSignInCode(parts, to, code, key) }, email);
  await begin(c, 'signing-in', email);
  return goTo(c, `/sign-in/code?next=${encodeURIComponent(next)}`);
});

const codeForm = (next: string, address: string) => ({
  title: 'Check your email',
  back: `/sign-in?next=${encodeURIComponent(next)}`,
  next,
  address,
});

signIn.get('/sign-in/code', async (c) => {
  const next = nextOf(c.req.query('next'));
  const signing = await remembered(c, 'signing-in');
  return signing ? page(c, 'sign-in/code', codeForm(next, signing.address)) : goTo(c, '/sign-in');
});

const wrong = {
  wrong: 'That is not the code in our latest email. Check it and type it again',
  'too-late':
    'This code has run out or has been used. If it was you who used it, go to your cohorts; else ask for a new one',
  'too-many-tries': 'A wrong code was typed too often. Go back and ask for a new one',
} as const;

signIn.post('/sign-in/code', async (c) => {
  const { parts, posted } = c.var;
  const next = nextOf(posted.next);
  const signing = await remembered(c, 'signing-in');
  if (!signing) return goTo(c, '/sign-in');
  const again = (faults: readonly Fault[]) =>
    mend(c, 'sign-in/code', { ...codeForm(next, signing.address), typed: posted.code, faults });
  const typed = read(signInCode, posted);
  if ('faults' in typed) return again(typed.faults);
  const found = await checkCode(parts, signing.address, typed.values.code);
  // pressed again in a browser that is signed in by now
  if (found === 'too-late' && c.var.session?.address === signing.address) return goTo(c, next);
  if (found !== 'right') return again([{ field: 'code', sentence: wrong[found] }]);
  forget(c, 'signing-in');
  await begin(c, 'session', signing.address);
  return goTo(c, next);
});

signIn.post('/sign-out', signedIn, (c) => {
  forget(c, 'session');
  return goTo(c, '/');
});
