import { describe, expect, it } from 'vitest';
import { type Instant, plus } from '#calendar/london.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { keepOwnProgramme } from '#records/programmes.ts';
import { LEAD, openSite } from '#test/functions/web/site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

const EDIT = '/programmes/ours/edit/name';

describe('the page that has what was typed when a session ran out', () => {
  const gathered = soundPages(1, async () => {
    let now: Instant = '2026-09-04T08:00:00Z';
    const site = await openSite({ sessionNow: () => now });
    await keepOwnProgramme(site.table, LEAD, { ...lessonStudy, key: 'ours' });
    const lead = await site.lead();
    await lead.get(EDIT);
    now = plus(now, 'PT9H');
    const typed = { name: 'Averyveryverylongname'.repeat(9), about: 'One line.\nAnother line.' };
    const { location = '' } = await lead.post(EDIT, typed);
    const own = await site.lead();
    const path = decodeURIComponent(location.replace(/.*next=/, ''));
    return { site, pages: [{ name: 'what was typed', ...(await own.get(path)) }] };
  });

  it('shows it, and a button that sends it', () => {
    const [page] = gathered();
    expect(page?.text).toContain('Another line.');
    expect(page?.text).toContain('Send the form now');
  });
});
