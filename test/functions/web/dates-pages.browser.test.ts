import { describe, expect, it } from 'vitest';
import { lookAtDates, lookBeforeLaunch } from './dates-pages.ts';
import type { NamedPage } from './look.ts';
import { launchedSite } from './site.ts';
import { soundPages } from './sound-pages.ts';

describe('each page on which dates are moved', () => {
  const gathered = soundPages(9, async () => {
    const pages: NamedPage[] = [];
    const { site, cohort } = await launchedSite();
    await lookAtDates(pages, await site.lead(), cohort);
    await lookBeforeLaunch(pages, site);
    return { site, pages };
  });

  it('is the form, the form with a fault, what follows, the form that can be undone, more time, and all of it before the launch', () => {
    expect(gathered().map(({ status }) => status)).toEqual([200, 422, 200, 200, 422, 200, 200, 422, 200]);
  });
});
