import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import type { Analysis, Result } from './analysis.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** As much as chance alone would give once in twenty. */
const RARE = 0.05;

/** Fewer than this who moved cannot be told from chance, even if all went the same way. */
const FEWEST_MOVED = 6;

const within = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export const peopleInWords = (n: number): string => counted(n, 'person', 'people');

/** "Friday 2 October 2026 at 9am": when a result was or will be worked out. */
export const pointInWords = (at: Instant): string => `${inWords(localDate(at))} at ${timeInWords(localTime(at))}`;

/** Rounded to hundredths it could not be told on which side of the line it is. */
const isNear = (p: number): boolean => Math.round(p * 100) === Math.round(RARE * 100);

/** "0.04", "0.049" and "0.052", "less than 0.001" */
export const likelihood = (p: number): string =>
  p < 0.001 ? 'less than 0.001' : p < 0.01 || isNear(p) ? p.toFixed(3) : p.toFixed(2);

const chanceInWords = (p: number): string => {
  if (p < 0.001) return 'less than once in 1,000 times';
  if (isNear(p)) {
    const times = Math.round(p * 1000);
    const how = times !== RARE * 1000 ? 'about' : p < RARE ? 'just under' : 'just over';
    return `${how} ${times} times in 1,000`;
  }
  return p < 0.01
    ? 'less than once in 100 times'
    : `about ${p < 0.015 ? 'once' : `${Math.round(p * 100)} times`} in 100`;
};

/**
 * What may be said of one result, in one or two sentences: the counts first, then whether they could be chance. Never
 * what caused it, and never a share of a handful.
 */
export function resultInWords({ scale, moved }: Pick<Result, 'scale' | 'moved'>): string {
  const { n, rose, stayed, fell, p } = moved;
  const best = within(scale.points.at(scale.best === 'first' ? 0 : -1) ?? '');
  if (rose + fell === 0) return `All ${n} people gave the same answer both times.`;
  const counts = `Of ${counted(n, 'person', 'people')}, ${rose} moved towards “${best}”, ${stayed} stayed and ${fell} moved away from it.`;
  if (rose === fell) return `${counts} As many moved one way as the other.`;
  if (rose + fell < FEWEST_MOVED) return `${counts} So few moved that this could be chance, whichever way they went.`;
  const chance = chanceInWords(p);
  if (p >= RARE) return `${counts} A split as uneven as this comes by chance ${chance}, so it shows no clear change.`;
  const way = rose > fell ? 'towards' : 'away from';
  return `${counts} A split as uneven as this comes by chance ${chance}: people moved ${way} “${best}”, whatever the reason.`;
}

/** What nobody should read into the results, in sentences. */
export function limitsInWords(analysis: Analysis): readonly string[] {
  const { items, strands, paired, onlyFirst, onlyLast, leftOut } = analysis;
  const tested = items.length + strands.length;
  return [
    `${counted(paired, 'person', 'people')} answered both times and ${paired === 1 ? 'is' : 'are'} compared with themselves; ${onlyFirst} answered only the first time and ${onlyLast} only the last, and are not in the comparison.`,
    ...(leftOut > 0
      ? [
          `${counted(leftOut, 'person', 'people')} who answered both times ${leftOut === 1 ? 'is' : 'are'} left out, so that the answers of the few who did not, or who have withdrawn, cannot be worked out from other results.`,
        ]
      : []),
    ...(tested === 0
      ? [`Fewer than ${FEWEST_SHOWN} people can be told of without their being recognisable, so no results are shown.`]
      : ['People may answer differently for many reasons: a change is not by itself what the programme did.']),
    ...(tested >= 10
      ? [
          `Of ${tested} results, about ${Math.max(1, Math.round(tested * RARE))} would look like a change by chance alone.`,
        ]
      : []),
  ];
}
