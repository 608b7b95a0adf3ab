import { createMiddleware } from 'hono/factory';
import { readPosted } from '#web/kit/fields/posted.ts';
import { refusal } from '#web/kit/page.ts';
import type { Web, WebParts } from '#web/kit/web-parts.ts';
import { note, pageOf, whoOf } from './log.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** On every answer, whatever it is. A page is never kept; an asset sets its own `Cache-Control`. */
export const headers = createMiddleware<Web>(async (c, next) => {
  await next();
  c.header('Content-Security-Policy', POLICY);
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('X-Frame-Options', 'DENY');
  c.header('X-Robots-Tag', 'noindex, nofollow');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (c.var.parts.origin.startsWith('https:'))
    c.header('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
});

/** On one machine the site has two names. */
const sameSite = (origin: string): string => origin.replace(/^http:\/\/localhost(?=:|$)/, 'http://127.0.0.1');

const fromOurPage = ({ origin }: WebParts, request: Request): boolean => {
  const said = request.headers.get('Origin');
  const site = request.headers.get('Sec-Fetch-Site');
  // under our own `no-referrer` browsers say "null"; then the other header, which no page can set, must not contradict
  if (said && said !== 'null' && sameSite(said) !== sameSite(origin)) return false;
  return site === null || site === 'same-origin' || site === 'none';
};

/** Only reads and posts, and a post comes from our own pages. Nothing of its body is read for that. */
export const fromHere = createMiddleware<Web>(async (c, next) => {
  const { method } = c.req;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return refusal(c, 405);
  if (method === 'POST' && !fromOurPage(c.var.parts, c.req.raw)) return refusal(c, 403);
  return next();
});

/** What a post holds is read here, once, for all that follows; whoever may not post was turned away before. */
export const posted = createMiddleware<Web>(async (c, next) => {
  if (c.req.method !== 'POST') return next();
  const read = await readPosted(c.req);
  if (!read) return refusal(c, 400);
  c.set('posted', read.fields);
  c.set('files', read.files);
  return next();
});

/** A link that does not work, or works no more, is told of: which page, never the link. */
export const refusedLinks = createMiddleware<Web>(async (c, next) => {
  await next();
  const { status } = c.res;
  if (status === 404 || status === 410)
    note(c.var.parts, { what: 'link-refused', why: status === 404 ? 'unknown' : 'stopped', ...pageOf(c) });
});

/** What leaves as a file is told of. */
export const exported = createMiddleware<Web>(async (c, next) => {
  await next();
  const { parts, session } = c.var;
  if (!session || !c.res.headers.get('Content-Disposition')?.startsWith('attachment')) return;
  const cohort = c.var.cohort?.id;
  note(parts, {
    what: 'exported',
    who: await whoOf(parts, session.address),
    ...pageOf(c),
    ...(cohort && { cohort }),
  });
});
