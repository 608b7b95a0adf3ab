import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { inWords } from '#calendar/london.ts';
import {
  asOfDay,
  heldInWords,
  holdingInWords,
  methodInWords,
  ownersInWords,
  percentOf,
  timelinessInWords,
  timelyInWords,
} from '#evaluation/in-words.ts';
import { readKeptThemes, readThemes, saveThemes } from '#records/evaluations.ts';
import { untilSaved } from '#records/until-saved.ts';
import { readEvaluation } from '#use-cases/read-evaluation.ts';
import { readAwaited } from '#use-cases/read-results.ts';
import { comparisonShown, nextResultsInWords } from '#web/journeys/results/page.ts';
import { showBoth } from '#web/kit/both.ts';
import { text } from '#web/kit/fields/entries.ts';
import { type Line, OPENED, openedOn, pageNamed, sinceOpened } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { keptInWords } from '#web/kit/words/retention.ts';
import { evaluationCsv } from './csv.ts';

/** How a cohort goes, and once it has closed went: a page, a file for governors and one for a spreadsheet. */
export const evaluation = new Hono<Web>();

const PATH = '/evaluation';

const LONGEST = 4_000;
const TRIES = 5;

const lines: readonly Line[] = [{ label: 'What stood out, in your own words', fields: ['themes'], long: true }];

const begun = createMiddleware<Web>(async (c, next) => (c.var.cohort.stage === 'draft' ? refusal(c, 404) : next()));
for (const ending of ['', '.csv', '.pdf']) evaluation.use(PATH + ending, begun);

const found = async (c: Asked) => {
  const { cohort, parts } = c.var;
  const [facts, themes] = await Promise.all([readEvaluation(parts, cohort), readThemes(parts.table, cohort.id)]);
  return { facts, themes };
};

async function shown(c: Asked) {
  const { cohort, parts } = c.var;
  const [{ facts, themes }, next, { resultPictures }] = await Promise.all([
    found(c),
    readAwaited(parts, cohort),
    import('#web/journeys/results/pictures.ts'),
  ]);
  const home = `/cohorts/${cohort.id}`;
  const share = ({ asked, answered }: { readonly asked: number; readonly answered: number }) =>
    percentOf(answered, asked);
  return {
    title: facts.final ? `Evaluation of ${cohort.name}` : `Evaluation of ${cohort.name} so far`,
    back: home,
    cohort,
    action: home + PATH,
    final: facts.final,
    asOf: inWords(asOfDay(facts)),
    counts: Object.entries(facts.schools)
      .filter(([stage, number]) => number > 0 || stage === 'completed')
      .map(([words, number]) => ({ number, words: words === 'running' ? 'still taking part' : words })),
    responses: facts.responses.map((one) => ({ ...one, owner: ownersInWords(one.owner), share: share(one) })),
    comparisons: facts.comparisons.map((one, i) => comparisonShown(one, i, resultPictures)),
    next: nextResultsInWords(next),
    timeliness: facts.timeliness.map((one) => ({ what: timelyInWords[one.what], says: timelinessInWords(one) })),
    holdings: facts.holdings.map((one) => ({
      what: heldInWords[one.what],
      says: holdingInWords(one),
      reasons: one.reasons.map(({ why, count }) => `${why || 'No reason was given'}: ${count}`),
    })),
    method: methodInWords(facts),
    kept: keptInWords(cohort),
    files: { csv: `${home}${PATH}.csv`, pdf: `${home}${PATH}.pdf` },
    themes,
    openedOn: openedOn(lines, { themes }),
  };
}

evaluation.get(PATH, async (c) =>
  page(c, 'journeys/evaluation/view', {
    ...(await shown(c)),
    told: c.req.query('told') === 'themes' ? 'The themes are saved. They stand in both files too.' : undefined,
  }),
);

evaluation.post(PATH, async (c) => {
  const { cohort, parts, posted } = c.var;
  return untilSaved(TRIES, async () => {
    const kept = await readKeptThemes(parts.table, cohort.id);
    const since = sinceOpened(posted, lines, { themes: kept.themes ?? '' }, kept.page);
    if ('both' in since) return showBoth(c, lines, since.both);
    const { themes } = since.typed;
    const typed = text(LONGEST).safeParse(themes);
    if (!typed.success) {
      const faults = [{ field: 'themes', sentence: typed.error.issues[0]?.message ?? '' }];
      return mend(c, 'journeys/evaluation/view', { ...(await shown(c)), themes, openedOn: posted[OPENED], faults });
    }
    await saveThemes(parts.table, cohort.id, { themes: typed.data, page: pageNamed(posted) }, kept.themes);
    return goTo(c, `/cohorts/${cohort.id}${PATH}?told=themes`);
  });
});

const asFile = (c: Asked, type: string, ending: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="evaluation-${c.var.cohort.id}.${ending}"`,
});

evaluation.get(`${PATH}.csv`, async (c) => {
  const { facts, themes } = await found(c);
  const { name } = c.var.cohort;
  return c.body(evaluationCsv(name, facts, themes), 200, asFile(c, 'text/csv; charset=utf-8', 'csv'));
});

evaluation.get(`${PATH}.pdf`, async (c) => {
  const [{ facts, themes }, { evaluationPdf }, { loadFonts }] = await Promise.all([
    found(c),
    import('#documents/evaluation-pdf.ts'),
    import('#documents/fonts.ts'),
  ]);
  const { name, programme } = c.var.cohort;
  const document = { cohort: name, programme: programme.name, evaluation: facts, themes };
  const pdf = await evaluationPdf(document, await loadFonts());
  return c.body(Uint8Array.from(pdf), 200, asFile(c, 'application/pdf', 'pdf'));
});
