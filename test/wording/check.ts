import type { Sentence } from './sentences.ts';

/** Forms of one word that is not for readers; the first is the name it goes by. */
export interface Banned {
  readonly not: readonly [string, ...string[]];
  readonly instead: string;
}

export interface Finding {
  readonly path: string;
  readonly line: number;
  /** as it is written there */
  readonly found: string;
  readonly word: Banned;
}

/** How often each word stands in each file: `{ anew: { 'shared/domain/…': 2 } }`. A word that stands nowhere keeps its place. */
export type Standing = Readonly<Record<string, Readonly<Record<string, number>>>>;

const nameOf = ({ not }: Banned): string => not[0];

/** Forms are of letters, spaces and apostrophes, and mean themselves in a pattern. */
const pattern = ({ not }: Banned): RegExp => {
  const forms = not.toSorted((a, b) => b.length - a.length).map((form) => form.replaceAll(' ', String.raw`\s+`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${forms.join('|')})(?![\p{L}\p{N}_-])`, 'giu');
};

/** Every word of the list in the sentences of a file. */
export function wordsIn(sentences: readonly Sentence[], path: string, list: readonly Banned[]): readonly Finding[] {
  return list.flatMap((word) => {
    const forms = pattern(word);
    return sentences.flatMap(({ line, text }) =>
      [...text.matchAll(forms)].map(({ 0: found, index }) => ({
        path,
        line: line + text.slice(0, index).split('\n').length - 1,
        found: found.replace(/\s+/g, ' '),
        word,
      })),
    );
  });
}

export function standing(findings: readonly Finding[], list: readonly Banned[]): Standing {
  return Object.fromEntries(
    list.map((word) => {
      const here = Object.groupBy(
        findings.filter((one) => one.word === word),
        ({ path }) => path,
      );
      const counts = Object.entries(here).map(([path, some = []]) => [path, some.length] as const);
      return [nameOf(word), Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

const sum = (counts: Readonly<Record<string, number>> = {}): number =>
  Object.values(counts).reduce((all, n) => all + n, 0);

const sentenceOn = ({ path, line, found, word }: Finding): string =>
  `${path}:${line} says "${found}". Write instead: ${word.instead}.`;

/** The words that stand more often than recorded, over all files together. A word that is new to the list may stand as it does. */
export const grown = (now: Standing, recorded: Standing): readonly string[] =>
  Object.keys(now).filter((name) => name in recorded && sum(now[name]) > sum(recorded[name]));

const STALE = 'The words that stand are fewer than recorded, or in other files: run "npm run words -- --record".';

/**
 * What is wrong, a sentence each. Of a word that has become more frequent, each place in a file that has more of it than was
 * recorded; a file that was moved takes its words with it. Else whether the record is longer than what stands.
 */
export function complaints(
  findings: readonly Finding[],
  list: readonly Banned[],
  recorded: Standing,
): readonly string[] {
  const now = standing(findings, list);
  const more = grown(now, recorded);
  if (more.length === 0) return JSON.stringify(now) === JSON.stringify(recorded) ? [] : [STALE];
  const count = (counts: Standing, { path, word }: Finding): number => counts[nameOf(word)]?.[path] ?? 0;
  return findings
    .filter((one) => more.includes(nameOf(one.word)) && count(now, one) > count(recorded, one))
    .map(sentenceOn);
}
