import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { everyCoverPage } from './cover-pages.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInHtml, unwantedWords } from './page-faults.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
const pages: NamedPage[] = [];

beforeAll(async () => {
  site = await openSite();
  await everyCoverPage(site, pages);
}, 180_000);
afterAll(() => site.stop());

describe('every page of cover, cycles and lesson records', () => {
  it('is sound HTML, and uses none of the words that the design system does without', async () => {
    expect(pages.length).toBeGreaterThan(25);
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
  });

  it('has one first heading, and a fault in its title where it has one in its form', () => {
    for (const { name, html, status } of pages) {
      expect([name, html.match(/<h1[ >]/g)?.length]).toEqual([name, 1]);
      expect([name, html.includes('<title>Error: ')]).toEqual([name, status === 422]);
    }
  });

  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    const browser = await openBrowser({ scripts: true });
    try {
      expect(await faultsInBrowser(browser, await site.lead(), pages)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 300_000);
});
