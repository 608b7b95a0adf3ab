import * as z from 'zod';
import type { Question, Questionnaire } from '../../../shared/domain/programme.ts';
import type { Answers } from '../../../shared/records/partnerships.ts';
import { text } from './entries.ts';
import { type Posted, type Read, read } from './fault.ts';

const ANSWER_LONGEST = 4_000;

/** So many statements on one page. */
const STATEMENTS = 8;

/** What is asked on one page: statements to grade together, or one open question. */
export type QuestionPage = readonly Question[];

export function pagesOf({ questions }: Questionnaire): readonly QuestionPage[] {
  const pages: Question[][] = [];
  for (const question of questions) {
    const last = pages.at(-1);
    const together = question.form === 'scale' && last?.[0]?.form === 'scale' && last.length < STATEMENTS;
    if (together) last.push(question);
    else pages.push([question]);
  }
  return pages;
}

export const fieldOf = (question: Question): string => `answer-${question.key}`;

export const answerFields = (page: QuestionPage): readonly string[] => page.map(fieldOf);

/** The answers of some questions: each statement graded, open ones left out where nothing was written. */
export function readAnswers(posted: Posted, questions: readonly Question[]): Read<Answers> {
  const schema = z.object(
    Object.fromEntries(
      questions.map((question) => [
        fieldOf(question),
        question.form === 'open'
          ? text(ANSWER_LONGEST)
          : z.enum(question.scale.map((_, i) => String(i + 1)) as [string, ...string[]], {
              error: `Choose an answer for “${question.text}”`,
            }),
      ]),
    ),
  );
  const typed = read<Readonly<Record<string, string>>>(schema, posted);
  if ('faults' in typed) return typed;
  return {
    values: Object.fromEntries(
      questions.flatMap((question) => {
        const given = typed.values[fieldOf(question)];
        if (!given) return [];
        return [[question.key, question.form === 'scale' ? Number(given) : given]];
      }),
    ),
  };
}
