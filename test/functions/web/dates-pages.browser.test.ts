import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { lookAtDates, lookBeforeLaunch } from './dates-pages.ts';
import { faultsInBrowser } from './in-browser.ts';
import type { NamedPage } from './look.ts';
import { faultsInHtml, unwantedWords } from './page-faults.ts';
import { launchedSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

let site: Site;
let browser: BrowserContext;
let lead: Visitor;
const pages: NamedPage[] = [];

beforeAll(async () => {
  const launched = await launchedSite();
  site = launched.site;
  lead = await site.lead();
  await lookAtDates(pages, lead, launched.cohort);
  await lookBeforeLaunch(pages, site);
  browser = await openBrowser({ scripts: true });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await site.stop();
});

describe('the pages on which dates are moved, in a browser', () => {
  it('are the form, the form with a fault, what follows, the form that can be undone, more time, and all of it before the launch', () => {
    expect(pages.map(({ status }) => status)).toEqual([200, 422, 200, 200, 422, 200, 200, 422, 200]);
  });

  it('have no fault that a checker of HTML or axe finds, and scroll down only', async () => {
    expect(await faultsInHtml(pages)).toEqual([]);
    expect(unwantedWords(pages)).toEqual([]);
    expect(await faultsInBrowser(browser, lead, pages)).toEqual([]);
  }, 300_000);
});
