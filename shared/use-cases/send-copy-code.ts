import { plus } from '#calendar/london.ts';
import { compose } from '#email/compose.ts';
import { keyFor } from '#links/keyed.ts';
import { take } from '#records/allowances.ts';
import { type Held, holdSignIn, readSignIn, type SignIn, saveSignIn } from '#records/sign-ins.ts';
import type { OwnRequest } from './follow-data-link.ts';
import { codeLetters } from './letters/codes.ts';
import type { Parts } from './parts.ts';
import { type Checked, codeFor, tryCode } from './sign-in.ts';

type Open = Extract<OwnRequest, { state: 'open' }>;

const LASTS = 'PT10M';

/** how long nobody is promised a code after one could not be sent */
const TROUBLE_LASTS = 'PT5M';

/** Whoever has the link cannot fill an inbox with codes. */
const MOST = { most: 10, within: 'PT1H' } as const;

/** Whose code it is: of one request, not of an address, so that no code to sign in opens a copy, and none the other way. */
export const copyOf = ({ partnership, asked }: Pick<OwnRequest, 'partnership' | 'asked'>): string =>
  `copy:${partnership.id}/${asked.id}`.toLowerCase();

/**
 * Sends the code that opens a copy to the address on record, good in the browser that asked for it alone. It keeps no record:
 * what is lost is asked for again. Answers, where no code goes, why, and when one can be asked for again.
 */
export async function sendCopyCode(
  parts: Pick<Parts, 'table' | 'now' | 'secret' | 'post' | 'sender'>,
  request: Open,
  browser: string,
): Promise<{ readonly held?: Held | undefined; readonly error?: unknown }> {
  const { table } = parts;
  const now = parts.now();
  const which = { address: copyOf(request), ask: browser };
  const last = await readSignIn(table, which);
  // by one press of the button
  if (last && plus(last.issued, 'PT1M') > now && last.tries === 0) return { held: last.held };
  const issued: SignIn = { issued: now, until: plus(now, LASTS), tries: 0 };
  if (!(await saveSignIn(table, which, last, issued, plus(now, 'P1D')))) return {};
  const hold = async (held: Held) => {
    await holdSignIn(table, which, now, held);
    return held;
  };
  const until = await take(table, { of: copyOf(request), ...MOST }, now);
  if (until) return { held: await hold({ why: 'limit', until }) };
  const { person } = request;
  const from = { name: 'Drumbeat', email: parts.sender };
  const kind = 'copy-code';
  const key = `${kind}/${now}/${browser}`;
  const code = codeFor(await keyFor(parts, 'code', 'now'), which, now);
  const raw = await compose({
    letter: codeLetters[kind].template({ name: person.name, code }),
    kind,
    key,
    from,
    to: person,
    replyTo: from,
    date: now,
  });
  try {
    await parts.post.send({ to: person.email, raw, key, kind });
    return {};
  } catch (error) {
    return { held: await hold({ why: 'no-post', until: plus(now, TROUBLE_LASTS) }), error };
  }
}

/** Whether this is the code that was last sent, in the browser that asked for it. */
export const checkCopyCode = (
  parts: Pick<Parts, 'table' | 'now' | 'secret'>,
  request: Open,
  code: string,
  browser: string,
): Promise<Checked> =>
  tryCode(parts, { address: copyOf(request), ask: browser }, code, async ({ held }) => held?.why !== 'limit');
