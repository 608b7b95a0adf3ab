import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPage } from './every-page.ts';
import type { NamedPage } from './look.ts';
import { faultsInForms, faultsInHtml, unwantedWords } from './page-faults.ts';
import { launchedSite, type Site } from './site.ts';

let site: Site;
let pages: readonly NamedPage[];
beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  pages = await everyPage(launched.site, launched.cohort);
}, 300_000);
afterAll(() => site.stop());

describe('every page', () => {
  it('is sound HTML', async () => {
    expect(pages.length).toBeGreaterThan(40);
    expect(await faultsInHtml(pages)).toEqual([]);
  }, 300_000);

  it('has a language, a title, one first heading, a way past the header and no required fields', () => {
    for (const { name, html } of pages) {
      expect([name, html.match(/<h1[ >]/g)?.length]).toEqual([name, 1]);
      expect(html).toContain('<html lang="en-GB"');
      expect(html).toMatch(/<title>[^<]+ - Drumbeat<\/title>/);
      expect(html).toContain('href="#main-content"');
      expect(html).toContain('id="main-content"');
      expect(html).not.toMatch(/\brequired\b(?!<)/);
      for (const [form] of html.matchAll(/<form [^>]*>/g)) expect(form).toContain('novalidate');
    }
  });

  it('with a fault says so in its title and at its top, and leads to the field', () => {
    const withFaults = pages.filter((page) => page.status === 422);
    expect(withFaults.length).toBeGreaterThan(8);
    expect(faultsInForms(withFaults)).toEqual([]);
    for (const { html } of withFaults) expect(html.indexOf('There is a problem')).toBeLessThan(html.indexOf('<h1'));
  });

  it('uses none of the words that the design system does without', () => {
    expect(unwantedWords(pages)).toEqual([]);
  });
});
