import { Hono } from 'hono';
import { goTo, page } from '#web/page.ts';
import { retentionInWords } from '#web/views/retention-in-words.ts';
import { staysInWords } from '#web/views/stays-in-words.ts';
import type { Web } from '#web/web-parts.ts';

/** What anybody may read. */
export const notices = new Hono<Web>();

notices.get('/', (c) =>
  c.var.session
    ? goTo(c, '/cohorts')
    : page(c, 'home', { title: 'Mentoring and coaching programmes, kept on the beat' }),
);
notices.get('/accessibility', (c) => page(c, 'accessibility', { title: 'Accessibility' }));
notices.get('/privacy', (c) =>
  page(c, 'privacy', { title: 'Privacy', kept: retentionInWords({}, true), stays: staysInWords }),
);
