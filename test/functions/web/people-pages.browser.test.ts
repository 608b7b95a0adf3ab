import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInHtml, unwantedWords } from './page-faults.ts';
import { everyPeoplePage } from './people-pages.ts';
import type { Site } from './site.ts';

let site: Site;
let browser: BrowserContext;
const pages: NamedPage[] = [];

beforeAll(async () => {
  site = await everyPeoplePage(pages);
  browser = await openBrowser({ scripts: true });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await site.stop();
});

describe('every page on people', () => {
  it('is sound HTML, and uses none of the words that the design system does without', async () => {
    expect(pages.length).toBeGreaterThan(30);
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
    expect(pages.filter(({ status }) => ![200, 410, 422].includes(status)).map(({ name }) => name)).toEqual([]);
  });

  it('has one first heading; with a fault it says so in its title, and leads to the field', () => {
    for (const { name, html, status } of pages) {
      expect([name, html.match(/<h1[ >]/g)?.length]).toEqual([name, 1]);
      expect([name, html.includes('<title>Error: ')]).toEqual([name, status === 422]);
      const [summary = ''] = html.match(/govuk-error-summary__list.*?<\/ul>/s) ?? [];
      const leads = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      expect([name, leads.length > 0]).toEqual([name, status === 422]);
      for (const id of leads) expect([name, id, html.includes(`id="${id}"`)]).toEqual([name, id, true]);
    }
  });

  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    expect(await faultsInBrowser(browser, await site.lead(), pages)).toEqual([]);
  }, 300_000);
});
