import type { Question, Questionnaire, Scale } from '../domain/questionnaire.ts';

/** An answer in one’s own words. */
export const open = (key: string, text: string, hint?: string): Question => ({
  key,
  text,
  form: 'open',
  ...(hint ? { hint } : {}),
});

/** One statement or question to be placed on a scale. */
export const rated = (scale: Scale, key: string, text: string, hint?: string): Question => ({
  key,
  text,
  form: 'scale',
  scale,
  ...(hint ? { hint } : {}),
});

/** Items under headings, on one scale: the second of the first group is `group1-item2`. A heading is each item’s hint. */
export const grouped = (
  word: string,
  scale: Scale,
  groups: readonly (readonly [heading: string, items: readonly string[]])[],
): readonly Question[] =>
  groups.flatMap(([heading, items], g) =>
    items.map((text, i) => rated(scale, `${word}${g + 1}-item${i + 1}`, text, heading)),
  );

/** Items on one scale: the second is `item2`. */
export const listedOn = (scale: Scale, items: readonly string[], word = 'item'): readonly Question[] =>
  items.map((text, i) => rated(scale, `${word}${i + 1}`, text));

/** What a class said, as totals: pupils answer on paper or by a show of hands, and no pupil is named. Keys from `pupils1`, or the number of the first. */
export const classTotals = (answers: string, items: readonly string[], first = 1): readonly Question[] =>
  items.map((text, i) =>
    open(`pupils${first + i}`, `Pupils: ${text}`, `The number of pupils for each answer: ${answers}. No names`),
  );

export const form = (title: string, introduction: string, questions: readonly Question[]): Questionnaire => ({
  title,
  introduction,
  questions,
});

/** The same questions at several points, each under a key of its own: `start`, `end`. */
export const atPoints = (
  points: Readonly<Record<string, string>>,
  title: string,
  introduction: string,
  questions: readonly Question[],
): Readonly<Record<string, Questionnaire>> =>
  Object.fromEntries(
    Object.entries(points).map(([key, point]) => [key, form(`${title}, ${point}`, introduction, questions)]),
  );

export const agreement: Scale = { points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'], best: 'last' };

/** From the least to the most. */
export const confidence: Scale = { points: ['Not at all', 'A little', 'Fairly', 'Very', 'Completely'], best: 'last' };
