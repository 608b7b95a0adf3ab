import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const NOW = '2026-10-08T14:00';
const PROMPT = 'If we taught this lesson to another class, what should we change?';

let at: CoverSite;
beforeEach(async () => {
  at = await coverSite(coverSchool().until(NOW), NOW);
});
afterEach(() => at.site.stop());

describe('a guide to how meetings are run', () => {
  it('is behind the link of everybody who takes part', async () => {
    const people = (await at.partnership()).people.filter(({ role }) => role === 'teacher');
    expect(people.length).toBeGreaterThan(2);
    for (const { id } of people) {
      const own = await at.sessions(id);
      const page = await at.site.visitor().get(own);
      expect(page.html).toContain(`href="${own}/guide/talking-with-pupils"`);
      const guide = await at.site.visitor().get(`${own}/guide/talking-with-pupils`);
      expect(guide.text).toContain(PROMPT);
      expect(guide.text).toContain('9 minutes in all');
    }
  });

  it('is where somebody begins what they are asked for', async () => {
    const link = await at.owed('cycle-1-1-record');
    expect((await at.site.visitor().get(link)).html).toContain(`href="${link}/guide/talking-with-pupils"`);
    expect((await at.site.visitor().get(`${link}/guide/talking-with-pupils`)).text).toContain(PROMPT);
  });

  it('is one of that programme’s, and for nobody who has left', async () => {
    const own = await at.sessions('teacher-2');
    for (const other of ['no-such', 'constructor'])
      expect((await at.site.visitor().get(`${own}/guide/${other}`)).status).toBe(404);
    await withdraw(at.site.parts, at.id, 'teacher-2', 'teacher-2');
    expect((await at.site.visitor().get(`${own}/guide/talking-with-pupils`)).text).not.toContain(PROMPT);
  });
});
