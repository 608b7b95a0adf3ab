import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORIGIN, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';

let site: Site;
let lead: Visitor;
beforeAll(async () => {
  site = await openSite();
  lead = await site.lead();
});
afterAll(() => site.stop());

const CHUNK = new TextEncoder().encode('x=y&'.repeat(1024));

/** A body that notes how often anybody reads of it, and never ends. */
function endless() {
  let read = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        read += 1;
        controller.enqueue(CHUNK);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, read: () => read };
}

const post = (visitor: Visitor, path: string, body: ReadableStream, headers: Record<string, string> = {}) =>
  visitor.send(path, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  } as RequestInit);

/** Whoever has no session may post to these. */
const TO_ANYBODY = /^\/(sign-in|owed\/:link|sessions\/:link|room\/:link|your-data\/:link)/;

/** Every pattern of the site that is posted to, with something in the place of its names. */
const patterns = () => [
  ...new Set(
    site.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/\{[^}]*\}/g, '')),
  ),
];
const pathOf = (pattern: string) => pattern.replace(/:\w+\??/g, 'x');

describe('a post is refused before a byte of it is read', () => {
  it('to every page of the leads’ own, by whoever is not signed in', async () => {
    const own = patterns().filter((pattern) => !TO_ANYBODY.test(pattern));
    expect(own.length).toBeGreaterThan(50);
    for (const pattern of own) {
      const { body, read } = endless();
      const answer = await post(site.visitor(), pathOf(pattern), body);
      expect([pattern, answer.status, answer.location?.startsWith('/sign-in'), read()]).toEqual([
        pattern,
        303,
        true,
        0,
      ]);
    }
  });

  it('to every page of all, from another place', async () => {
    for (const pattern of patterns()) {
      const { body, read } = endless();
      const answer = await post(lead, pathOf(pattern), body, { Origin: 'https://elsewhere.example.org' });
      expect([pattern, answer.status, read()]).toEqual([pattern, 403, 0]);
    }
  });

  it('if it says that it is too large; and one that says nothing is read as far as its limit', async () => {
    for (const [visitor, path, limit] of [
      [site.visitor(), '/sign-in', 200],
      [site.visitor(), '/owed/x/agreement/sign', 200],
      [lead, '/cohorts/import', 4_000],
      [lead, '/programmes/import', 200],
    ] as const) {
      const said = endless();
      const large = String(limit * 1024 + 1);
      expect((await post(visitor, path, said.body, { 'Content-Length': large })).status).toBe(413);
      expect(said.read()).toBe(0);
      const silent = endless();
      expect((await post(visitor, path, silent.body)).status).toBe(413);
      expect(silent.read()).toBeLessThanOrEqual((limit * 1024) / CHUNK.length + 1);
    }
  });

  it('behind the session: what is read without the session’s own token changes nothing', async () => {
    expect((await lead.post('/signed-in/everywhere', { csrf: 'AAAA' })).status).toBe(403);
    expect((await lead.post('/sign-out', { csrf: '' })).status).toBe(403);
    expect((await lead.get('/cohorts')).status).toBe(200);
  });
});
