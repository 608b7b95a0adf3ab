import { keysOf, type Question } from '#domain/programme/questionnaire.ts';
import type { Posted } from '#web/kit/fields/fault.ts';
import type { Line } from '#web/kit/opened.ts';
import { fieldOf } from './form.ts';

/** One line of what somebody is about to send. `field` is where it is typed. */
export interface AnswerLine {
  readonly question: string;
  readonly answer: string;
  readonly field: string;
}

/** What a question asks, each answer by itself: of a grid each statement’s. */
export function linesOf(question: Question): readonly Line[] {
  const fields = keysOf(question).map(fieldOf);
  const long = question.form === 'open' ? ({ long: true } as const) : {};
  const answerIn = (typed: Posted, i: number) => answersInWords(question, typed)[i]?.answer ?? '';
  if (question.form === 'grid')
    return question.statements.map(({ key, text }, i) => ({
      label: text,
      fields: [fieldOf(key)],
      inWords: (typed) => answerIn(typed, i),
    }));
  const isTyped = (typed: Posted) => fields.some((field) => typed[field]);
  return [{ label: question.text, fields, inWords: (typed) => (isTyped(typed) ? answerIn(typed, 0) : ''), ...long }];
}

/** What stands in the fields of a question, in words: a line for each statement, and one for anything else. */
export function answersInWords(question: Question, typed: Posted): readonly AnswerLine[] {
  const keys = keysOf(question);
  const at = (key: string | undefined) => typed[fieldOf(key ?? '')] ?? '';
  const line = (answer: string): readonly AnswerLine[] => [
    { question: question.text, answer, field: fieldOf(keys[0] ?? '') },
  ];
  switch (question.form) {
    case 'open':
      return line(at(question.key).trim());
    case 'scale':
      return line(question.scale.points[Number(at(question.key)) - 1] ?? '');
    case 'choice':
      return line(question.options[Number(at(question.key)) - 1] ?? '');
    case 'grid':
      return question.statements.map(({ key, text }) => ({
        question: text,
        answer: question.scale.points[Number(at(key)) - 1] ?? '',
        field: fieldOf(key),
      }));
    case 'ranking': {
      const placed = question.items.map(({ text }, i) => ({ text, place: Number(at(keys[i])) }));
      return line(
        placed
          .toSorted((a, b) => a.place - b.place)
          .map(({ text, place }) => `${place}. ${text}`)
          .join('\n'),
      );
    }
    case 'class-total':
      return line(question.scale.points.map((words, i) => `${words}: ${at(keys[i]).trim()}`).join('\n'));
  }
}
