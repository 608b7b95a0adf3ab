import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { formsOn } from '#test/functions/web/crawl.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { inTwoWeeks } from '#test/support/two-weeks.ts';

describe('a cohort with a school that has weeks A and B', () => {
  let cover: CoverSite;
  beforeAll(async () => {
    cover = await coverSite(inTwoWeeks(coverSchool()), '2026-09-28T10:00');
  });
  afterAll(() => cover.site.stop());

  it('shows the letter of each week of a plan and of each day of its cover', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    expect((await lead.get(`${cover.home}/cover`)).text).toContain('Thursday 8 October 2026, week B');
    expect((await lead.get(`${cover.home}/cover`)).text).toContain('Thursday 14 January 2027, week B');
  });

  it('lets its lead say with which week a term begins, and shows which cycles are planned anew', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const path = `/cohorts/${cover.cohort.id}/dates`;
    const { html, text } = await lead.get(path);
    expect(text).toContain('First week of Spring');
    const form = formsOn(path, html).find(({ action }) => action === path);
    expect(form?.untouched['term2-weeks']).toBe('A');
    const { location = '' } = await lead.post(path, { ...form?.untouched, 'term2-weeks': 'on' });
    const follows = await lead.get(location);
    expect(follows.text).toContain('Spring: first week Week A Next in turn');
    expect(follows.text).toContain('cycles planned anew');
  });

  it('lets the lead, and the link by their own link, say with which week terms begin at that school alone', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const path = `${cover.home}/cover/weeks`;
    expect((await lead.get(cover.home)).html).toContain(`href="${path}"`);
    expect((await lead.get(path)).text).toContain('The same as the programme lead has set');
    expect((await lead.post(path, {})).text).toContain('Choose the first week of Autumn');
    const wanted = { 'term1-begins': 'as-cohort', 'term2-begins': 'on', 'term3-begins': 'as-cohort' };
    const follows = await lead.fill(path, wanted);
    expect(follows.text).toContain('What will change if terms begin with these weeks');
    expect(follows.text).toContain('lesson of Triad 1');
    await lead.post(path, { confirm: 'yes' });
    const partnership = await cover.partnership();
    expect(partnership.provision?.begins).toEqual(['as-cohort', 'on', 'as-cohort']);
    expect(partnership.plan?.state).toBe('wanted');
    expect((await lead.post(path, wanted)).status).not.toBe(500);
    const link = await cover.sessions('link');
    expect((await cover.site.visitor().get(`${link}/cover/weeks`)).status).toBe(200);
  });
});
