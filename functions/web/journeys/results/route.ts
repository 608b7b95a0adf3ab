import { Hono } from 'hono';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Questionnaire } from '#domain/programme/questionnaire.ts';
import { namesIn } from '#names/names-in.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import { hasWords } from '#questionnaires/words.ts';
import { readResults } from '#use-cases/read-results.ts';
import { readWords } from '#use-cases/read-words.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { numberInWords } from '#wording/wording.ts';
import { comparisonShown, pointShown, wordsShown, workedOutInWords } from './page.ts';

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
    points: found.points.map((one, i) => ({
      ...pointShown(one, i, resultPictures),
      words: one.counts && readByLead(cohort, one.key) ? `/cohorts/${cohort.id}/results/${one.key}` : undefined,
    })),
  });
});

/** The questionnaire that a key names, where its lead reads something that is written in it. */
function readByLead({ programme: { questionnaires } }: Cohort, key: string): Questionnaire | undefined {
  const questionnaire = Object.hasOwn(questionnaires, key) ? questionnaires[key] : undefined;
  return questionnaire && hasWords(questionnaire) ? questionnaire : undefined;
}

/** What people wrote in one questionnaire, without names. */
results.get('/:key', async (c) => {
  const { cohort, parts } = c.var;
  const key = c.req.param('key');
  const questionnaire = readByLead(cohort, key);
  if (cohort.stage === 'draft' || !questionnaire) return refusal(c, 404);
  if (cohort.gone?.includes('answers')) return goTo(c, `/cohorts/${cohort.id}/evaluation`);
  const found = await readWords(parts, cohort, key, questionnaire);
  if (!found) return goTo(c, `/cohorts/${cohort.id}/results`);
  return page(c, 'journeys/results/words', {
    title: `What people wrote: ${questionnaire.title}`,
    back: `/cohorts/${cohort.id}/results`,
    cohort,
    says: wordsShown(found),
    fewest: numberInWords(FEWEST_SHOWN),
    questions: found.written.map(({ text, words }) => ({
      text,
      answers: words.map((answer) => namesIn(answer, found.names)),
    })),
  });
});
