import { createApp } from '#functions/web/app.ts';
import type { Edition } from '#infra/local/edition.ts';
import { Visitor } from '#test/functions/web/visitor.ts';
import { addressOf, emails, headerOf } from '#test/journeys/people.ts';
import { followLink } from '#use-cases/follow-link.ts';
import type { LogEvent } from '#web/kit/web-parts.ts';
import type { Recorded } from './recorded.ts';

/** The site over an edition's records, without its banner. Errors of pages are told to `log`. */
export function visitorOf(
  { url, scheduler }: Edition,
  lead: string,
  log: (event: LogEvent) => void = () => {},
): Visitor {
  return new Visitor(createApp({ ...scheduler.parts, leads: [lead], log }), url);
}

/** Paths of the links in all emails that an edition's inbox holds, to whom each went, oldest first. */
export async function linksSent(edition: Edition): Promise<readonly { readonly to: string; readonly path: string }[]> {
  const all = await emails({ url: edition.url, inboxUrl: edition.inbox.url, cohort: '', lead: '' });
  const found = all.flatMap((email) =>
    (email.body.text?.match(/http\S+\/(?:owed|sessions|calendar|your-data)\/[^\s<>]+/g) ?? []).map((link) => ({
      to: addressOf(email),
      path: new URL(link).pathname,
    })),
  );
  return [...new Map(found.map((one) => [one.path, one])).values()];
}

/** What a link answers now, and what the thing that it leads to has come to. */
export async function lookAt(edition: Edition, visitor: Visitor, path: string): Promise<Recorded['links'][number]> {
  const { status } = await visitor.get(path);
  const text = /^\/owed\/([^/]+)$/.exec(path)?.[1];
  return { path, status, ...(text && { state: (await followLink(edition.scheduler.parts, text)).state }) };
}

/** Signs in as the lead by a code from the inbox. */
export async function signIn(edition: Edition, visitor: Visitor, lead: string): Promise<void> {
  await visitor.fill('/sign-in', { email: lead });
  const all = await emails({ url: edition.url, inboxUrl: edition.inbox.url, cohort: '', lead });
  const code = all.findLast((email) => headerOf(email, 'X-Drumbeat-Kind') === 'sign-in-code')?.body.text;
  await visitor.post('/sign-in/code', { code: /\b\d{6}\b/.exec(code ?? '')?.[0] ?? '' });
}
