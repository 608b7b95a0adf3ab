import { crawl, formsOn } from './crawl.ts';
import type { Seen, Visitor } from './visitor.ts';

export interface NamedPage extends Seen {
  readonly name: string;
}

/** The pages on each of the programmes are looked at in a test of their own; those on one teacher are as on another. */
const LEAVE = /^\/programmes\/|\/people\/teacher-[2-9]\//;

/** These pages, what they link to, and what comes back when their forms are sent with nothing written. */
export async function look(pages: NamedPage[], visitor: Visitor, paths: readonly string[]): Promise<void> {
  for (const [path, seen] of await crawl(visitor, paths, undefined, LEAVE)) await lookAt(pages, visitor, path, seen);
}

/** These pages alone, in a site that others have looked at. */
export async function lookOnlyAt(pages: NamedPage[], visitor: Visitor, paths: readonly string[]): Promise<void> {
  for (const path of paths) await lookAt(pages, visitor, path, await visitor.get(path));
}

async function lookAt(pages: NamedPage[], visitor: Visitor, path: string, seen: Seen): Promise<void> {
  if (seen.status === 303 || !seen.headers.get('Content-Type')?.startsWith('text/html')) return;
  pages.push({ name: path, ...seen });
  for (const { action, untouched } of formsOn(path, seen.html)) {
    if (/^\/(sign-out|signed-in\/.*)$/.test(action) || action.endsWith('/chase')) continue;
    const nothing = Object.fromEntries(
      Object.keys(untouched).map((field) => [
        field,
        ['csrf', 'shown', 'next', 'openedOn'].includes(field) ? (untouched[field] ?? '') : '',
      ]),
    );
    const sent = await visitor.post(action, nothing);
    if (sent.status === 422) pages.push({ name: `${action}, sent with nothing`, ...sent });
  }
}
