import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { chooseTeachers, countersign, sign } from '#domain/obligations/acts.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { crawl, dump, formsOn } from './crawl.ts';
import { LEAD, launchedSite, ORIGIN, openSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

let site: Site;
let cohort: Cohort;
let lead: Visitor;

/** a link to something of every kind that is owed, and a few that lead nowhere */
let links: readonly string[];

beforeAll(async () => {
  ({ site, cohort } = await launchedSite());
  const sample = await sampleCohort();
  await site.keep({ ...sample, cohort: { ...sample.cohort, id: 'a-draft', name: 'A draft' } });
  const at = (urn: string) => `${cohort.id}/${urn}`;
  for (const urn of ['900101', '900102']) {
    await act(site.parts, at(urn), 'link', (p, _c, now) =>
      sign(p, 'sign-agreement', 'link', { name: 'A B', role: 'C' }, now),
    );
    await site.turn(cohort);
    await act(site.parts, at(urn), 'lead', (p, _c, now) =>
      countersign(p, 'countersign', { name: 'I', role: 'L' }, now),
    );
    await site.turn(cohort);
  }
  await act(site.parts, at('900101'), 'link', (p, _c, now) => chooseTeachers(p, 'choose-teachers', 'link', [], now));
  await site.turn(cohort);
  const choose = await site.link(cohort, '900102', 'choose-teachers');
  links = [
    await site.link(cohort, '900103', 'sign-agreement'),
    await site.link(cohort, '900101', 'sign-agreement'),
    await site.link(cohort, '900103', 'sign-agreement', 0),
    choose,
    await site.link(cohort, '900101', 'start-questionnaire'),
    `${choose.slice(0, -1)}${choose.endsWith('A') ? 'B' : 'A'}`,
  ];
  lead = await site.lead();
});
afterAll(() => site.stop());

describe('a robot', () => {
  it('that follows every link with GET and HEAD changes nothing', async () => {
    const before = await dump(site.table);
    const mails = site.mails.length;
    const stranger = site.visitor();
    const byLink = await crawl(stranger, ['/', ...links, ...links.map((link) => `${link}/fresh`)], (path) =>
      stranger.get(path, 'HEAD'),
    );
    const byLead = await crawl(lead, ['/cohorts'], (path) => lead.get(path, 'HEAD'));
    expect(byLink.size).toBeGreaterThan(20);
    expect(byLead.size).toBeGreaterThan(25);
    for (const [path, { status }] of [...byLink, ...byLead]) expect([path, status < 500]).toEqual([path, true]);
    expect(await dump(site.table)).toEqual(before);
    expect([site.mails.length, site.started.filter((name) => name.startsWith('a-draft'))]).toEqual([mails, []]);
  });

  it('that presses every button which a link leads to does nothing, and is no sign of life', async () => {
    const before = await dump(site.table);
    const robot = site.visitor();
    const pages = new Map(await crawl(robot, links));
    const pressed = new Set<string>();
    for (const [path, { html }] of pages)
      for (const { action, untouched } of formsOn(path, html)) {
        if (action.startsWith('/sign-') || pressed.has(action)) continue;
        pressed.add(action);
        const { status, location } = await robot.post(action, untouched);
        expect(status).toBeLessThan(500);
        if (location) pages.set(location, await robot.get(location));
      }
    expect([...pressed].filter((action) => action.endsWith('/check'))).toHaveLength(2);
    expect(pressed.size).toBeGreaterThan(6);
    expect(await dump(site.table)).toEqual(before);
  });
});

describe('a link', () => {
  it('that was tampered with anywhere leads nowhere', async () => {
    const [link = ''] = links;
    const text = link.slice('/owed/'.length);
    const visitor = site.visitor();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...'aZ09-_.%20'), async (place, letter) => {
        const tampered = text.slice(0, place) + letter + text.slice(place + 1);
        if (tampered === text) return;
        const { status } = await visitor.get(`/owed/${tampered}`);
        expect(status).toBe(404);
        expect((await visitor.post(`/owed/${tampered}/agreement/decline/check`, { confirm: 'yes' })).status).toBe(404);
      }),
      { numRuns: 150 },
    );
  });

  it('opens one thing of one person: no other kind of page, and nothing of the lead’s', async () => {
    const visitor = site.visitor();
    const [signing = ''] = links;
    for (const path of ['/teachers', '/questions/1', '/questions/check'])
      expect((await visitor.get(signing + path)).status).toBe(404);
    expect((await visitor.get(`/cohorts/${cohort.id}`)).location).toMatch(/^\/sign-in/);
    expect((await visitor.post(`/cohorts/${cohort.id}/launch`, { confirm: 'yes' })).location).toMatch(/^\/sign-in/);
  });
});

