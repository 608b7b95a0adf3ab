import {
  type AnswersGiven,
  keysOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Scale,
} from '#domain/programme/questionnaire.ts';

/** How the answers to one question are spread: a row for each statement or item, a number for each label. */
export interface Counted {
  readonly text: string;
  readonly form: Question['form'];
  /** where the labels are its points */
  readonly scale?: Scale;
  readonly labels: readonly string[];
  readonly rows: readonly { readonly text: string; readonly counts: readonly number[] }[];
}

/** Of each question, how often each answer was given. Whose they are is nothing to it: in any order, it is the same. */
export const countedIn = (questionnaire: Questionnaire, given: readonly AnswersGiven[]): readonly Counted[] =>
  questionsOf(questionnaire).map((question) => countedOf(question, given));

function countedOf(question: Question, given: readonly AnswersGiven[]): Counted {
  const keys = keysOf(question);
  const each = (key: string | undefined, values: number) =>
    Array.from({ length: values }, (_, i) => given.filter((one) => one[key ?? ''] === i + 1).length);
  const { text, form } = question;
  const one = (labels: readonly string[], counts: readonly number[]) => ({ labels, rows: [{ text, counts }] });
  switch (question.form) {
    case 'open':
      return {
        text,
        form,
        ...one(['Wrote an answer'], [given.filter((own) => typeof own[question.key] === 'string').length]),
      };
    case 'choice':
      return { text, form, ...one(question.options, each(question.key, question.options.length)) };
    case 'scale': {
      const { scale } = question;
      return { text, form, scale, ...one(scale.points, each(question.key, scale.points.length)) };
    }
    case 'grid': {
      const { scale, statements } = question;
      const rows = statements.map((statement) => ({
        text: statement.text,
        counts: each(statement.key, scale.points.length),
      }));
      return { text, form, scale, labels: scale.points, rows };
    }
    case 'ranking':
      return {
        text,
        form,
        labels: question.items.map((_, i) => `Place ${i + 1}`),
        rows: question.items.map((item, i) => ({ text: item.text, counts: each(keys[i], question.items.length) })),
      };
    case 'class-total': {
      const pupils = keys.map((key) => given.reduce((sum, own) => sum + (Number(own[key]) || 0), 0));
      return { text, form, scale: question.scale, ...one(question.scale.points, pupils) };
    }
  }
}
