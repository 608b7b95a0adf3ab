import { inWords, localDate } from '#calendar/london.ts';
import type { Evaluation } from '#evaluation/evaluation.ts';
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
import type { Analysis } from '#questionnaires/analysis.ts';
import { oneLine, paragraphsOf } from '#wording/wording.ts';
import type { Fonts } from './fonts.ts';
import { type TaggedPdf, taggedPdf } from './tagged-pdf.ts';

export interface EvaluationDocument {
  readonly cohort: string;
  readonly programme: string;
  readonly evaluation: Evaluation;
  /** as the lead wrote them; empty where they have not */
  readonly themes: string;
}

/** More would not fit on the page; the others are on the site. */
const MOST_BARS = 8;

/** An evaluation as an accessible PDF: a page, where nobody writes at length. */
export async function evaluationPdf(
  { cohort, programme, evaluation, themes }: EvaluationDocument,
  fonts: Fonts,
): Promise<Uint8Array> {
  const { final, asOf } = evaluation;
  const day = inWords(asOfDay(evaluation));
  const title = final ? 'Evaluation' : 'Evaluation so far';
  const pdf = taggedPdf({
    title: `${title}, ${day}`,
    at: asOf,
    layout: 'portrait',
    footer: `${title}, ${day}`,
    fonts,
    compact: true,
  });
  pdf.heading(1, `${title}: ${oneLine(cohort)}`);
  pdf.paragraph(`${oneLine(programme)}, as of ${day}. ${schoolsInWords(evaluation)}`);
  whoAnswered(pdf, evaluation);
  whatChanged(pdf, evaluation);
  inTimeAndHeld(pdf, evaluation);
  if (themes) {
    pdf.heading(2, 'Themes, in the lead’s words');
    for (const text of paragraphsOf(themes)) pdf.paragraph(text);
  }
  pdf.heading(2, 'Method and limits');
  pdf.list(methodInWords(evaluation));
  return pdf.finish();
}

const schoolsInWords = ({ schools }: Evaluation): string =>
  `${schools.invited} schools invited: ${[
    ...(schools.running > 0 ? [`${schools.running} still taking part`] : []),
    `${schools.completed} completed`,
    `${schools.declined} declined`,
    ...(schools.withdrawn > 0 ? [`${schools.withdrawn} withdrew`] : []),
    ...(schools.lapsed > 0 ? [`${schools.lapsed} never signed`] : []),
  ].join(', ')}.`;

function whoAnswered(pdf: TaggedPdf, { responses }: Evaluation): void {
  if (responses.length === 0) return;
  pdf.heading(2, 'Who answered');
  pdf.table(
    [
      { title: 'Questionnaire', width: 230 },
      { title: 'Asked of', width: 100 },
      { title: 'Asked', width: 50 },
      { title: 'Answered', width: 65 },
      { title: 'Share', width: 50 },
    ],
    responses.map((one) => [
      one.title,
      ownersInWords(one.owner),
      String(one.asked),
      String(one.answered),
      percentOf(one.answered, one.asked),
    ]),
  );
}

function whatChanged(pdf: TaggedPdf, { comparisons }: Evaluation): void {
  if (comparisons.length === 0) return;
  pdf.heading(2, 'What changed');
  for (const { from, to, analysis, at } of comparisons) {
    const told = `“${from}” to “${to}”${at ? `, worked out on ${inWords(localDate(at))}` : ''}`;
    if (!analysis) pdf.paragraph(`${told}: when the time to answer is over.`);
    else if (analysis.items.length === 0) pdf.paragraph(`${told}: too few people to tell of.`);
    else changes(pdf, analysis, told);
  }
}

function inTimeAndHeld(pdf: TaggedPdf, { timeliness, holdings }: Evaluation): void {
  pdf.heading(2, 'In time, and held');
  const lines = [
    ...timeliness.map((one) => `${timelyInWords[one.what]}: ${timelinessInWords(one)}`),
    ...holdings.map((one) => `${heldInWords[one.what]}: ${holdingInWords(one)}`),
  ];
  if (lines.length > 0) pdf.list(lines);
  else pdf.paragraph('Nothing has been due yet.');
}

function changes(pdf: TaggedPdf, { items, strands }: Analysis, told: string): void {
  const all = strands.length > 0 ? strands : items;
  const rows = all.slice(0, MOST_BARS).map(({ text, moved }) => ({
    text: oneLine(text),
    left: moved.fell,
    middle: moved.stayed,
    right: moved.rose,
  }));
  const n = all[0]?.moved.n ?? 0;
  pdf.paragraph(`${told}, ${n} people:`);
  pdf.bars({
    legend: 'Fell (hatched), stayed (grey), rose (dark) towards the best point of the scale',
    alt: `${told}. ${rows.map((row) => `${row.text}: ${row.right} rose, ${row.middle} stayed, ${row.left} fell.`).join(' ')}`,
    rows,
  });
  if (all.length > MOST_BARS) pdf.paragraph(`${all.length - MOST_BARS} more are on the page and in the table file.`);
}
