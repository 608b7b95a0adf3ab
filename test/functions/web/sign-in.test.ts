import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAD, openSite, type Site } from './site.ts';

describe('a lead who signs in', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.stop());

  const codeTo = (address: string) =>
    site.mails.findLast((mail) => mail.to === address)?.text.match(/\b\d{6}\b/)?.[0] ?? '';

  it('comes back to the page that she asked for', async () => {
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

  it('uses a code once, and signs out', async () => {
    site.at('2026-09-05T09:00');
    const lead = await site.lead();
    const used = codeTo(LEAD);
    const again = site.visitor();
    await again.post('/sign-in', { email: 'stranger@example.org' });
    expect((await again.post('/sign-in/code', { code: used })).status).toBe(422);
    const forged = site.visitor();
    forged.cookies.set('__Host-drumbeat-signing-in', 'not a token');
    expect((await forged.post('/sign-in/code', { code: used })).location).toBe('/sign-in');
    await lead.get('/cohorts');
    expect((await lead.post('/sign-out')).location).toBe('/');
    expect((await lead.get('/cohorts')).status).toBe(303);
  });
});
