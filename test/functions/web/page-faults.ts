import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';
import type { NamedPage } from './look.ts';
import { ORIGIN } from './site.ts';
import type { Visitor } from './visitor.ts';

const checker = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // the progress of a launch or a plan, which its reader can stop
    'meta-refresh': 'off',
    // how the design system's own macros write HTML
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // a school's name may be long
    'long-title': 'off',
    // a list without bullets stays a list for a screen reader
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'valid-id': ['error', { relaxed: true }],
  },
});

/** What is wrong with the HTML of some pages, in the checker's words. */
export async function faultsInHtml(pages: readonly NamedPage[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { name, html } of pages) {
    const { results } = await checker.validateString(html);
    for (const { messages } of results)
      faults.push(...messages.map((m) => `${name}, ${m.line}: ${m.ruleId}: ${m.message}`));
  }
  return faults;
}

/** Words that the design system does without, and what only a mistake of ours writes. */
export const unwantedWords = (pages: readonly NamedPage[]): readonly string[] =>
  pages.flatMap(({ name, html }) =>
    [...html.replace(/<[^>]*>/g, ' ').matchAll(/\b(please|sorry|invalid|valid|oops|undefined|NaN|\[object)\b/gi)].map(
      ([word]) => `${name}: ${word}`,
    ),
  );

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** desktop, phone, and the width that text at 400% leaves of a desktop */
const WIDTHS = [1280, 390, 320] as const;

/** What loads itself anew would do so under the eyes of axe. */
const RELOAD = /<meta http-equiv="refresh"[^>]*>/;

/** Pages of one name, title and status are alike, whatever the school: the browser looks at one. */
const oneOfEach = (all: readonly NamedPage[]): readonly NamedPage[] => {
  const like = ({ name, title, status }: NamedPage) =>
    [name.replace(/\/(owed|sessions)\/[^/]*\.[^/]*/, '/$1/LINK').replace(/\d{6}/g, 'URN'), title, status].join(' ');
  return [...new Map(all.map((one) => [like(one), one])).values()];
};

/**
 * What axe finds on pages shown as they came, with their headers, on a desktop and on a phone; where one scrolls
 * sideways; and what the browser refused to load. Whatever a page loads comes from the site itself, as the lead sees it.
 */
export async function faultsInBrowser(all: readonly NamedPage[], lead: Visitor): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-browser-'));
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS.split(' '),
  });
  try {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const faults: string[] = [];
    const page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    for (const { name, html, headers } of oneOfEach(all)) {
      await page.unrouteAll();
      await page.route('**/*', async (route) => {
        if (route.request().isNavigationRequest())
          return route.fulfill({ body: html.replace(RELOAD, ''), headers: Object.fromEntries(headers), status: 200 });
        const { pathname, search } = new URL(route.request().url());
        const loaded = await lead.get(pathname + search);
        return route.fulfill({
          body: loaded.html,
          headers: Object.fromEntries(loaded.headers),
          status: loaded.status,
        });
      });
      await page.goto(ORIGIN);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const scrolls = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
        if (scrolls) faults.push(`${name} at ${width}: scrolls sideways`);
        if (width === 320) continue;
        // what loads itself anew can be stopped by its reader
        const { violations } = (await page.evaluate(
          `${axe}; axe.run({ resultTypes: ['violations'], rules: { 'meta-refresh': { enabled: false } } })`,
        )) as AxeResults;
        for (const { id, nodes } of violations) {
          const where = nodes.map((node) => node.html).slice(0, 3);
          faults.push(`${name} at ${width}: ${id}: ${where.join(' ')}`);
        }
      }
    }
    return faults;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
