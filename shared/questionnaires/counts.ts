import type { Partnership } from '../domain/partnership.ts';
import {
  type Given,
  keysOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Scale,
} from '../domain/questionnaire.ts';
import { type Answered, codesOf, inOrder } from './answered.ts';
import { FEWEST_SHOWN, settled } from './suppression.ts';

/** How the answers to one question are spread: a row for each statement or item, a number for each label. */
export interface Counted {
  readonly text: string;
  readonly form: Question['form'];
  /** where the labels are its points */
  readonly scale?: Scale;
  readonly labels: readonly string[];
  readonly rows: readonly { readonly text: string; readonly counts: readonly number[] }[];
}

export interface Counts {
  /** people who have answered */
  readonly answered: number;
  /** of how many the answers are counted: the first of them while more may come; 0 where nothing is shown */
  readonly counted: number;
  readonly questions: readonly Counted[];
}

/**
 * Counts at once, of each question. While more answers may come, and wherever the same people are compared with
 * themselves later (`partly`), only whole fives of the first are counted, each by the answer that came first and as it
 * was first sent: so no correction and no latecomer shows. Otherwise everybody, if they are five or more.
 */
export function countsOf(
  questionnaire: Questionnaire,
  answers: readonly Answered[],
  partnerships: readonly Partnership[],
  { partly }: { readonly partly: boolean },
): Counts {
  const codeOf = codesOf(partnerships);
  const people = Map.groupBy(inOrder(answers), codeOf);
  const answered = people.size;
  const counted = partly ? settled(answered) : answered >= FEWEST_SHOWN ? answered : 0;
  const given = [...people.values()]
    .slice(0, counted)
    .flatMap((own) =>
      partly ? own.slice(0, 1).map((one) => one.first?.given ?? one.given) : own.map((one) => one.given),
    );
  return {
    answered,
    counted,
    questions: counted > 0 ? questionsOf(questionnaire).map((question) => countedOf(question, given)) : [],
  };
}

function countedOf(question: Question, given: readonly Given[]): Counted {
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
