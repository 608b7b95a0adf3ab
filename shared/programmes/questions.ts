import type { Question, Questionnaire, Reader, Scale } from '#domain/programme/questionnaire.ts';

type Asked = Questionnaire['questions'];

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

/** Items on one scale, `text` asking about all of them: the second is `item2`. */
export const listedOn = (
  scale: Scale,
  text: string,
  items: readonly string[],
  word = 'item',
  strand?: string,
): Question => ({
  key: `${word}s`,
  text,
  form: 'grid',
  scale,
  ...(strand ? { strand } : {}),
  statements: items.map((statement, i) => ({ key: `${word}${i + 1}`, text: statement })),
});

/** Items under headings, on one scale, a page and a strand for each heading: the second of the first is `group1-item2`. */
export const grouped = (
  word: string,
  scale: Scale,
  text: string,
  groups: readonly (readonly [heading: string, items: readonly string[]])[],
): Asked =>
  groups.map(([heading, items], g) => ({
    form: 'section',
    heading,
    questions: [listedOn(scale, text, items, `${word}${g + 1}-item`, heading)],
  }));

/** What a class said, as totals: pupils answer on paper or by a show of hands, and no pupil is named. */
export const classTotal = (scale: Scale, key: string, text: string): Question => ({
  key,
  text,
  form: 'class-total',
  scale,
});

export const form = (title: string, introduction: string, questions: Asked): Questionnaire => ({
  title,
  introduction,
  questions,
});

/** Questionnaires with who reads what is written in them: by reader, the keys of those that they read. */
export const readableBy = (
  readers: Readonly<Partial<Record<Reader, readonly string[]>>>,
  questionnaires: Readonly<Record<string, Questionnaire>>,
): Readonly<Record<string, Questionnaire>> =>
  Object.fromEntries(
    Object.entries(questionnaires).map(([key, questionnaire]) => {
      const own = (Object.keys(readers) as Reader[]).filter((reader) => readers[reader]?.includes(key));
      return [key, own.length > 0 ? { ...questionnaire, readers: own } : questionnaire];
    }),
  );

/** The same questions at several points, each under a key of its own: `start`, `end`. */
export const atPoints = (
  points: Readonly<Record<string, string>>,
  title: string,
  introduction: string,
  questions: Asked,
): Readonly<Record<string, Questionnaire>> =>
  Object.fromEntries(
    Object.entries(points).map(([key, point]) => [key, form(`${title}, ${point}`, introduction, questions)]),
  );

export const agreement: Scale = {
  points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
  best: 'last',
};
