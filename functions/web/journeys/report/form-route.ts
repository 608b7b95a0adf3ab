import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { inWords } from '#calendar/london.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, sessionOf } from '#domain/partnership/partnership.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import type { Session } from '#domain/sessions/session.ts';
import type { Draft } from '#records/drafts.ts';
import { type ReportWords, readReport } from '#records/reports.ts';
import { act } from '#use-cases/act.ts';
import { checkFaults, digestOfDraft, draftNames, draftOf, keepTyped, unlessSent } from '#web/kit/checking.ts';
import { asItStands, type EarlierForm, goOnLate, isLate, reasonSent } from '#web/kit/late.ts';
import { openedOn } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { asWritten, type ReportText, readReportForm, reportLines, sameWords } from './form.ts';
import { aboutReport, sessionAt } from './page.ts';

/** The report itself: written, checked and sent; or, once it went, corrected. */
export const reportForm = new Hono<Web>();

reportForm.use(
  createMiddleware<Web>(async (c, next) => {
    const session = sessionAt(c);
    if (!session) return refusal(c, 404);
    const { partnership, base, obligation } = c.var.doing;
    const corrected = obligation.end?.how === 'done' && session.report !== undefined;
    return obligation.end && (!corrected || hasEnded(partnership.stage)) ? goTo(c, base) : next();
  }),
);

/** What the report says that went, to its coach; of what became of the session, what was said of it. */
export async function sentBy(c: Asked, path: string): Promise<EarlierForm | undefined> {
  const { parts, doing } = c.var;
  const session = sessionAt(c);
  if (path === '/off' || path === '/move') return reasonSent(session?.why);
  if (path === '/delay') return reasonSent(session?.delay?.why);
  if (path !== '/report' || !session) return undefined;
  const { id, report } = session;
  const went = report && (await readReport(parts.table, doing.partnership.id, id, report.version));
  return { lines: reportLines, sent: went ? asWritten(went) : {}, hidden: hasEnded(doing.partnership.stage) };
}

interface Writing {
  readonly session: Session;
  /** what was typed so far; before anything was, what the report to be corrected says */
  readonly typed: Draft;
  /** the report that went */
  readonly before: ReportWords | undefined;
  /** of a draft, what is in the fields */
  readonly shown: (draft: Draft) => Draft;
}

async function writing(c: Asked): Promise<Writing> {
  const { parts, doing } = c.var;
  const session = sessionAt(c) as Session;
  const { id, report } = session;
  const [draft, before] = await Promise.all([
    draftOf(c),
    report && readReport(parts.table, doing.partnership.id, id, report.version),
  ]);
  const shown = (kept: Draft): Draft => (Object.keys(kept).length > 0 || !before ? kept : asWritten(before));
  return { session, before, shown, typed: shown(draft) };
}

const form = async (c: Asked, { session, before }: Writing, typed: Draft) => ({
  ...(await aboutReport(c, session)),
  typed,
  openedOn: openedOn(reportLines, typed),
  title: before ? 'Correct the report' : 'Write the report',
  version: before?.version,
});

reportForm.get('/', async (c) => {
  const it = await writing(c);
  return page(c, 'journeys/report/form', await form(c, it, it.typed));
});

reportForm.post('/', async (c) => {
  const { base } = c.var.doing;
  const it = await writing(c);
  const kept = await keepTyped(c, reportLines, it.shown);
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  if (c.var.posted.go === 'later') return goTo(c, it.before ? base : `${base}/saved`);
  const written = readReportForm(typed);
  return 'faults' in written
    ? mend(c, 'journeys/report/form', { ...(await form(c, it, typed)), ...written })
    : goTo(c, `${base}/report/check`);
});

/** What the check page stands for: these words, as the version after that one. */
const standsFor = ({ typed, before }: Writing): Draft => ({ ...typed, version: String(before?.version ?? 0) });

const check = async (c: Asked, it: Writing, values: ReportText) => ({
  ...(await aboutReport(c, it.session, '/report')),
  title: it.before ? 'Check the correction before you send it' : 'Check the report before you send it',
  version: it.before?.version,
  words: values,
  agreedBy: values.agreedBy && inWords(values.agreedBy),
  shown: digestOfDraft(standsFor(it)),
});

/** The report as it is typed, if it can be sent; or where to go on. */
async function ready(c: Asked): Promise<{ readonly it: Writing; readonly values: ReportText } | string> {
  const { base } = c.var.doing;
  const it = await writing(c);
  const written = readReportForm(it.typed);
  if ('faults' in written) return `${base}/report`;
  // sent twice, or nothing was changed: there is nothing to correct
  if (it.before && sameWords(it.before, written.values)) return base;
  return { it, values: written.values };
}

reportForm.get('/check', async (c) => {
  const found = await ready(c);
  if (typeof found === 'string') return goTo(c, found);
  return page(c, 'journeys/report/check', await check(c, found.it, found.values));
});

reportForm.post('/check', async (c) => {
  const { parts, doing } = c.var;
  const found = await ready(c);
  if (typeof found === 'string') return unlessSent(c, () => goTo(c, found));
  const { it, values } = found;
  const faults = checkFaults(c, standsFor(it), 'Tick the box to send the report');
  if (faults.length > 0)
    return unlessSent(c, async () => mend(c, 'journeys/report/check', { ...(await check(c, it, values)), faults }));
  const { id } = it.session;
  const outcome = await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, cohort, now) =>
      (sessionOf(p, id)?.report?.version ?? 0) === (it.before?.version ?? 0)
        ? sendReport(p, cohort, id, doing.person.id, now)
        : refuse('already', 'It has been sent already.'),
    { report: { session: id, ...values }, drafts: draftNames(doing) },
  );
  if ('refused' in outcome && outcome.refused.why === 'not-now')
    return mend(c, 'journeys/report/check', {
      ...(await check(c, it, values)),
      faults: [{ field: 'confirm', sentence: outcome.refused.sentence }],
    });
  if (!isLate(outcome)) return goTo(c, doing.base);
  await asItStands(c);
  return goOnLate(c, doing.base, await sentBy(c, '/report'), it.typed);
});
