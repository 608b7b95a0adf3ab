import { describe } from 'vitest';
import { everyCoverPage } from './cover-pages.ts';
import type { NamedPage } from './look.ts';
import { openSite } from './site.ts';
import { soundPages } from './sound-pages.ts';

describe('every page of cover, cycles and lesson records', () => {
  soundPages(26, async () => {
    const pages: NamedPage[] = [];
    const site = await openSite();
    await everyCoverPage(site, pages);
    return { site, pages };
  });
});
