import { Hono } from 'hono';
import { readResults } from '#use-cases/read-results.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { comparisonShown, pointShown, workedOutInWords } from './page.ts';

/** What the questionnaires say, as last worked out: counts, and how people moved once the last is over. Never a name. */
export const results = new Hono<Web>();

results.get('/', async (c) => {
  const { cohort, parts } = c.var;
  if (cohort.stage === 'draft') return refusal(c, 404);
  // without the answers nothing could be counted
  if (cohort.gone?.includes('answers')) return goTo(c, `/cohorts/${cohort.id}/evaluation`);
  const [found, { resultPictures }] = await Promise.all([readResults(parts, cohort), import('./pictures.ts')]);
  return page(c, 'journeys/results/view', {
    title: 'What the questionnaires say',
    back: `/cohorts/${cohort.id}`,
    cohort,
    worked: workedOutInWords(found.next),
    comparisons: found.comparisons.map((one, i) => comparisonShown(one, i, resultPictures)),
    points: found.points.map((one, i) => pointShown(one, i, resultPictures)),
  });
});
