import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { Seen } from '#test/functions/web/visitor.ts';

let at: CoverSite;
beforeAll(async () => {
  at = await coverSite(coached(), '2026-09-07T11:00');
});
afterAll(() => at.site.stop());

const on = (day: string, month: string) => ({
  'date-day': day,
  'date-month': month,
  'date-year': '2026',
  why: 'A burst pipe',
});
const hidden = ({ html }: Seen, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const sessions = async () => (await at.partnership()).sessions.map(({ state }) => state);

describe('a school with coaching sessions that is closed on a day', () => {
  it('is closed by its head, from the page that the email leads to: the head sees what follows, and it is done with a tick', async () => {
    const head = at.site.visitor();
    const base = await at.owed('heads-start');
    expect((await head.get(base)).html).toContain(`href="${base}/school/close"`);
    const follows = await head.fill(`${base}/school/close`, on('8', '9'));
    expect(follows.text).toContain('Sessions that are called off');
    expect(follows.text).toContain('Tuesday 8 September 2026');
    expect(follows.text).toContain('once for each session: Odalys Ferreira and Teacher One');
    expect(await sessions()).toEqual(['planned', 'planned']);
    const fields = { ...on('8', '9'), seen: hidden(follows, 'seen') };
    const untouched = await head.post(`${base}/school/close`, fields);
    expect([untouched.status, untouched.text]).toEqual([422, expect.stringContaining('Tick the box to close the day')]);
    const done = await head.post(`${base}/school/close`, { ...fields, confirm: 'yes' });
    expect((await head.get(done.location ?? '')).text).toContain('The day is closed');
    await at.turn('2026-09-07T11:05');
    expect(await sessions()).toEqual(['cancelled', 'planned']);
    expect(at.site.mails.filter(({ kind }) => kind === 'sessions-changed').map(({ subject }) => subject)).toHaveLength(
      2,
    );
  });

  it('has nobody say who is away: a session between two moves with them', async () => {
    const lead = await at.site.lead();
    expect((await lead.get(`${at.home}/cover/away`)).status).toBe(404);
    expect((await lead.get(`${at.home}/cover`)).status).toBe(404);
    expect((await at.site.visitor().get(`${await at.owed('coaches-start-coach-1')}/school/close`)).status).toBe(404);
  });

  it('is closed by the lead from its page; of a day without sessions that says so', async () => {
    const lead = await at.site.lead();
    expect((await lead.get(at.home)).html).toContain(`href="${at.home}/cover/close"`);
    const follows = await lead.fill(`${at.home}/cover/close`, on('9', '9'));
    expect(follows.text).toContain('No session is planned for that day');
    await lead.post(`${at.home}/cover/close`, { ...on('9', '9'), seen: hidden(follows, 'seen'), confirm: 'yes' });
    expect((await at.partnership()).provision?.closures.map(({ date }) => date)).toEqual(['2026-09-08', '2026-09-09']);
    expect((await lead.get(at.home)).text).toContain('A burst pipe');
    expect(await sessions()).toEqual(['cancelled', 'planned']);
  });
});
