import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { plus } from '#calendar/london.ts';
import type { Held } from '#records/sign-ins.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { followDataLink, type OwnRequest } from '#use-cases/follow-data-link.ts';
import { gatherData } from '#use-cases/personal-data.ts';
import { checkCopyCode, copyOf, sendCopyCode } from '#use-cases/send-copy-code.ts';
import { signInCode } from '#web/journeys/sign-in/form.ts';
import { clockOf, giveCookie, readCookie, takeCookie } from '#web/kit/cookies.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { render } from '#web/kit/render.ts';
import { note, noteError } from '#web/kit/security/log.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { momentInWords } from '#wording/wording.ts';
import { ownCopy } from './copy.ts';
import { erasingInWords, staysInWords } from './stays.ts';

/** For somebody who asked for a copy of what is kept about them, or to have it erased: by the link that was sent to them. */
export const yourData = new Hono<Web>();

yourData.use('/:link/*', async (c, next) => {
  const found = await followDataLink(c.var.parts, c.req.param('link') ?? '');
  if (!found) return page(c, 'journeys/links/unknown', { title: 'This link does not work' }, 404);
  if (found.state !== 'open') return showOver(c, found);
  c.set('ownRequest', found);
  return next();
});

const LINK = '/:link';

const baseOf = (c: Asked) => `/your-data/${c.req.param('link')}`;

/** Done, or its time is over: it starts nothing any more. */
const showOver = (c: Asked, { state, asked, cohort }: Exclude<OwnRequest, { state: 'open' }>): Promise<Response> =>
  page(
    c,
    'kit/noted',
    {
      title: state === 'done' ? 'Your data has been erased' : 'This link has ended',
      sentences:
        state === 'done'
          ? ['You do not have to do anything else.', 'What stays, and for how long, is in the privacy notice.']
          : [
              asked.what === 'copy'
                ? 'The link to your copy worked for 14 days, at the address that we had then.'
                : 'The link to confirm worked for 28 days, at the address that we had then. Nothing was erased.',
              'To ask again, use the page of one of your own links, or write to the programme lead.',
            ],
      lead: cohort.lead,
    },
    state === 'done' ? 200 : 410,
  );

yourData.get(LINK, (c) => (c.var.ownRequest.asked.what === 'copy' ? showCopyStart(c) : showErasing(c)));

/** No page promises a code that does not come. */
const showHeld = (c: Asked, { why, until }: Held): Promise<Response> =>
  page(c, 'kit/noted', {
    title: why === 'limit' ? 'No more codes for now' : 'We cannot send codes at the moment',
    sentences: [
      why === 'limit'
        ? `We have sent as many codes for this copy as we send in one hour. You can ask for another at ${momentInWords(until)}.`
        : `There is a problem with our email service. Open the link to your copy again at ${momentInWords(until)}.`,
    ],
    lead: c.var.ownRequest.cohort.lead,
  });

/** The browser is known from its first page on, so that a button pressed twice sends one code. */
const browserOf = async (c: Asked): Promise<string> =>
  (await opening(c, 'opening-copy')) ?? (await begin(c, 'opening-copy'));

const showCopyStart = async (c: Asked): Promise<Response> => {
  await browserOf(c);
  const { partnership, cohort, asked } = c.var.ownRequest;
  return page(c, 'journeys/own-data/start', {
    title: 'Open your copy',
    school: partnership.school,
    cohort,
    base: baseOf(c),
    until: asked.until && momentInWords(asked.until),
  });
};

const copyAsked = (c: Asked): boolean => c.var.ownRequest.asked.what === 'copy';

yourData.post(`${LINK}/send`, async (c) => {
  if (!copyAsked(c)) return goTo(c, baseOf(c));
  const { held, error } = await sendCopyCode(c.var.parts, c.var.ownRequest, await browserOf(c));
  if (error) noteError(c, error);
  return held ? showHeld(c, held) : goTo(c, `${baseOf(c)}/code`);
});

const LASTS = { 'opening-copy': 'PT15M', 'own-copy': 'PT1H' } as const;

/** Lets this browser wait for a code, or see the copy: of this request alone. */
async function begin(c: Asked, purpose: keyof typeof LASTS): Promise<string> {
  const id = randomUUID();
  const until = plus(clockOf(c.var.parts), LASTS[purpose]);
  await giveCookie(c, purpose, { sub: copyOf(c.var.ownRequest), jti: id }, until);
  return id;
}

