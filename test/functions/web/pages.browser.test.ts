import { describe, expect, it } from 'vitest';
import { everyPage } from './every-page.ts';
import { launchedSite } from './site.ts';
import { soundPages } from './sound-pages.ts';

describe('every page', () => {
  const gathered = soundPages(1000, async () => {
    const { site, cohort } = await launchedSite();
    return { site, pages: await everyPage(site, cohort) };
  });

  it('has a language, a title, a way past the header and no required fields', () => {
    for (const { html } of gathered()) {
      expect(html).toContain('<html lang="en-GB"');
      expect(html).toMatch(/<title>[^<]+ - Drumbeat<\/title>/);
      expect(html).toContain('href="#main-content"');
      expect(html).toContain('id="main-content"');
      expect(html).not.toMatch(/\brequired\b(?!<)/);
      for (const [form] of html.matchAll(/<form [^>]*>/g)) expect(form).toContain('novalidate');
    }
  });

  it('on which somebody writes about lessons says that it is no place for a concern about a child', () => {
    const forms = gathered().filter(({ html }) => /<textarea[^>]* name="(answer-|workedOn)/.test(html));
    expect(forms.length).toBeGreaterThan(3);
    for (const { name, html } of forms)
      expect([name, html.includes('tell your school’s designated safeguarding lead straight away')]).toEqual([
        name,
        true,
      ]);
  });

  it('with a fault says so at its top', () => {
    const withFaults = gathered().filter((page) => page.status === 422);
    expect(withFaults.length).toBeGreaterThan(8);
    for (const { html } of withFaults) expect(html.indexOf('There is a problem')).toBeLessThan(html.indexOf('<h1'));
  });
});
