import { describe } from 'vitest';
import { everyAnsweringPage } from './answering-pages.ts';
import type { NamedPage } from './look.ts';
import { openSite } from './site.ts';
import { soundPages } from './sound-pages.ts';

describe('every page of a questionnaire and of its results', () => {
  soundPages(13, async () => {
    const pages: NamedPage[] = [];
    const site = await openSite();
    await everyAnsweringPage(site, pages);
    return { site, pages };
  });
});