describe('a post', () => {
  const path = () => `/cohorts/${cohort.id}/schools/900103/owed/sign-agreement/release`;
  const released = async () => (await site.partnership(cohort, '900103')).obligations[0]?.end;

  it.each([
    [{ Origin: 'https://elsewhere.example.org' }],
    [{ Origin: `${ORIGIN}.elsewhere.example.org` }],
    [{ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('from another place (%o) is refused', async (headers) => {
    await lead.get(path());
    const refused = await lead.post(path(), { confirm: 'yes' }, headers);
    expect([refused.status, refused.text.includes('did not come from one of our pages')]).toEqual([403, true]);
    expect((await site.visitor().post('/sign-in', { email: LEAD }, headers)).status).toBe(403);
    expect(await released()).toBeUndefined();
  });

  it('behind the session needs the token of its own session', async () => {
    const other = await site.lead();
    await other.get(path());
    for (const csrf of ['', 'AAAA', 'x'.repeat(43)])
      expect((await other.post(path(), { confirm: 'yes', csrf })).status).toBe(403);
    const stolen = /name="csrf" value="([^"]*)"/.exec((await lead.get(path())).html)?.[1] ?? '';
    expect((await other.post(path(), { confirm: 'yes', csrf: stolen })).status).toBe(403);
    expect(await released()).toBeUndefined();
  });

  it('takes neither another method nor a body past its limit', async () => {
    const visitor = site.visitor();
    expect((await visitor.send('/sign-in', { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await visitor.send('/sign-in', { method: 'DELETE' })).status).toBe(405);
    expect((await visitor.post('/sign-in', { email: 'x'.repeat(210_000) })).status).toBe(413);
  });

  it('on one machine may come from either of its two names', async () => {
    const local = await openSite({ origin: 'http://localhost:3000' });
    const visitor = local.visitor();
    const from = (Origin: string) => visitor.post('/sign-in', { email: LEAD }, { Origin });
    const answers = [
      await from('http://127.0.0.1:3000'),
      await from('http://localhost:3000'),
      await from('http://localhost:3001'),
    ];
    await local.stop();
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 403]);
    expect([...visitor.cookies.keys()]).toEqual(['drumbeat-signing-in']);
  });
});

describe('every answer', () => {
  it('carries the headers that keep it to itself', async () => {
    for (const path of ['/', '/nothing-here', links[0] ?? '', '/cohorts']) {
      const { headers } = await site.visitor().get(path);
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=\d{8}/);
      expect(headers.get('X-Robots-Tag')).toMatch(/noindex/);
      expect(headers.get('Permissions-Policy')).toBeTruthy();
    }
  });

  it('has no script, and its style is cached for ever under its hash', async () => {
    const { html } = await lead.get('/cohorts');
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/);
    const sheet = /href="(\/assets\/[0-9a-f]{16}\.css)"/.exec(html)?.[1] ?? '';
    const { status, headers, html: css } = await site.visitor().get(sheet);
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(css).not.toMatch(/GDS Transport|crown|url\(/);
  });

  it('sets a cookie that only the browser reads, and only over https', async () => {
    const answer = await site.app.request(`${ORIGIN}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email: LEAD }),
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-drumbeat-signing-in=[^;]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('the log', () => {
  it('says which page failed, and neither who nor what', async () => {
    const [link = ''] = links;
    const broken = await openSite();
    broken.table.documents.destroy();
    Object.assign(broken.table, { name: 'no-such-table' });
    const failed = await broken.visitor().get(link);
    await broken.stop();
    expect([failed.status, failed.text.includes('There is a problem with the service')]).toEqual([500, true]);
    expect(broken.logged).toEqual([
      {
        event: 'error',
        method: 'GET',
        route: expect.any(String),
        status: 500,
        error: expect.any(String),
        thrownAt: expect.any(Array),
      },
    ]);
    const said = JSON.stringify(broken.logged);
    for (const secret of [LEAD, 'r.pugh', '900103', 'sign-agreement', link.slice(-20), cohort.id])
      expect(said).not.toContain(secret);
  });
});
