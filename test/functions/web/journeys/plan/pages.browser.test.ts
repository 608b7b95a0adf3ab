import { describe, expect, it } from 'vitest';
import type { NamedPage } from '#test/functions/web/look.ts';
import { everyPlanPage } from '#test/functions/web/plan-pages.ts';
import { openSite } from '#test/functions/web/site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';
import { openBrowser } from '#test/support/browser.ts';
import { stylesheet } from '#web/kit/built/assets.mjs';

/** The forms about one cycle are like those about another. */
const like = /\/(cycles|by-hand)\/cycle-(1-[34]|2-[123])/;

describe('every page on the plan', () => {
  const gathered = soundPages(31, async () => {
    const all: NamedPage[] = [];
    await everyPlanPage(all);
    const pages = all.filter(({ name }) => name.startsWith('/owed/') && !like.test(name));
    return { site: await openSite(), pages };
  });

  it('shows its calendar as a table on a desktop and in print, as a list a day on a phone; in print no button is left', async () => {
    const shown = gathered().find(
      ({ title, status }) => status === 200 && title.startsWith('The plan of your sessions'),
    );
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
