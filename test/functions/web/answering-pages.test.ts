import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { everyAnsweringPage } from './answering-pages.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInHtml } from './page-faults.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
const pages: NamedPage[] = [];

beforeAll(async () => {
  site = await openSite();
  await everyAnsweringPage(site, pages);
}, 300_000);
afterAll(() => site.stop());

describe('every page of a questionnaire and of its results', () => {
  it('is sound HTML', async () => {
    expect(pages.length).toBeGreaterThan(12);
    expect(await faultsInHtml(pages)).toEqual([]);
  }, 300_000);

  it('leads from each fault to its field', () => {
    for (const { name, html } of pages.filter(({ status }) => status === 422)) {
      const [summary = ''] = html.match(/govuk-error-summary__list.*?<\/ul>/s) ?? [];
      const leads = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      expect(leads.length).toBeGreaterThan(0);
      for (const id of leads) expect([name, id, html.includes(`id="${id}"`)]).toEqual([name, id, true]);
    }
  });

  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    const browser = await openBrowser({ scripts: true });
    const faults = await faultsInBrowser(browser, await site.lead(), pages);
    await browser.close();
    expect(faults).toEqual([]);
  }, 300_000);
});
