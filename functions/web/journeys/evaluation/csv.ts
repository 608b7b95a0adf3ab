import { localDate } from '#calendar/london.ts';
import { csv } from '#documents/csv.ts';
import type { Evaluation } from '#evaluation/evaluation.ts';
import { asOfDay, methodInWords, ownersInWords } from '#evaluation/in-words.ts';

/** One line for each fact: section, what, of whom, measure, value. For a spreadsheet or another program. */
export function evaluationCsv(cohort: string, evaluation: Evaluation, themes: string): string {
  const { schools, responses, comparisons, timeliness, holdings, final } = evaluation;
  type Line = readonly [section: string, what: string, of: string, measure: string, value: string | number];
  const each = (section: string, what: string, of: string, measures: Readonly<Record<string, number>>): Line[] =>
    Object.entries(measures).map(([measure, value]) => [section, what, of, measure, value]);
  const lines: Line[] = [
    ['cohort', cohort, '', final ? 'final as of' : 'so far as of', asOfDay(evaluation)],
    ...each('schools', '', '', schools),
    ...responses.flatMap((one) =>
      each('responses', one.title, ownersInWords(one.owner), { asked: one.asked, answered: one.answered }),
    ),
    ...comparisons.flatMap(({ from, to, at }) =>
      at ? [['comparison', from, to, 'worked out on', localDate(at)] as const] : [],
    ),
    ...comparisons.flatMap(({ from, to, analysis }) =>
      (['strands', 'items'] as const).flatMap((kind) =>
        (analysis?.[kind] ?? []).flatMap(({ text, moved }) =>
          each(kind === 'items' ? 'statement' : 'strand', text, `${from} to ${to}`, {
            people: moved.n,
            median_before: moved.before.median,
            median_after: moved.after.median,
            mean_before: Number(moved.before.mean.toFixed(3)),
            mean_after: Number(moved.after.mean.toFixed(3)),
            rose: moved.rose,
            stayed: moved.stayed,
            fell: moved.fell,
            p: Number(moved.p.toPrecision(3)),
          }),
        ),
      ),
    ),
    ...timeliness.flatMap(({ what, ...counts }) => each('timeliness', what, '', { ...counts })),
    ...holdings.flatMap(({ what, reasons: _, ...counts }) => each('held', what, '', { ...counts })),
    ...(themes ? [['themes', '', '', '', themes] as const] : []),
    ...methodInWords(evaluation).map((sentence): Line => ['method', '', '', '', sentence]),
  ];
  return csv([['section', 'what', 'of', 'measure', 'value'], ...lines.map((cells) => cells.map(String))]);
}
