import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { everyPage } from './every-page.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { launchedSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

let site: Site;
let pages: readonly NamedPage[];
let browser: BrowserContext;
let lead: Visitor;

beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  pages = await everyPage(site, launched.cohort);
  lead = await site.lead();
  browser = await openBrowser({ scripts: true });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await site.stop();
});

describe('every page in a browser', () => {
  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    expect(await faultsInBrowser(browser, lead, pages)).toEqual([]);
  }, 600_000);
});
