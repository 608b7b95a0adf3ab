import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { cohortsLedBy, readCohortFacts } from '#records/cohorts.ts';
import { page } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { cohortStage } from '#web/kit/words/stage.ts';

/** The cohorts that the lead leads. */
export const cohorts = new Hono<Web>();

cohorts.get('/', async (c) => {
  const { parts, session } = c.var;
  const ids = await cohortsLedBy(parts.table, session?.address ?? '');
  const own = (await Promise.all(ids.map((id) => readCohortFacts(parts.table, id)))).flatMap((one) =>
    one && !one.deleting ? [one] : [],
  );
  const latestFirst = own.toSorted((a, b) => (a.launch > b.launch ? -1 : 1));
  return page(c, 'journeys/cohorts/view', {
    title: 'Your cohorts',
    told: c.req.query('told') === 'deleted' ? 'The draft has been deleted.' : undefined,
    cohorts: latestFirst.map((one) => ({ ...one, launchDay: inWords(one.launch), tag: cohortStage(one.stage) })),
  });
});
