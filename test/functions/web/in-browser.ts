import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { openBrowser } from '#test/support/browser.ts';
import type { NamedPage } from './look.ts';
import { ORIGIN } from './site.ts';
import type { Seen, Visitor } from './visitor.ts';

/** phone, desktop, and the width that text at 400% leaves of a desktop */
const WIDTHS = [390, 1280, 320] as const;

/** All that axe looks for; but the progress of a launch loads itself anew, which its reader can stop. */
const ALL = { rules: { 'meta-refresh': { enabled: false } } };

/** What depends on the width, where the same can be seen. */
const BY_WIDTH = { runOnly: ['target-size', 'scrollable-region-focusable'] };

/** Which elements can be seen, in order: a 1 for each that can. */
const SEEN = "[...document.querySelectorAll('body *')].map((one) => Number(one.checkVisibility())).join('')";

/** What a lead does about something owed looks alike, whatever it is; so does what is done to one session, cycle or person. */
const ALIKE = /\/(owed|sessions|cover|people)\/[\w-]+\/([a-z-]+)$/;

/** On paper: what is written beside links, what of the text is an address, and what could only be pressed. */
const PRINTED = `(() => {
  const seen = (one) => one.checkVisibility();
  const beside = [...document.querySelectorAll('a')].flatMap((one) =>
    ['::before', '::after'].map((where) => getComputedStyle(one, where).content).filter((text) => !['none', 'normal'].includes(text)));
  const text = document.body.innerText;
  const addresses = text.split(/\\s+/).filter((word) => word.includes(location.origin) || /\\/(owed|sessions|room|calendar)\\/\\S/.test(word));
  const secret = [...document.querySelectorAll('a')].filter((one) => /^\\/(owed|sessions|room|calendar)\\//.test(one.getAttribute('href')) && seen(one));
  const pressed = [...document.querySelectorAll('nav, button, [role=button], .clock')].filter(seen);
  return [...beside, ...addresses, ...[...secret, ...pressed].map((one) => one.outerHTML.slice(0, 80))];
})()`;

/** Pages of one name, title and status are alike, whatever the school: the browser looks at one. */
const oneOfEach = (all: readonly NamedPage[]): readonly NamedPage[] => {
  const like = ({ name, title, status }: NamedPage) => {
    const plain = name.replace(/\/(owed|sessions)\/[^/]*\.[^/]*/, '/$1/LINK').replace(/\d{6}/g, 'URN');
    const said = ALIKE.test(plain) && !plain.includes('LINK') ? title.startsWith('Error') : title;
    return [plain.replace(ALIKE, '/$1/ONE/$2'), said, status].join(' ');
  };
  return [...new Map(all.map((one) => [like(one), one])).values()];
};

/** A page without its words, names and values: of pages that are alike in this axe looks at one. */
const shapeOf = ({ html }: NamedPage): string =>
  html
    .replace(/>[^<]+/g, (words) => (words.slice(1).trim() ? '>word' : '>'))
    .replace(/ (?!class|type|role)([\w-]+)="[^"]*"/g, ' $1');

/** What loads itself anew would do so under the eyes of axe. */
const RELOAD = /<meta http-equiv="refresh"[^>]*>/;

/**
 * Shows pages as they came, under their content security policy; whatever they load comes from the site itself, as the lead
 * sees it. Pages have no scripts, so one with the policy of the page before is written in its place, and axe stays there.
 */
async function openFrame(page: Page, lead: Visitor) {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const loaded = new Map<string, Promise<Seen>>();
  const load = (path: string) => loaded.get(path) ?? loaded.set(path, lead.get(path)).get(path);
  let shown: NamedPage | undefined;
  await page.route('**/*', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const isPage = route.request().isNavigationRequest();
    const { html = '', headers, status } = (isPage ? shown : await load(pathname + search)) ?? {};
    return route.fulfill({
      body: isPage ? '' : html,
      headers: Object.fromEntries(headers ?? []),
      status: isPage ? 200 : (status ?? 500),
    });
  });
  const screen = await page.context().newCDPSession(page);
  const policyOf = (one: NamedPage | undefined) => one?.headers.get('Content-Security-Policy');
  return {
    async show(one: NamedPage) {
      const before = shown;
      shown = one;
      if (!before || policyOf(before) !== policyOf(one)) {
        await page.goto(ORIGIN);
        await page.evaluate(axe);
      }
      await page.evaluate(written(one.html.replace(RELOAD, '')));
    },
    /** without waiting until it is painted anew */
    widen: (width: number) =>
      screen.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false }),
  };
}

/** Writes a page, and waits for its styles. */
const written = (html: string): string => `new Promise((done) => {
  document.open();
  document.write(${JSON.stringify(html)});
  document.close();
  if (document.readyState === 'complete') done();
  else addEventListener('load', () => done(), { once: true });
}).then(() => Promise.all([...document.querySelectorAll('link[rel=stylesheet]')].map((one) =>
  one.sheet || new Promise((done) => one.addEventListener('load', done, { once: true })))).then(() => undefined))`;

/** What axe finds, what scrolls sideways, and what the browser refused to load, at each width; and what paper shows of addresses. */
export async function faultsInBrowser(lead: Visitor, pages: readonly NamedPage[]): Promise<readonly string[]> {
  const browser = await openBrowser({ scripts: true });
  try {
    return await faultsIn(await browser.newPage(), lead, pages);
  } finally {
    await browser.close();
  }
}

async function faultsIn(page: Page, lead: Visitor, pages: readonly NamedPage[]): Promise<readonly string[]> {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`refused: ${message.text()}`));
  const shapes = new Set<string>();
  const frame = await openFrame(page, lead);
  for (const shown of oneOfEach(pages)) {
    const isNew = shapes.size < shapes.add(shapeOf(shown)).size;
    await frame.show(shown);
    let before: unknown;
    await page.emulateMedia({ media: 'print' });
    for (const printed of (await page.evaluate(PRINTED)) as readonly string[])
      faults.push(`${shown.name} on paper: ${printed}`);
    await page.emulateMedia({ media: 'screen' });
    for (const width of WIDTHS) {
      await frame.widen(width);
      const scrolls = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      if (scrolls) faults.push(`${shown.name} at ${width}: scrolls sideways`);
      if (width === 320 || !isNew) continue;
      const seen = await page.evaluate(SEEN);
      const options = JSON.stringify({ resultTypes: ['violations'], ...(seen === before ? BY_WIDTH : ALL) });
      before = seen;
      const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults;
      for (const { id, nodes } of violations)
        faults.push(
          `${shown.name} at ${width}: ${id}: ${nodes
            .map((node) => node.html)
            .slice(0, 3)
            .join(' ')}`,
        );
    }
  }
  return faults;
}
