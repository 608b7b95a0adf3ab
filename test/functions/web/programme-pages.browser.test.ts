import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lessonStudy } from '../../../shared/programmes/lesson-study.ts';
import { keepOwnProgramme } from '../../../shared/records/programmes.ts';
import { openBrowser } from '../../support/browser.ts';
import { faultsInBrowser } from './in-browser.ts';
import { lookOnlyAt, type NamedPage } from './look.ts';
import { faultsInHtml, unwantedWords } from './page-faults.ts';
import { LEAD, openSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

let site: Site;
let lead: Visitor;
const pages: NamedPage[] = [];

beforeAll(async () => {
  site = await openSite();
  lead = await site.lead();
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
}, 180_000);
afterAll(() => site.stop());

describe('every page on programmes', () => {
  it('is sound HTML, and uses none of the words that the design system does without', async () => {
    expect(pages.filter(({ status }) => status === 422).length).toBeGreaterThan(8);
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
  });

  it('has one first heading; with a fault it says so in its title, and leads to the field', () => {
    for (const { name, html, status } of pages) {
      expect([name, html.match(/<h1[ >]/g)?.length]).toEqual([name, 1]);
      expect([name, html.includes('<title>Error: ')]).toEqual([name, status === 422]);
      const [summary = ''] = html.match(/govuk-error-summary__list.*?<\/ul>/s) ?? [];
      const leads = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      for (const id of leads) expect([name, id, html.includes(`id="${id}"`)]).toEqual([name, id, true]);
    }
  });

  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    const browser = await openBrowser({ scripts: true });
    try {
      expect(await faultsInBrowser(browser, lead, pages)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 300_000);
});
