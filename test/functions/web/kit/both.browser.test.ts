import { describe, expect, it } from 'vitest';
import { coverSite } from '#test/functions/web/cover-site.ts';
import { day, EARLY, words } from '#test/functions/web/filling.ts';
import type { NamedPage } from '#test/functions/web/look.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

const phone = {
  ...words,
  workedOn: 'How to wait after a question.\nWe counted to three, and then to five.',
  ...day('by', '24', '9'),
};
const desk = {
  ...words,
  workedOn: 'Waiting',
  seen: 'Averyveryverylongwordwithoutaplacetobreakit'.repeat(3),
  agreed: '',
};
const TITLE = 'This has changed since you opened the page';

describe('the page that shows what was typed beside what was saved since', () => {
  const gathered = soundPages(4, async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY);
    const { site } = at;
    const pages: NamedPage[] = [];
    const path = `${await at.owed('session-1-report')}/report`;
    const [one, other] = [site.visitor(), site.visitor()];
    await one.get(path);
    await other.get(path);
    await one.post(path, { ...phone, go: 'later' });
    pages.push({ name: 'both', ...(await other.post(path, desk)) });
    pages.push({ name: 'both, with one left out', ...(await other.post(path, { 'take-seen': 'typed' })) });
    const takes = { 'take-workedOn': 'both', 'take-seen': 'typed', 'take-agreed': 'saved', 'take-by-day': 'saved' };
    const chosen = await other.post(path, takes);
    pages.push({ name: 'what they chose', ...(await other.get(chosen.location ?? '')) });
    await other.post(`${path}/check`, { confirm: 'yes' });
    pages.push({ name: 'too late', ...(await one.post(path, { ...phone, seen: 'Another thing' })) });
    return { site, pages };
  });

  it('shows both, keeps neither before somebody has chosen, and then what they chose', () => {
    const [both, left, chosen, late] = gathered() as [NamedPage, NamedPage, NamedPage, NamedPage];
    expect([both.status, both.title]).toEqual([409, `${TITLE} - Drumbeat`]);
    for (const text of [phone.workedOn, phone.seen, desk.workedOn, desk.seen]) expect(both.html).toContain(text);
    expect(both.text).toContain('It was saved at 11am on Tuesday 8 September 2026');
    expect([left.status, left.text.includes('Choose what to keep: What was worked on')]).toEqual([422, true]);
    expect(chosen.html).toContain(`${phone.workedOn}\n\nWaiting`);
    expect(chosen.html).toContain(desk.seen);
    expect(chosen.text).toContain('By when Thursday 24 September 2026');
    expect([late.status, late.title]).toEqual([409, 'What you typed was not sent - Drumbeat']);
    expect(late.html).toContain('Another thing');
    expect(late.html).toContain(desk.seen);
  });
});
