import { Hono } from 'hono';
import { readSummary } from '#use-cases/read-summary.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';

/** How a cohort went, once it has closed: without names. */
export const summary = new Hono<Web>();

summary.get('/', async (c) => {
  const { cohort, parts } = c.var;
  const back = `/cohorts/${cohort.id}`;
  if (cohort.stage !== 'closed') return goTo(c, back);
  if (cohort.gone) return goTo(c, `${back}/evaluation`);
  const found = await readSummary(parts, cohort.id);
  if (!found) return refusal(c, 404);
  return page(c, 'journeys/results/summary', { title: `How ${cohort.name} went`, back, cohort, summary: found });
});
