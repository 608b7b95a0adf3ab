import { describe, expect, it } from 'vitest';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { keepOwnProgramme } from '#records/programmes.ts';
import { lookOnlyAt, type NamedPage } from '#test/functions/web/look.ts';
import { LEAD, openSite } from '#test/functions/web/site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

describe('every page on programmes', () => {
  const gathered = soundPages(15, async () => {
    const pages: NamedPage[] = [];
    const site = await openSite();
    const lead = await site.lead();
    await keepOwnProgramme(site.table, LEAD, { ...lessonStudy, key: 'ours' });
    const edits = ['name', 'agreement', 'closes', 'steps/end-review', 'questionnaires/end', 'chasing/school', 'delete'];
    await lookOnlyAt(pages, lead, [
      '/programmes',
      '/programmes/import',
      '/programmes/itt-mentoring',
      '/programmes/peer-coaching',
      '/programmes/coaching-package',
      '/programmes/project-tuning/guide/project-tuning',
      '/programmes/ours',
      ...edits.map((edit) => `/programmes/ours/edit/${edit}`),
    ]);
    await lead.get('/programmes/import');
    const file = new File(['{"key": "a", "stpes": []}'], 'programme.json');
    pages.push({ name: 'import with faults', ...(await lead.postFiles('/programmes/import', { programme: file })) });
    return { site, pages };
  });

  it('is looked at with what is wrong in its form, too', () => {
    expect(gathered().filter(({ status }) => status === 422).length).toBeGreaterThan(8);
  });
});
