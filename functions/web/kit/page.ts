import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isStopped } from '#domain/messages/stoppage.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { readStoppage } from '#records/stoppage.ts';
import { momentInWords } from '#wording/wording.ts';
import { clockOf } from './cookies.ts';
import { type LeadSession, type Self, speaksForSchool } from './readers.ts';
import { render } from './render.ts';
import { note, pageOf } from './security/log.ts';
import { endsSoon, formToken } from './session.ts';
import type { Asked } from './web-parts.ts';
import { momentShown } from './words/moment.ts';

/** A page from a template, with what every page shows about who is reading. */
export async function page(
  c: Asked,
  view: string,
  data: object = {},
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { parts, session } = c.var;
  const html = render(view, {
    self: selfShown(c.var.self),
    ...data,
    signedIn: session && sessionShown(c, session),
    noEmailsSince: session && (await stoppedSince(parts)),
    csrf: session && (await formToken(parts, session)),
    banner: await parts.banner?.(pathOf(c)),
  });
  return c.html(html, status);
}

/** Until when the reader is signed in; in the last half-hour each page says so and offers to stay. */
const sessionShown = (c: Asked, session: LeadSession) => ({
  until: momentShown(session.until, clockOf(c.var.parts)),
  endsSoon: endsSoon(c.var.parts, session),
  here: c.req.method === 'GET' ? pathOf(c) : '',
});

/** For leads: since when no email goes, if none does. A page that can be shown is, whatever else fails. */
async function stoppedSince({ table }: Asked['var']['parts']): Promise<string | undefined> {
  const stoppage = await readStoppage(table).catch(() => undefined);
  return isStopped(stoppage) ? momentInWords(stoppage.since) : undefined;
}

/** What somebody who came by a link of their own may say of their part. */
const selfShown = (self: Self | undefined) =>
  self && hasEnded(self.partnership.stage)
    ? { base: self.base, over: true }
    : self
      ? {
          base: self.base,
          closes: self.closes,
          participant: ['teacher', 'coach', 'mentor'].includes(self.person.role),
          forSchool: speaksForSchool(self),
        }
      : undefined;

const pathOf = (c: Asked): string => c.req.path + (c.req.method === 'GET' ? new URL(c.req.url).search : '');

/** A form again, with what is wrong with it. */
export const mend = (c: Asked, view: string, data: object): Promise<Response> => page(c, view, data, 422);

/** Sends the reader on after a post, so that reloading the page posts nothing. */
export const goTo = (c: Asked, path: string): Response => c.redirect(path, 303);

/** A page that says in plain words why there is nothing else to see. */
export function refusal(c: Asked, status: keyof typeof refusals): Promise<Response> {
  if (status === 403 || status === 405 || status === 413) note(c.var.parts, { what: 'refused', status, ...pageOf(c) });
  return page(c, 'kit/refusal', refusals[status], status);
}

const refusals = {
  400: {
    title: 'We could not read what was sent',
    sentences: ['Go back to the page you came from and send the form again.'],
  },
  403: {
    title: 'This form did not come from one of our pages',
    sentences: [
      'Nothing has been changed.',
      'Open the page again and send the form from there. If you came from an email, use its link.',
    ],
  },
  404: {
    title: 'Page not found',
    sentences: [
      'If you typed the address, check that it is right. If you copied it from an email, check that you copied all of it.',
      'If you are signed in, the page may belong to another programme lead.',
    ],
  },
  405: { title: 'This page cannot be used like that', sentences: ['Nothing has been changed.'] },
  413: {
    title: 'What you sent is too large',
    sentences: ['Go back and send less: answers of up to 4,000 characters each, or files of up to 1.5 MB together.'],
  },
  500: {
    title: 'There is a problem with the service',
    sentences: [
      'Nothing you saved is lost. Go back and try again in a few minutes.',
      'If it keeps happening, reply to the email that brought you here; it reaches the programme lead.',
    ],
  },
} as const;
