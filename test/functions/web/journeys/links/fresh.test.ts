import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { launchedSite, type Site } from '#test/functions/web/site.ts';

const SCHOOL = '900101';
const SIGN = 'sign-agreement';

describe('a link that was replaced', () => {
  let site: Site;
  let cohort: Cohort;
  beforeAll(async () => {
    ({ site, cohort } = await launchedSite());
  });
  afterAll(() => site.stop());

  const version = async () => (await site.partnership(cohort, SCHOOL)).obligations[0]?.linkVersion;

  it('says so, and sends a fresh one only to the address on record; the page is the same whatever is typed', async () => {
    const visitor = site.visitor();
    const old = await site.link(cohort, SCHOOL, SIGN, 0);
    expect((await visitor.get(old)).status).toBe(410);
    expect((await visitor.post(`${old}/fresh`, { email: 'nobody' })).status).toBe(422);
    const wrong = await visitor.post(`${old}/fresh`, { email: 'somebody@else.example.org' });
    expect(await version()).toBe(1);
    const right = await visitor.post(`${old}/fresh`, { email: ' R.Pugh@Greenlanes.example.org ' });
    expect(await version()).toBe(2);
    expect(right.html).toBe(wrong.html);
    await visitor.post(`${old}/fresh`, { email: 'r.pugh@greenlanes.example.org' });
    expect(await version()).toBe(2);
    await site.turn(cohort);
    expect(site.mails.filter((mail) => mail.kind === 'fresh-link').map((mail) => mail.to)).toEqual([
      'r.pugh@greenlanes.example.org',
    ]);
    const fresh = site.mails
      .findLast((mail) => mail.kind === 'fresh-link')
      ?.text.match(/https:\/\/[^/]+(\/owed\/\S+)/)?.[1];
    expect((await visitor.get(fresh ?? '')).status).toBe(200);
    expect((await visitor.get(await site.link(cohort, SCHOOL, SIGN, 1))).status).toBe(410);
  });

  it('renews nothing a second time on a day, nor by a link that never was', async () => {
    const visitor = site.visitor();
    const email = 'r.pugh@greenlanes.example.org';
    const before = await version();
    // once a day, whoever asks and whatever for; and a link that nobody wrote is told what everybody is told
    const first = await visitor.post(`${await site.link(cohort, SCHOOL, SIGN)}/fresh`, { email });
    expect((await visitor.post('/owed/a.b.c.d.1.mac/fresh', { email })).html).toBe(first.html);
    expect(await version()).toBe(before);
  });
});
