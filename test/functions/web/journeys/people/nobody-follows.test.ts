import { afterEach, describe, expect, it } from 'vitest';
import { reportGone } from '#domain/people/acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { coverSchool } from '#test/support/cover-school.ts';

let at: CoverSite;
afterEach(() => at.site.stop());

const left = (seat: string) =>
  coverSchool()
    .until('2026-09-15T10:00')
    .does((p, c, now) => reportGone(p, c, seat, 'left', now));

describe('where a teacher has left', () => {
  it('the school can say that nobody follows, reads what comes of it, and the others go on as a pair', async () => {
    at = await coverSite(left('teacher-1'), '2026-09-15T11:00');
    const [asked, theirs] = [await at.owed('name-successor-teacher-1'), await at.sessions('teacher-1')];
    const link = at.site.visitor();
    expect((await link.get(`${asked}/successor`)).text).toContain('No one: Triad 1 continues as a pair');
    const check = await link.fill(`${asked}/successor`, { who: 'nobody' });
    expect(check.title).toContain('Check how Triad 1 continues');
    expect(check.text).toContain('Triad 1 continues as a pair: Chosen Teacher 2 and Chosen Teacher 3.');
    expect(check.text).toContain('Two cycles that Chosen Teacher 1 was to teach: cancelled, and planned again');
    expect((await at.partnership()).groups[0]?.members).toHaveLength(3);
    expect((await link.post(`${asked}/successor`, { confirm: 'yes' })).status).toBe(303);
    const p = await at.partnership();
    expect(p.groups[0]?.members).toEqual(['teacher-2', 'teacher-3']);
    expect(p.plan?.state).toBe('wanted');
    expect((await link.get(asked)).text).toContain('that is noted');
    expect((await at.site.visitor().get(theirs)).status).toBe(410);
    const lead = await at.site.lead();
    const seen = (await lead.get(at.home)).text;
    expect(seen).toContain('Chosen Teacher 1, teacher until Tuesday 15 September 2026, left');
    expect(seen).toContain('Chosen Teacher 1 (teacher) has left, and no one takes their place.');
  });

  it('nobody is no answer for a part that the school needs', async () => {
    at = await coverSite(left('cover'), '2026-09-15T11:00');
    const asked = await at.owed('name-successor-cover');
    const link = at.site.visitor();
    expect((await link.get(`${asked}/successor`)).text).not.toContain('Nobody');
    await link.fill(`${asked}/successor`, { who: 'nobody' });
    expect((await link.post(`${asked}/successor`, { confirm: 'yes' })).status).toBe(422);
    expect((await at.partnership()).people.some(({ id }) => id === 'cover')).toBe(true);
  });
});
