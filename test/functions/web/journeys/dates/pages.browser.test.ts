import { describe, expect, it } from 'vitest';
import { lookAtDates, lookAtEvents, lookBeforeLaunch } from '#test/functions/web/dates-pages.ts';
import type { NamedPage } from '#test/functions/web/look.ts';
import { launchedSite } from '#test/functions/web/site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

describe('each page on which dates are moved', () => {
  const gathered = soundPages(11, async () => {
    const pages: NamedPage[] = [];
    const { site, cohort } = await launchedSite();
    await lookAtDates(pages, await site.lead(), cohort);
    await lookBeforeLaunch(pages, site);
    await lookAtEvents(pages, site);
    return { site, pages };
  });

  it('is the form, the form with a fault, what follows, the form that can be undone, more time, all of it before the launch, and what the lead holds, with a fault too', () => {
    expect(gathered().map(({ status }) => status)).toEqual([200, 422, 200, 200, 422, 200, 200, 422, 200, 200, 422]);
  });
});
