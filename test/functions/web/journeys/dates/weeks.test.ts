import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { formsOn } from '#test/functions/web/crawl.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

/** A school whose timetable has a week A and a week B, in which everybody does the same. */
function inTwoWeeks(given: Given): Given {
  const { provision } = given.partnership;
  if (!provision) throw new Error('It has nothing to plan with.');
  const timetables = Object.fromEntries(
    Object.entries(provision.timetables).map(([who, days]) => [who, [...days, ...days]]),
  );
  const cover = provision.cover.map((one) => ({ ...one, available: [...one.available, ...one.available] }));
  return { ...given, partnership: { ...given.partnership, provision: { ...provision, weeks: 2, timetables, cover } } };
}

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
});