/** The browser that asked for a code to this very copy, or entered it; undefined for any other. */
async function opening(c: Asked, purpose: keyof typeof LASTS): Promise<string | undefined> {
  const found = await readCookie(c, purpose);
  return found?.sub === copyOf(c.var.ownRequest) ? found.jti : undefined;
}

const codeForm = (c: Asked) => ({ title: 'Check your email', back: baseOf(c), action: `${baseOf(c)}/code` });

yourData.get(`${LINK}/code`, async (c) =>
  copyAsked(c) && (await opening(c, 'opening-copy'))
    ? page(c, 'journeys/own-data/code', codeForm(c))
    : goTo(c, baseOf(c)),
);

const wrong = {
  wrong: 'The code is not correct. Check the latest email and try again',
  'too-late': 'This code has expired or has been used. Go back and ask for a new one',
  'too-many-tries': 'You have entered a wrong code too many times. Go back and ask for a new one',
} as const;

yourData.post(`${LINK}/code`, async (c) => {
  const { parts, posted, ownRequest } = c.var;
  const browser = copyAsked(c) ? await opening(c, 'opening-copy') : undefined;
  if (!browser) return goTo(c, (await opening(c, 'own-copy')) ? `${baseOf(c)}/copy` : baseOf(c));
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/own-data/code', { ...codeForm(c), typed: posted.code, faults });
  const typed = read(signInCode, posted);
  if ('faults' in typed) return again(typed.faults);
  const found = await checkCopyCode(parts, ownRequest, typed.values.code, browser);
  if (found === 'too-late' && (await opening(c, 'own-copy'))) return goTo(c, `${baseOf(c)}/copy`);
  const place = { school: ownRequest.partnership.id, seat: ownRequest.asked.person };
  if (found !== 'right') {
    note(parts, { what: 'copy-code-refused', why: found, ...place });
    return again([{ field: 'code', sentence: wrong[found] }]);
  }
  note(parts, { what: 'copy-opened', ...place });
  takeCookie(c, 'opening-copy');
  await begin(c, 'own-copy');
  return goTo(c, `${baseOf(c)}/copy`);
});

/** The copy, for the browser in which the code was entered; undefined for any other. */
async function opened(c: Asked) {
  const { parts, ownRequest: it } = c.var;
  if (!copyAsked(c) || !(await opening(c, 'own-copy'))) return undefined;
  const data = await gatherData(parts, it.partnership, it.person, it.asked.at);
  return ownCopy(it, data, parts.now());
}

yourData.get(`${LINK}/copy`, async (c) => {
  const copy = await opened(c);
  return copy ? page(c, 'journeys/own-data/copy', { ...copy, base: baseOf(c) }) : goTo(c, baseOf(c));
});

const asFile = (type: string, ending: string) => ({
  'Content-Type': `${type}; charset=utf-8`,
  'Content-Disposition': `attachment; filename="your-data.${ending}"`,
});

yourData.get(`${LINK}/your-data.json`, async (c) => {
  const copy = await opened(c);
  if (!copy) return goTo(c, baseOf(c));
  return c.body(`${JSON.stringify(copy, null, 2)}\n`, 200, asFile('application/json', 'json'));
});

yourData.get(`${LINK}/your-data.html`, async (c) => {
  const copy = await opened(c);
  return copy ? c.body(render('journeys/own-data/file', copy), 200, asFile('text/html', 'html')) : goTo(c, baseOf(c));
});

const erasing = (c: Asked) => {
  const { ownRequest: it } = c.var;
  return {
    title: 'Erase your data',
    school: it.partnership.school,
    sentences: [`This erases what is kept about you at ${it.partnership.school} in ${it.cohort.name}.`],
    follows: [...erasingInWords(it, it.person), 'This cannot be undone.'],
    stays: staysInWords,
    tick: 'I want my data erased',
    button: 'Erase my data',
    warns: true,
    action: `${baseOf(c)}/erase`,
    typed: {},
  };
};

const showErasing = (c: Asked): Promise<Response> => page(c, 'kit/ask', erasing(c));

yourData.post(`${LINK}/erase`, async (c) => {
  const { parts, posted, ownRequest: it } = c.var;
  if (copyAsked(c)) return goTo(c, baseOf(c));
  const ticked = read(confirmation('Tick the box if you want your data erased'), posted);
  if ('faults' in ticked) return mend(c, 'kit/ask', { ...erasing(c), ...ticked });
  await eraseData(parts, it.partnership.id, it.person, { request: it.asked.id }, it.person.id);
  return goTo(c, baseOf(c));
});
