import { expect, it } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';

// only there is a Chromium in npm's package
it.runIf(`${process.platform}-${process.arch}` === 'linux-x64')(
  'a machine without a browser of its own uses the one that comes with npm, with its letters',
  async () => {
    const context = await openBrowser({ which: 'packaged', scripts: true });
    try {
      const page = await context.newPage();
      await page.setContent('<p style="width: 3em">Words over several lines</p>');
      const [agent, height] = (await page.evaluate(
        '[navigator.userAgent, document.querySelector("p").offsetHeight]',
      )) as [string, number];
      expect(agent).toContain('HeadlessChrome/153.');
      expect(height).toBeGreaterThan(50);
    } finally {
      await context.close();
    }
  },
);
