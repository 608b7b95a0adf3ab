import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPage } from './every-page.ts';
import type { NamedPage } from './look.ts';
import { launchedSite, ORIGIN, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** desktop, phone, and the width that text at 400% leaves of a desktop */
const WIDTHS = [1280, 390, 320] as const;

let site: Site;
let pages: readonly NamedPage[];
let folder: string;
let browser: BrowserContext;
let page: Page;
let axe: string;
let lead: Visitor;

beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  pages = await everyPage(site, launched.cohort);
  lead = await site.lead();
  folder = await mkdtemp(join(tmpdir(), 'drumbeat-browser-'));
  browser = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS.split(' '),
  });
  page = await browser.newPage();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}, 300_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
  await site.stop();
});

/** Pages of one name, title and status are alike, whatever the school: the browser looks at one. */
const oneOfEach = (all: readonly NamedPage[]): readonly NamedPage[] => {
  const like = ({ name, title, status }: NamedPage) =>
    [name.replace(/\/(owed|sessions)\/[^/]*\.[^/]*/, '/$1/LINK').replace(/\d{6}/g, 'URN'), title, status].join(' ');
  return [...new Map(all.map((one) => [like(one), one])).values()];
};

/** Shows a page as it came, with its headers; whatever it loads comes from the site itself, as the lead sees it. */
async function show({ html, headers }: NamedPage): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', async (route) => {
    if (route.request().isNavigationRequest())
      return route.fulfill({ body: html, headers: Object.fromEntries(headers), status: 200 });
    const { pathname, search } = new URL(route.request().url());
    const loaded = await lead.get(pathname + search);
    return route.fulfill({
      body: loaded.html,
      headers: Object.fromEntries(loaded.headers),
      status: loaded.status,
    });
  });
  await page.goto(ORIGIN);
}

describe('every page in a browser', () => {
  it('has nothing that axe finds fault with, and scrolls down only, on a desktop and on a phone', async () => {
    const faults: string[] = [];
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    for (const shown of oneOfEach(pages)) {
      await show(shown);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const scrolls = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
        if (scrolls) faults.push(`${shown.name} at ${width}: scrolls sideways`);
        if (width === 320) continue;
        // the progress of a launch loads itself anew, which its reader can stop
        const { violations } = (await page.evaluate(
          `${axe}; axe.run({ resultTypes: ['violations'], rules: { 'meta-refresh': { enabled: false } } })`,
        )) as AxeResults;
        for (const { id, nodes } of violations)
          faults.push(
            `${shown.name} at ${width}: ${id}: ${nodes
              .map((node) => node.html)
              .slice(0, 3)
              .join(' ')}`,
          );
      }
    }
    expect(faults).toEqual([]);
    expect(refused).toEqual([]);
  }, 300_000);
});
