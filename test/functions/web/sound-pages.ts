import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInForms, faultsInHtml, unwantedWords } from './page-faults.ts';
import type { Site } from './site.ts';

/**
 * What is asked of every page, within a `describe`. `gather` opens a site and its pages, once; the site is closed
 * afterwards. `least`: fewer pages than so many have not all been gathered. @returns the pages, once they are gathered
 */
export function soundPages(
  least: number,
  gather: () => Promise<{ readonly site: Site; readonly pages: readonly NamedPage[] }>,
): () => readonly NamedPage[] {
  let site: Site | undefined;
  let pages: readonly NamedPage[] = [];
  beforeAll(async () => {
    ({ site, pages } = await gather());
  }, 300_000);
  afterAll(() => site?.stop());

  it('is sound HTML, and uses none of the words that the design system does without', async () => {
    expect(pages.length).toBeGreaterThanOrEqual(least);
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
  }, 300_000);

  it('has one first heading; with a fault it says so in its title, and leads to the field', () => {
    expect(faultsInForms(pages)).toEqual([]);
  });

  it('has nothing that axe finds fault with, scrolls down only, on a desktop and on a phone, and prints no address and no button', async () => {
    expect(await faultsInBrowser(await (site as Site).lead(), pages)).toEqual([]);
  }, 600_000);

  return () => pages;
}
