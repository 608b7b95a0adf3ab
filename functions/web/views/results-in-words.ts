import type { Analysis, Result } from '../../../shared/questionnaires/analysis.ts';
import type { Counts } from '../../../shared/questionnaires/counts.ts';
import { likelihood, limitsInWords, resultInWords } from '../../../shared/questionnaires/in-words.ts';
import type { Point, Results } from '../../../shared/questionnaires/results.ts';
import { FEWEST_SHOWN } from '../../../shared/questionnaires/suppression.ts';
import type { resultPictures } from './result-pictures.ts';

type Pictures = typeof resultPictures;

const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const signed = (value: number): string =>
  `${value > 0.005 ? '+' : value < -0.005 ? '−' : ''}${Math.abs(value).toFixed(2)}`;

/** One line of the table of figures. */
const rowShown = (result: Result, number: number | undefined) => {
  const { n, before, after, gain, rose, stayed, fell, p, risers } = result.moved;
  return {
    number,
    text: result.text,
    strand: result.strand,
    words: resultInWords(result),
    n,
    medians: `${figure(before.median)} to ${figure(after.median)}`,
    means: `${before.mean.toFixed(2)} to ${after.mean.toFixed(2)}`,
    gain: signed(gain),
    moves: `${rose}, ${stayed}, ${fell}`,
    p: likelihood(p),
    risers: risers ? `${percent(risers.share)} (${percent(risers.from)} to ${percent(risers.to)})` : 'Nobody moved',
  };
};

/** From start to end, as the page shows it. */
export function comparisonShown(
  { from, to, analysis }: Results['comparisons'][number],
  place: number,
  pictures: Pictures,
) {
  const title = `From “${from}” to “${to}”`;
  if (!analysis) return { title, waitsFor: to };
  return { title, limits: limitsInWords(analysis), ...tables(analysis, `comparison-${place}`, pictures) };
}

const tables = (analysis: Analysis, id: string, { slopePictures, beforeAndAfter }: Pictures) => ({
  slopes: slopePictures(id, analysis, analysis.items),
  strandSlopes: slopePictures(`${id}-strands`, analysis, analysis.strands),
  spreads: beforeAndAfter(`${id}-spread`, analysis.items),
  items: analysis.items.map((item, i) => rowShown(item, i + 1)),
  strands: analysis.strands.map((strand, i) => rowShown(strand, i + 1)),
});

/** How one questionnaire stands, as the page shows it. */
export const pointShown = (
  { title, room, asked, answered, over, counts }: Point,
  place: number,
  pictures: Pictures,
) => ({
  title,
  standing: `${room ? `${counts.answered} answered by the link for a room` : `${answered} of ${asked} answered`}${over ? '; nobody can answer or correct any more' : ''}.`,
  says: countedInWords(counts, over),
  pictures: pictures.spreadPictures(`point-${place}`, counts.questions),
  questions: counts.questions,
});

/** Of whom the counts are. */
function countedInWords({ answered, counted }: Counts, over: boolean): string {
  if (answered === 0) return 'Nobody has answered yet.';
  if (counted === answered) return `Counts of all ${answered} people who answered.`;
  if (counted > 0)
    return `Counts of the first ${counted} of ${answered} people. The others are held back${over ? '' : ', and are added in fives as more answer'}, so that nobody’s answers can be worked out by comparing two counts.`;
  return over
    ? `Fewer than ${FEWEST_SHOWN} people can be told of without their being recognisable, so no counts are shown.`
    : `Counts appear when ${2 * FEWEST_SHOWN} people have answered, of the first ${FEWEST_SHOWN}; then in fives. So nobody’s answers can be worked out by comparing two counts.`;
}
