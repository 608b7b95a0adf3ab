import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPage } from './every-page.ts';
import type { NamedPage } from './look.ts';
import { faultsInBrowser } from './page-faults.ts';
import { launchedSite, type Site } from './site.ts';

let site: Site;
let pages: readonly NamedPage[];

beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  pages = await everyPage(site, launched.cohort);
}, 180_000);
afterAll(() => site.stop());

describe('every page in a browser', () => {
  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    expect(await faultsInBrowser(pages, await site.lead())).toEqual([]);
  }, 300_000);
});
