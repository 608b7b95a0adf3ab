import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dump } from '#test/functions/web/crawl.ts';
import { LEAD, OTHER_LEAD, openSite, type Site } from '#test/functions/web/site.ts';
import type { Seen, Visitor } from '#test/functions/web/visitor.ts';
import { operate } from '#test/support/operating.ts';
import { noSoonerThan } from '#web/kit/evenly.ts';

describe('a lead who signs in', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.stop());

  const codeTo = (address: string) =>
    site.mails.findLast((mail) => mail.to === address)?.text.match(/\b\d{6}\b/)?.[0] ?? '';

  it('comes back to the page that they asked for', async () => {
    const lead = site.visitor();
    const sent = await lead.get('/cohorts/import');
    expect(sent.location).toBe('/sign-in?next=%2Fcohorts%2Fimport');
    const asked = await lead.fill(sent.location ?? '', { email: LEAD });
    expect(asked.location).toBe('/sign-in/code?next=%2Fcohorts%2Fimport');
    const code = codeTo(LEAD);
    const signedIn = await lead.fill(asked.location ?? '', { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(signedIn.location).toBe('/cohorts/import');
    expect((await lead.get('/cohorts/import')).status).toBe(200);
  });

  it('is sent on only within the site', async () => {
    for (const next of [
      'https://elsewhere.example.org',
      '//elsewhere.example.org',
      '/cohorts/..%2f',
      '/owed/x',
      'javascript:1',
    ])
      expect((await site.visitor().fill(`/sign-in?next=${encodeURIComponent(next)}`, { email: LEAD })).location).toBe(
        '/sign-in/code?next=%2Fcohorts',
      );
  });

  it('sees the same pages whether or not the address is a lead’s', async () => {
    const before = site.mails.length;
    const stranger = site.visitor();
    const asked = await stranger.post('/sign-in', { email: 'stranger@example.org' });
    expect(asked.location).toBe('/sign-in/code?next=%2Fcohorts');
    expect(site.mails).toHaveLength(before);
    const tried = await stranger.fill('/sign-in/code', { code: '123456' });
    expect(tried.text).toContain('That is not the code in our latest email');
  });

  it('may try a code five times', async () => {
    site.at('2026-09-04T10:00');
    const lead = site.visitor();
    await lead.post('/sign-in', { email: LEAD });
    const code = codeTo(LEAD);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++)
      expect((await lead.post('/sign-in/code', { code: wrong })).text).toContain('That is not the code');
    expect((await lead.post('/sign-in/code', { code })).text).toContain('typed too often');
    expect((await lead.get('/cohorts')).status).toBe(303);
  });

  it('has ten minutes, and eight hours after that', async () => {
    site.at('2026-09-04T11:00');
    const lead = site.visitor();
    await lead.post('/sign-in', { email: LEAD });
    site.at('2026-09-04T11:10');
    expect((await lead.post('/sign-in/code', { code: codeTo(LEAD) })).text).toContain('has run out');
    const again = await site.lead();
    site.at('2026-09-04T19:09');
    expect((await again.get('/cohorts')).status).toBe(200);
    site.at('2026-09-04T19:10');
    expect((await again.get('/cohorts')).status).toBe(303);
  });

  it('has a week on a device of their own', async () => {
    site.at('2026-09-04T20:00');
    const lead = site.visitor();
    await lead.fill('/sign-in', { email: LEAD });
    const answer = await lead.fill('/sign-in/code', { code: codeTo(LEAD), own: 'yes' });
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-drumbeat='))).toMatch(
      // a day more than the session lasts, in which it opens nothing
      /; Max-Age=691200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    site.at('2026-09-11T19:59');
    expect((await lead.get('/cohorts')).status).toBe(200);
    site.at('2026-09-11T20:00');
    expect((await lead.get('/cohorts')).status).toBe(303);
  });

  it('uses a code once, in the browser that asked for it', async () => {
    site.at('2026-09-14T09:00');
    const lead = site.visitor();
    await lead.post('/sign-in', { email: LEAD });
    const code = codeTo(LEAD);
    const other = site.visitor();
    await other.post('/sign-in', { email: LEAD });
    for (let i = 0; i < 5; i++) expect((await other.post('/sign-in/code', { code })).status).toBe(422);
    expect((await other.post('/sign-in/code', { code: codeTo(LEAD) })).text).toContain('typed too often');
    const forged = site.visitor();
    forged.cookies.set('__Host-drumbeat-signing-in', 'not a token');
    expect((await forged.post('/sign-in/code', { code })).location).toBe('/sign-in');
    expect((await lead.post('/sign-in/code', { code })).location).toBe('/cohorts');
    // typed once more in a tab that was opened before: there, they are signed in
    expect((await lead.tab().post('/sign-in/code', { code })).location).toBe('/cohorts');
  });

  it('gets another id at each sign-in, and the one before is over', async () => {
    site.at('2026-09-14T13:00');
    const lead = await site.lead();
    const before = site.visitor();
    for (const [name, value] of lead.cookies) before.cookies.set(name, value);
    site.at('2026-09-14T13:05');
    await lead.fill('/sign-in', { email: LEAD });
    await lead.fill('/sign-in/code', { code: codeTo(LEAD) });
    expect((await lead.get('/cohorts')).status).toBe(200);
    expect((await before.get('/cohorts')).status).toBe(303);
  });
});

