/** What is asked, as an instrument: data that a page renders, an answer is read by, and an analysis understands. */
export interface Questionnaire {
  readonly title: string;
  readonly introduction: string;
  /** asked of a whole room by one link: no one is kept beside the answers, and no one is compared with themselves */
  readonly anonymous?: boolean;
  /** who reads what is written in words; left out, nobody is shown it */
  readonly readers?: readonly Reader[];
  readonly questions: readonly (Question | Section)[];
}

/**
 * The lead reads what is written without names, of five people or more at once (questionnaires/words.ts); whoever is in one
 * group with its writer reads it with their name, as soon as it is sent (obligations/written.ts).
 */
export type Reader = 'lead' | 'group';

/** Questions under one heading, on a page of their own. */
interface Section {
  readonly form: 'section';
  readonly heading: string;
  readonly introduction?: string;
  readonly questions: readonly Question[];
}

/**
 * One question. Its key names it in the answers and stays the same in every questionnaire that asks it again; keys hold
 * no full stop, which stands between a key and its part: `techniques.feedback`.
 */
export type Question = {
  readonly key: string;
  readonly text: string;
  readonly hint?: string;
} /** `readers`: where they are others than of the questionnaire’s other questions */ & (
  | { readonly form: 'open'; readonly readers?: readonly Reader[] }
  | { readonly form: 'scale'; readonly scale: Scale; readonly strand?: string }
  /** statements that share a scale; `text` asks about all of them, and `strand` is of those without one of their own */
  | {
      readonly form: 'grid';
      readonly scale: Scale;
      readonly statements: readonly Statement[];
      readonly strand?: string;
    }
  | { readonly form: 'choice'; readonly options: readonly string[] }
  | { readonly form: 'ranking'; readonly items: readonly Part[] }
  /** how many pupils of one class chose each point */
  | { readonly form: 'class-total'; readonly scale: Scale }
);

interface Part {
  readonly key: string;
  readonly text: string;
}

interface Statement extends Part {
  readonly strand?: string;
}

/** A scale of any length: an answer is a whole number from 1, the first point, to the number of points. */
export interface Scale {
  readonly points: readonly string[];
  /** which end is to be wished for: grades often run from the best, agreement and frequency towards it */
  readonly best: 'first' | 'last';
}

/**
 * What one person gave, by key: open answers as text; scales, grids (by the keys of their statements) and choices as
 * whole numbers from 1; rankings as the place of each item, `key.item`; class totals as pupils at each point, `key.1`.
 */
export type AnswersGiven = Readonly<Record<string, string | number>>;

/** Something graded on a scale, wherever in a questionnaire it is asked. */
export interface QuestionnaireItem extends Statement {
  readonly scale: Scale;
}

/** Every question in the order in which it is asked, without the sections around them. */
export const questionsOf = ({ questions }: Pick<Questionnaire, 'questions'>): readonly Question[] =>
  questions.flatMap((asked) => (asked.form === 'section' ? asked.questions : [asked]));

export type OpenQuestion = Extract<Question, { readonly form: 'open' }>;

export const openQuestionsOf = (questionnaire: Pick<Questionnaire, 'questions'>): readonly OpenQuestion[] =>
  questionsOf(questionnaire).flatMap((question) => (question.form === 'open' ? [question] : []));

/** Who reads what is written in answer to a question. */
export const whoReads = (
  { readers = [] }: Pick<Questionnaire, 'readers'>,
  question: Pick<OpenQuestion, 'readers'>,
): readonly Reader[] => question.readers ?? readers;

/** As it is asked of somebody who types another’s answers for them: no one is shown what they type. */
export function withoutReaders(questionnaire: Questionnaire): Questionnaire {
  const own = <Asked extends Question>(question: Asked): Asked =>
    question.form === 'open' ? { ...question, readers: [] } : question;
  return {
    ...questionnaire,
    readers: [],
    questions: questionnaire.questions.map((asked) =>
      asked.form === 'section' ? { ...asked, questions: asked.questions.map(own) } : own(asked),
    ),
  };
}

/** Who was said to read what is written, by the key of each open question that somebody reads. */
export type ReadersSaid = Readonly<Record<string, readonly Reader[]>>;

/** What a form says now of who reads what is written in it. */
export const readersSaid = (questionnaire: Pick<Questionnaire, 'questions' | 'readers'>): ReadersSaid =>
  Object.fromEntries(
    openQuestionsOf(questionnaire).flatMap((question) => {
      const readers = whoReads(questionnaire, question);
      return readers.length > 0 ? [[question.key, readers]] : [];
    }),
  );

/** Was a reader named above that question? A key may be any word, `constructor` too. */
export const isSaid = (said: ReadersSaid | undefined, key: string, reader: Reader): boolean =>
  said !== undefined && Object.hasOwn(said, key) && (said[key]?.includes(reader) ?? false);

/** What was written in answer to an open question; empty: nothing. */
export const wordsIn = (given: AnswersGiven, key: string): string =>
  Object.hasOwn(given, key) ? String(given[key]).trim() : '';

export const itemsOf = (questionnaire: Pick<Questionnaire, 'questions'>): readonly QuestionnaireItem[] =>
  questionsOf(questionnaire).flatMap((question): readonly QuestionnaireItem[] => {
    if (question.form === 'scale') return [question];
    if (question.form !== 'grid') return [];
    const { scale, strand } = question;
    return question.statements.map((statement) => ({ scale, ...(strand ? { strand } : {}), ...statement }));
  });

export const partKey = (question: Pick<Question, 'key'>, part: string | number): string => `${question.key}.${part}`;

const MINUTES = { grade: 0.5, other: 1.5 } as const;

/** About how long a questionnaire takes, in steps of five minutes: grading goes quickly, the rest wants thought. */
export function minutesFor(questionnaire: Pick<Questionnaire, 'questions'>): number {
  const graded = itemsOf(questionnaire).length;
  const others = questionsOf(questionnaire).filter((q) => q.form !== 'scale' && q.form !== 'grid').length;
  return Math.max(1, Math.ceil((graded * MINUTES.grade + others * MINUTES.other) / 5)) * 5;
}

/** The keys under which a question is answered. */
export function keysOf(question: Question): readonly string[] {
  switch (question.form) {
    case 'grid':
      return question.statements.map((statement) => statement.key);
    case 'ranking':
      return question.items.map((item) => partKey(question, item.key));
    case 'class-total':
      return question.scale.points.map((_, i) => partKey(question, i + 1));
    default:
      return [question.key];
  }
}
