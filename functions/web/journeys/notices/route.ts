import { Hono } from 'hono';
import { library } from '#programmes/library.ts';
import { staysInWords } from '#web/journeys/own-data/stays.ts';
import { goTo, page } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { readIn } from '#web/kit/words/readers.ts';
import { retentionInWords } from '#web/kit/words/retention.ts';

/** What anybody may read. */
export const notices = new Hono<Web>();

notices.get('/', (c) =>
  c.var.session
    ? goTo(c, '/cohorts')
    : page(c, 'journeys/notices/home', { title: 'Mentoring and coaching programmes, kept on the beat' }),
);
notices.get('/accessibility', (c) => page(c, 'journeys/notices/accessibility', { title: 'Accessibility' }));
notices.get('/privacy', (c) =>
  page(c, 'journeys/notices/privacy', {
    title: 'Privacy',
    kept: retentionInWords({}, true),
    stays: staysInWords,
    programmes: Object.values(library).map(readIn),
  }),
);
