import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool, withoutRecords } from '#test/support/cover-school.ts';

describe('a lesson of which no record is kept', () => {
  let cover: CoverSite;
  let reader: Visitor;
  beforeAll(async () => {
    cover = await coverSite(withoutRecords(coverSchool()), '2026-10-08T14:00');
    await cover.turn('2026-10-08T14:00');
    reader = cover.site.visitor();
  });
  afterAll(() => cover.site.stop());
  const stateOf = async (id: string) => (await cover.partnership()).cycles.find((c) => c.id === id)?.state;

  it('counts as held once the teacher ticks that it took place', async () => {
    const base = await cover.owed('cycle-1-1-record');
    const { text } = await reader.get(base);
    expect(text).toContain('The research lesson of Triad 1, cycle 1, taught by Chosen Teacher 1');
    expect(text).toContain('The lesson did not take place');
    expect(text).toContain('Takes about one minute');
    expect((await reader.fill(`${base}/took-place`, {})).status).toBe(422);
    expect(await stateOf('cycle-1-1')).toBe('planned');
    expect((await reader.fill(`${base}/took-place`, { confirm: 'yes' })).location).toBe(base);
    expect(await stateOf('cycle-1-1')).toBe('held');
    expect((await reader.get(base)).text).toContain('The lesson took place');
  });

  it('is asked about of the link, who can say that it did not take place, and why', async () => {
    const { debrief } = (await cover.partnership()).cycles.find((c) => c.id === 'cycle-2-1') ?? {};
    const day = debrief?.end.local.slice(0, 10) ?? '';
    await cover.turn(`${day}T16:00`);
    const teachers = (await cover.partnership()).obligations.find((o) => o.id === 'cycle-2-1-record');
    await cover.turn(`${teachers?.due.local}`);
    expect((await reader.get(await cover.owed('cycle-2-1-record'))).text).not.toContain('Continue');
    const base = await cover.owed('cycle-2-1-record-link');
    const off = await reader.get(`${base}/lesson/off`);
    expect(off.text).toContain('Then the lesson does not count as held.');
    await reader.fill(`${base}/lesson/off`, { why: 'A fire drill' });
    expect(await stateOf('cycle-2-1')).toBe('missed');
    expect((await reader.get(base)).text).toContain('It does not count as held.');
  });
});
