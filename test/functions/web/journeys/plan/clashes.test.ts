import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool } from '#test/support/cover-school.ts';

const BEFORE = '2026-09-28T09:00';

describe('plans of one person’s two cohorts that were agreed before times were claimed', () => {
  let first: CoverSite;
  let second: CoverSite;
  let lead: Visitor;
  beforeAll(async () => {
    first = await coverSite(coverSchool().until(BEFORE), '2026-09-28T10:00');
    second = await coverSite(coverSchool().until(BEFORE), '2026-09-28T10:00', { site: first.site, id: 'another-2026' });
    lead = await first.site.lead(first.cohort.lead.email);
  });
  afterAll(() => first.site.stop());

  const shown = async () => [
    (await lead.get(first.home)).text,
    (await lead.get(second.home)).text,
    (await first.site.visitor().get(`${await first.owed('agree-plan')}/plan`)).text,
  ];

  it('say nothing while only one of them has claimed its times', async () => {
    for (const text of await shown()) expect(text).not.toContain('is not free');
  });

  it('both say who is not free, and when, and never where or with whom they are', async () => {
    const closes = (by: CoverSite) => by.does('link', (p) => ({ partnership: { ...p }, changes: [] }) as never);
    await closes(first);
    await closes(second);
    for (const text of await shown()) {
      expect(text).toContain('Some people are needed elsewhere at a time of this plan');
      expect(text).toMatch(/Triad 1, cycle 1: [\w ]+ is not free on Thursday 8 October 2026 at/);
      const [, listed = ''] =
        /needed elsewhere at a time of this plan(.*?)(Week by week|Cycle Teaches|$)/s.exec(text) ?? [];
      expect(listed).not.toMatch(/another-2026|another cohort/i);
    }
  });
});
