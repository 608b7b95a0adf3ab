import { describe } from 'vitest';
import { everyCoverPage } from '#test/functions/web/cover-pages.ts';
import type { NamedPage } from '#test/functions/web/look.ts';
import { openSite } from '#test/functions/web/site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

describe('every page of cover, cycles and lesson records', () => {
  soundPages(26, async () => {
    const pages: NamedPage[] = [];
    const site = await openSite();
    await everyCoverPage(site, pages);
    return { site, pages };
  });
});
