import { Hono } from 'hono';
import { askForLink } from '#use-cases/ask-for-link.ts';
import { signInAddress } from '#web/journeys/sign-in/form.ts';
import { read } from '#web/kit/fields/fault.ts';
import { mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/**
 * For the reader of an email who wants a new link in the place of the one that brought them. It goes to the address on
 * record, and only if that is what was typed. Both pages are the same for everybody, whatever the link is or was.
 */
export const freshLink = new Hono<Web>();

const form = (action: string, title: string) => ({ title, action });

const GET_ONE = 'Get a new link';

freshLink.get('/', (c) => page(c, 'journeys/links/fresh', form(c.req.path, GET_ONE)));

freshLink.post('/', async (c) => {
  const { parts, posted } = c.var;
  const typed = read(signInAddress, posted);
  if ('faults' in typed) return mend(c, 'journeys/links/fresh', { ...form(c.req.path, GET_ONE), posted, ...typed });
  await askForLink(parts, c.req.param('link') ?? '', typed.values.email);
  return page(c, 'journeys/links/fresh-sent', { title: 'Check your email' });
});

/** A link that has been ended, or that a secret signed which signs no more: it shows nothing but the way to a new one. */
export const showEndedLink = (c: Asked, base: string): Promise<Response> =>
  page(c, 'journeys/links/fresh', { ...form(`${base}/fresh`, 'This link no longer works'), ended: true }, 410);
