import { divergingBars } from '#documents/diverging-bars.ts';
import { slopes } from '#documents/slopes.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import type { Analysis, Result } from '#questionnaires/analysis.ts';
import type { Counted } from '#questionnaires/counts.ts';

/** So many lines in one picture can still be told apart. */
const IN_ONE = 10;

const sameScale = (a: Scale | undefined, b: Scale | undefined): boolean =>
  a !== undefined && a.best === b?.best && a.points.join('\n') === b.points.join('\n');

/** What follows each other on one scale, in pictures of ten at most. */
function together<T extends { readonly scale?: Scale }>(all: readonly T[], apart: (one: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const one of all) {
    const last = groups.at(-1);
    const joins = last && last.length < IN_ONE && !apart(one) && !apart(last[0] ?? one);
    if (joins && sameScale(last[0]?.scale, one.scale)) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** How answers are spread: statements on one scale in one picture, each grid in a picture of its own. */
const spreadPictures = (id: string, questions: readonly Counted[]): readonly string[] =>
  together(
    questions.filter(({ scale }) => scale),
    ({ form }) => form !== 'scale',
  ).flatMap((group, i) => {
    const [first] = group;
    if (!first?.scale) return [];
    const title = group.length === 1 ? first.text : 'How the answers are spread';
    return [divergingBars({ id: `${id}-${i}`, title, scale: first.scale, rows: group.flatMap(({ rows }) => rows) })];
  });

/** From start to end: the means of statements, or of strands, on one scale. */
const slopePictures = (id: string, { from, to }: Analysis, all: readonly Result[]): readonly string[] =>
  together(all, () => false).flatMap((group, i) => {
    const [first] = group;
    if (!first) return [];
    return [
      slopes({
        id: `${id}-${i}`,
        title: `Means, ${from} and ${to}`,
        from,
        to,
        scale: first.scale,
        first: all.indexOf(first) + 1,
        slopes: group.map(({ text, moved }) => ({ text, before: moved.before.mean, after: moved.after.mean })),
      }),
    ];
  });

/** The same answers before and after, statement by statement. */
const beforeAndAfter = (id: string, all: readonly Result[]): readonly string[] =>
  all.flatMap(({ text, scale, spread }, i) =>
    spread
      ? [
          divergingBars({
            id: `${id}-${i}`,
            title: text,
            scale,
            rows: [
              { text: 'Before', counts: spread.before },
              { text: 'After', counts: spread.after },
            ],
          }),
        ]
      : [],
  );

/** As SVG texts; `id` tells the pictures of one page apart. */
export const resultPictures = { spreadPictures, slopePictures, beforeAndAfter };