describe('a session', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.stop());

  const stolenFrom = (lead: Visitor) => {
    const thief = site.visitor();
    for (const [name, value] of lead.cookies) thief.cookies.set(name, value);
    return thief;
  };

  it('ends on the server with signing out: its cookie, kept by somebody else, opens nothing', async () => {
    const lead = await site.lead();
    const thief = stolenFrom(lead);
    expect((await thief.get('/cohorts')).status).toBe(200);
    await lead.get('/cohorts');
    expect((await lead.post('/sign-out')).location).toBe('/');
    for (const visitor of [lead, thief]) expect((await visitor.get('/cohorts')).location).toMatch(/^\/sign-in/);
    expect((await thief.post('/cohorts/import', { go: 'afresh' })).location).toMatch(/^\/sign-in/);
  });

  it('is listed with the others of its lead, who ends them all', async () => {
    const elsewhere = await site.lead();
    site.at('2026-09-04T09:30');
    const lead = site.visitor();
    const agent = {
      'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1',
    };
    await lead.post('/sign-in', { email: LEAD });
    const code = site.mails.at(-1)?.text.match(/\b\d{6}\b/)?.[0] ?? '';
    await lead.post('/sign-in/code', { code, own: 'yes' }, agent);
    await (await site.lead(OTHER_LEAD)).get('/signed-in');
    site.at('2026-09-04T09:45');
    const { text, html } = await lead.get('/signed-in');
    expect(html.match(/<th scope="row"/g)).toHaveLength(2);
    expect(text).toContain('Safari on an iPhone This device');
    expect(text).toContain('9:30am, as your own device');
    expect(text).toContain('A browser 9am About 9am 5pm');
    for (const detail of ['18', 'Mozilla', '15E148']) expect(text).not.toMatch(new RegExp(`\\b${detail}`));
    expect((await lead.post('/signed-in/everywhere')).location).toBe('/sign-in');
    for (const visitor of [lead, elsewhere]) expect((await visitor.get('/cohorts')).status).toBe(303);
  });

  it('says until when it lasts, and in its last half-hour offers to stay; only a press of the button does', async () => {
    const lead = await site.lead();
    const first = await lead.get('/cohorts/import');
    expect([first.text.includes('Signed in until 5pm'), first.html.includes('/signed-in/stay')]).toEqual([true, false]);
    site.at('2026-09-04T16:30');
    const late = await lead.get('/cohorts/import');
    expect(late.text).toContain('You will be signed out at 5pm');
    await lead.get('/signed-in');
    await lead.get('/cohorts/import');
    expect((await lead.post('/signed-in/stay')).location).toBe('/cohorts/import');
    site.at('2026-09-05T00:29');
    expect((await lead.get('/cohorts')).status).toBe(200);
    site.at('2026-09-05T00:30');
    expect((await lead.get('/cohorts')).status).toBe(303);
    expect((await lead.post('/signed-in/stay')).location).toMatch(/^\/sign-in/);
  });

  it('of a lead who is disabled is over at once, as the manual says it is done, and a new one begins only when they are back', async () => {
    const lead = await site.lead();
    await operate(site, 'disable');
    expect((await lead.get('/cohorts')).location).toMatch(/^\/sign-in/);
    const asked = site.visitor();
    const mails = site.mails.length;
    expect((await asked.post('/sign-in', { email: LEAD })).location).toBe('/sign-in/code?next=%2Fcohorts');
    expect((await asked.post('/sign-in/code', { code: '123456' })).text).toContain('That is not the code');
    expect(site.mails).toHaveLength(mails);
    expect(site.logged).toContainEqual(expect.objectContaining({ what: 'lead-refused', disabled: true }));
    site.at('2026-09-04T10:00');
    await operate(site, 'enable');
    site.at('2026-09-04T10:01');
    const cookie = await site.lead();
    expect((await cookie.get('/cohorts')).status).toBe(200);
    expect((await lead.get('/cohorts')).status).toBe(303);
  });

  it('of somebody who is no lead any more is over at once', async () => {
    const lead = await site.lead();
    (site.parts.leads as string[]).splice(0);
    expect((await lead.get('/cohorts')).status).toBe(303);
  });

  it('keeps when it was last used to ten minutes, and reading writes nothing else', async () => {
    const lead = await site.lead();
    const before = await dump(site.table);
    site.at('2026-09-04T09:09');
    await lead.get('/cohorts');
    expect(await dump(site.table)).toEqual(before);
    site.at('2026-09-04T09:10');
    await lead.get('/cohorts');
    const changed = (await dump(site.table)).filter((item, i) => !isDeepStrictEqual(item, before[i]));
    expect(changed.map(({ sk, it }) => [String(sk).split('#')[0], (it as { used: string }).used])).toEqual([
      ['session', '2026-09-04T08:10:00Z'],
    ]);
  });
});

