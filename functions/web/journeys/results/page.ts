import type { Instant } from '#calendar/london.ts';
import type { Analysis, Result } from '#questionnaires/analysis.ts';
import { likelihood, limitsInWords, peopleInWords, pointInWords, resultInWords } from '#questionnaires/in-words.ts';
import type { Point, Results } from '#questionnaires/results.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import type { WordsRead } from '#questionnaires/words.ts';
import type { Awaited } from '#use-cases/read-results.ts';
import type { resultPictures } from './pictures.ts';

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
  { from, to, analysis, at }: Results['comparisons'][number],
  place: number,
  pictures: Pictures,
) {
  const title = `From “${from}” to “${to}”`;
  if (!analysis) return { title, waitsFor: to };
  const worked = at && `Worked out on ${pointInWords(at)}, of ${peopleInWords(analysis.items[0]?.moved.n ?? 0)}.`;
  return { title, worked, limits: limitsInWords(analysis), ...tables(analysis, `comparison-${place}`, pictures) };
}

const tables = (analysis: Analysis, id: string, { slopePictures, beforeAndAfter }: Pictures) => ({
  slopes: slopePictures(id, analysis, analysis.items),
  strandSlopes: slopePictures(`${id}-strands`, analysis, analysis.strands),
  spreads: beforeAndAfter(`${id}-spread`, analysis.items),
  items: analysis.items.map((item, i) => rowShown(item, i + 1)),
  strands: analysis.strands.map((strand, i) => rowShown(strand, i + 1)),
});

/** How one questionnaire stands, as the page shows it. */
export const pointShown = (point: Point, place: number, pictures: Pictures) => {
  const { title, room, asked, answered, over, counts } = point;
  const questions = counts?.questions ?? [];
  return {
    title,
    standing: [
      ...(room ? [] : [`${answered} of ${asked} answered.`]),
      ...(over ? ['The time to answer is over.'] : []),
    ].join(' '),
    says: countedInWords(point),
    pictures: pictures.spreadPictures(`point-${place}`, questions),
    questions,
  };
};

/** Of whom the counts are, and of when. */
function countedInWords({ over, compared, counts }: Point): string {
  if (counts) return `Counts of ${peopleInWords(counts.people)}, worked out on ${pointInWords(counts.at)}.`;
  if (over) return `No counts are shown of fewer than ${FEWEST_SHOWN} people, because one of them could be recognised.`;
  return compared
    ? `No counts yet. They are worked out when everyone who was asked has had time to answer, and at least ${2 * FEWEST_SHOWN} people have.`
    : `No counts yet. They are worked out when at least ${FEWEST_SHOWN} people have answered and can no longer change their answers.`;
}

/** Of whom and of when what people wrote is, and what to look for before it is shown to anyone else. */
export const wordsShown = ({ fewer, at }: WordsRead & { readonly at: Instant }): readonly string[] => [
  `This is from answers counted by ${pointInWords(at)}. A question is shown once at least ${FEWEST_SHOWN} people have answered it in their own words.`,
  'You see answers without names. They are in alphabetical order, question by question, so you cannot tell which were written by the same person.',
  ...(fewer
    ? [
        'Some people’s answers have been deleted since. What a few others wrote is not shown any more either, so that no one can tell whose was deleted.',
      ]
    : []),
  'Some names of people and schools in this cohort are marked. Others may not be, so read every answer before you show it to anyone else.',
];

/** When results are worked out, for whoever wonders why a page does not change. */
export const nextResultsInWords = (next: Awaited): string => {
  if (next === 'final') return 'The programme has ended, so these results are final.';
  return next === 'first-answer'
    ? 'Results are worked out on school days at 9am, from the first school day after someone answers.'
    : `Results are next worked out on ${pointInWords(next)}. In between, they do not change.`;
};

export const workedOutInWords = (next: Awaited): readonly string[] => [
  nextResultsInWords(next),
  `A result changes only by ${FEWEST_SHOWN} or more people at a time, so that no one’s answers can be found by comparing two results.`,
  'Answers that are withdrawn or erased are deleted at once, and are in no result worked out after that. The answers of a few other people may be left out with them, so that theirs cannot be worked out.',
];
