import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { readLedger, type ShownLedger } from '#use-cases/read-ledger.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { shortTime } from '#web/kit/words/session.ts';
import { momentInWords } from '#wording/wording.ts';
import { ledgerCsv } from './csv.ts';

/** How soon heads heard of each session: a page, a picture and two files. */
export const ledger = new Hono<Web>();

const PATH = '/ledger';

/** So many sessions on one page: a cohort has thousands. */
const ON_A_PAGE = 100;

const read = (c: Asked): Promise<ShownLedger | undefined> => readLedger(c.var.parts, c.var.cohort, c.req.query('urn'));

const withSessions = createMiddleware<Web>(async (c, next) =>
  c.var.cohort.programme.sessions && c.var.cohort.stage !== 'draft' ? next() : refusal(c, 404),
);
for (const ending of ['', '.svg', '.csv', '.pdf']) ledger.use(PATH + ending, withSessions);

ledger.get(PATH, async (c) => {
  const shown = await read(c);
  if (!shown) return refusal(c, 404);
  const [{ ledgerChartInWords }, { hoursAndMinutes, outcomeInWords, shareWithin }] = await Promise.all([
    import('#documents/ledger-chart.ts'),
    import('#documents/ledger-pdf.ts'),
  ]);
  const { cohort } = c.var;
  const urn = c.req.query('urn');
  const home = `/cohorts/${cohort.id}`;
  const asked = urn ? `?urn=${encodeURIComponent(urn)}` : '';
  const pages = Math.max(1, Math.ceil(shown.rows.length / ON_A_PAGE));
  const number = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1));
  const to = (n: number) => `${home}${PATH}?${urn ? `urn=${encodeURIComponent(urn)}&` : ''}page=${n}`;
  const share = shareWithin(shown);
  const row = (one: ShownLedger['rows'][number]) => ({
    ...one,
    start: shortTime(one.start),
    end: shortTime(one.end),
    sent: one.sent && shortTime(one.sent),
    delivered: one.delivered && shortTime(one.delivered),
    hours: one.hours === undefined ? undefined : hoursAndMinutes(one.hours),
    said: outcomeInWords[one.outcome],
  });
  return page(c, 'journeys/ledger/view', {
    title: shown.school ? `Ledger of reports at ${shown.school}` : 'Ledger of reports',
    back: urn ? `${home}/schools/${urn}` : home,
    cohort,
    whole: urn ? home + PATH : undefined,
    asOf: momentInWords(shown.asOf),
    counts: [
      ...(share === undefined ? [] : [{ number: `${share}%`, words: 'within 24 hours' }]),
      ...(shown.medianHours === undefined
        ? []
        : [{ number: hoursAndMinutes(shown.medianHours), words: 'median hours until the head heard' }]),
      { number: shown.held, words: 'sessions held' },
      ...(shown.unsaid > 0 ? [{ number: shown.unsaid, words: 'not recorded yet' }] : []),
      { number: shown.within, words: 'reported within 24 hours' },
      { number: shown.late, words: 'late' },
      { number: shown.waiting, words: 'waiting' },
    ],
    picture: `${home}${PATH}.svg${asked}`,
    pictureInWords: ledgerChartInWords(shown.hours),
    files: { csv: `${home}${PATH}.csv${asked}`, pdf: `${home}${PATH}.pdf${asked}` },
    late: shown.rows.filter((one) => one.outcome === 'late').map(row),
    total: shown.rows.length,
    toCome: shown.toCome,
    rows: shown.rows
      .toReversed()
      .slice((number - 1) * ON_A_PAGE, number * ON_A_PAGE)
      .map(row),
    number,
    pages,
    newer: number > 1 ? to(number - 1) : undefined,
    older: number < pages ? to(number + 1) : undefined,
  });
});

ledger.get(`${PATH}.svg`, async (c) => {
  const shown = await read(c);
  if (!shown) return refusal(c, 404);
  const { ledgerChart } = await import('#documents/ledger-chart.ts');
  return c.body(ledgerChart(shown.hours), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' });
});

/** `ledger-COHORT-URN.csv`: made of ids, which are plain. */
const asFile = (c: Asked, type: string, ending: string) => {
  const name = ['ledger', c.var.cohort.id, c.req.query('urn')].filter(Boolean).join('-');
  return { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}.${ending}"` };
};

ledger.get(`${PATH}.csv`, async (c) => {
  const shown = await read(c);
  return shown ? c.body(ledgerCsv(shown), 200, asFile(c, 'text/csv; charset=utf-8', 'csv')) : refusal(c, 404);
});

ledger.get(`${PATH}.pdf`, async (c) => {
  const [shown, { ledgerPdf }, { loadFonts }] = await Promise.all([
    read(c),
    import('#documents/ledger-pdf.ts'),
    import('#documents/fonts.ts'),
  ]);
  if (!shown) return refusal(c, 404);
  const pdf = await ledgerPdf(shown, await loadFonts());
  return c.body(Uint8Array.from(pdf), 200, asFile(c, 'application/pdf', 'pdf'));
});
