import { Hono } from 'hono';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Parts } from '#use-cases/parts.ts';

/** The cohort's page as its lead gets it. @throws when it is not shown */
export async function getCohortPage(parts: Parts, cohort: Cohort): Promise<void> {
  // what the site imports must have been built first
  const { createApp } = await import('#web/app.ts');
  const { beginSession } = await import('#web/kit/session.ts');
  const web = { ...parts, leads: [], log: () => {} };
  const door = new Hono<import('#web/kit/web-parts.ts').Web>().get('/', async (c) => {
    c.set('parts', web);
    await beginSession(c, cohort.lead.email, false);
    return c.body(null);
  });
  const cookie = (await door.request('/')).headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await createApp(web).request(`/cohorts/${cohort.id}`, { headers: { cookie } });
  if (answer.status !== 200) throw new Error(`The cohort's page answered ${answer.status}`);
}
