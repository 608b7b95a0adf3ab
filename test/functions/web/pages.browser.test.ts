import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPage } from './every-page.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { launchedSite, type Site } from './site.ts';

let site: Site;
let pages: readonly NamedPage[];

beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  pages = await everyPage(site, launched.cohort);
}, 600_000);
afterAll(() => site.stop());

describe('every page in a browser', () => {
  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    expect(await faultsInBrowser(await site.lead(), pages)).toEqual([]);
  }, 600_000);
});
