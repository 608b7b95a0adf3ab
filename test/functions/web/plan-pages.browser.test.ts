import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stylesheet } from '../../../functions/web/views/built/assets.mjs';
import { openBrowser } from '../../support/browser.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInHtml, unwantedWords } from './page-faults.ts';
import { everyPlanPage } from './plan-pages.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
let pages: readonly NamedPage[];

/** The forms about one cycle are like those about another. */
const like = /\/(cycles|by-hand)\/cycle-(1-[34]|2-[123])/;

beforeAll(async () => {
  const all: NamedPage[] = [];
  await everyPlanPage(all);
  pages = all.filter(({ name }) => name.startsWith('/owed/') && !like.test(name));
  site = await openSite();
}, 180_000);
afterAll(() => site.stop());

describe('every page on the plan', () => {
  it('is sound HTML, and uses none of the words that the design system does without', async () => {
    expect(pages.length).toBeGreaterThan(30);
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
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
    const browser = await openBrowser({ scripts: true });
    try {
      expect(await faultsInBrowser(browser, await site.lead(), pages)).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 300_000);
});

describe('the calendar of the plan', () => {
  it('is a table on a desktop and in print, and a list a day on a phone; in print no button is left', async () => {
    const shown = pages.find(({ title, status }) => status === 200 && title.startsWith('The plan of your sessions'));
    const context = await openBrowser();
    try {
      const page = await context.newPage();
      await page.setContent(`${shown?.html}<style>${stylesheet.text}</style>`);
      const visible = async () => ({
        table: await page.locator('.app-week__table').first().isVisible(),
        list: await page.locator('.app-week__list').first().isVisible(),
        button: await page.getByRole('button', { name: 'Continue to agree' }).first().isVisible(),
      });
      expect(await visible()).toEqual({ table: true, list: false, button: true });
      await page.setViewportSize({ width: 390, height: 900 });
      expect(await visible()).toEqual({ table: false, list: true, button: true });
      await page.emulateMedia({ media: 'print' });
      expect(await visible()).toEqual({ table: true, list: false, button: false });
    } finally {
      await context.close();
    }
  });
});