describe('whoever asks for a code', () => {
  /** what a browser sees of all that it does: statuses, places and words, without the address */
  const seenBy = async (site: Site, address: string, code: string) => {
    const visitor = site.visitor();
    const seen = [];
    const look = ({ status, location, text, headers }: Seen) => [
      status,
      location,
      text.replaceAll(address, 'ADDRESS'),
      headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, '=TOKEN')),
    ];
    for (let asked = 0; asked < 7; asked++) {
      seen.push(look(await visitor.fill('/sign-in', { email: address })), look(await visitor.get('/sign-in/code')));
      for (let tried = 0; tried < 6; tried++) seen.push(look(await visitor.fill('/sign-in/code', { code })));
    }
    return seen;
  };

  it('sees the same answers after the same number of tries, whether lead or stranger', async () => {
    const site = await openSite();
    const wrong = '000000';
    const [lead, stranger] = [await seenBy(site, LEAD, wrong), await seenBy(site, 'nobody@example.org', wrong)];
    await site.stop();
    expect(site.mails).toHaveLength(5);
    expect(lead).toEqual(stranger);
    expect(JSON.stringify(lead)).toContain('You cannot ask for another code for this address until 10am');
  });

  it('twice within a minute, in two tabs of one browser, gets one code; later, or in another browser, another', async () => {
    const site = await openSite();
    const first = site.visitor();
    const second = first.tab();
    for (const tab of [first, second]) await tab.get('/sign-in');
    for (const tab of [first, second]) await tab.post('/sign-in', { email: LEAD });
    expect(site.mails).toHaveLength(1);
    site.at('2026-09-04T09:01');
    await second.fill('/sign-in', { email: LEAD });
    expect(site.mails).toHaveLength(2);
    await site.visitor().fill('/sign-in', { email: LEAD });
    expect(site.mails).toHaveLength(3);
    await site.stop();
  });

  it('waits as long for the answer', async () => {
    const waited: string[] = [];
    let clock = 0;
    const evenly = noSoonerThan(
      2_000,
      async (milliseconds) => waited.push(`${clock}+${milliseconds}`),
      () => clock,
    );
    const site = await openSite({ evenly });
    const { send } = site.parts.post;
    // an email takes its time
    Object.assign(site.parts.post, {
      send: (mail: Parameters<typeof send>[0]) => send(mail).finally(() => (clock += 700)),
    });
    await site.visitor().post('/sign-in', { email: LEAD });
    clock = 0;
    await site.visitor().post('/sign-in', { email: 'nobody@example.org' });
    await site.stop();
    expect(site.mails).toHaveLength(1);
    expect(waited).toEqual(['700+1300', '0+2000']);
  });

  it('is told when no code can be sent, lead or not', async () => {
    const site = await openSite();
    Object.assign(site.parts.post, { send: () => Promise.reject(new Error(`no post for ${LEAD}`)) });
    const said = [];
    for (const email of [LEAD, 'nobody@example.org']) said.push(await site.visitor().post('/sign-in', { email }));
    await site.stop();
    for (const { status, text } of said) {
      expect(status).toBe(422);
      expect(text).toContain('We cannot send codes at the moment. Try again at 9:05am');
    }
    expect(JSON.stringify(site.logged)).not.toContain(LEAD);
  });

  it('from a browser that has signed in before has codes of its own, when strangers have used up the others', async () => {
    const site = await openSite();
    const lead = await site.lead();
    await lead.get('/cohorts');
    await lead.post('/sign-out');
    for (let i = 0; i < 12; i++) await site.visitor().post('/sign-in', { email: LEAD });
    expect((await site.visitor().post('/sign-in', { email: LEAD })).status).toBe(422);
    const asked = await lead.fill('/sign-in', { email: LEAD });
    expect(asked.location).toBe('/sign-in/code?next=%2Fcohorts');
    const code = site.mails.at(-1)?.text.match(/\b\d{6}\b/)?.[0] ?? '';
    expect((await lead.fill('/sign-in/code', { code })).location).toBe('/cohorts');
    // on its own that cookie opens nothing, and says nothing of whose it is
    const thief = site.visitor();
    const known = lead.cookies.get('__Host-drumbeat-known') ?? '';
    thief.cookies.set('__Host-drumbeat-known', known);
    expect((await thief.get('/cohorts')).status).toBe(303);
    expect(Buffer.from(known.split('.')[1] ?? '', 'base64url').toString()).not.toContain('@');
    await site.stop();
  });
});
