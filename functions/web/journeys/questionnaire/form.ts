import * as z from 'zod';
import {
  type AnswersGiven,
  keysOf,
  partKey,
  type Question,
  type Questionnaire,
} from '#domain/programme/questionnaire.ts';
import { text } from '#web/kit/fields/entries.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';

const ANSWER_LONGEST = 4_000;

/** So many statements on one page, where no section says otherwise. */
const STATEMENTS = 8;

const MOST_PUPILS = 999;

/** What is asked on one page: a section, statements to grade together, or one question of another form. */
export interface QuestionPage {
  readonly heading?: string;
  readonly introduction?: string;
  readonly questions: readonly Question[];
}

export function pagesOf({ questions }: Questionnaire): readonly QuestionPage[] {
  const pages: QuestionPage[] = [];
  for (const asked of questions) {
    const last = pages.at(-1);
    const alike = last?.heading === undefined && last?.questions.every(({ form }) => form === 'scale');
    if (asked.form === 'section') pages.push(asked);
    else if (last && alike && asked.form === 'scale' && last.questions.length < STATEMENTS)
      pages[pages.length - 1] = { questions: [...last.questions, asked] };
    else pages.push({ questions: [asked] });
  }
  return pages;
}

/** The field in which what is kept under that key is typed. */
export const fieldOf = (key: string): string => `answer-${key}`;

export const answerFields = ({ questions }: QuestionPage): readonly string[] =>
  questions.flatMap((question) => keysOf(question).map(fieldOf));

/** What was sent, as it would stand typed in the fields. */
export const asTyped = (given: AnswersGiven): Posted =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [fieldOf(key), String(value)]));

const oneOf = (count: number, sentence: string) =>
  z
    .enum(Array.from({ length: count }, (_, i) => String(i + 1)) as [string, ...string[]], { error: sentence })
    .transform(Number);

const whole = (from: number, to: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .regex(/^\d{1,3}$/, sentence)
    .transform(Number)
    .refine((n) => n >= from && n <= to, sentence);

type Fields = z.ZodType<Readonly<Record<string, string | number>>>;

const fields = (each: readonly (readonly [key: string, schema: z.ZodType<string | number>])[]) =>
  z.object(Object.fromEntries(each.map(([key, schema]) => [fieldOf(key), schema])));

/** How the fields of one question are read. */
function schemaOf(question: Question): Fields {
  switch (question.form) {
    case 'open':
      return fields([[question.key, text(ANSWER_LONGEST)]]);
    case 'scale':
      return fields([[question.key, oneOf(question.scale.points.length, `Choose an answer for “${question.text}”`)]]);
    case 'choice':
      return fields([[question.key, oneOf(question.options.length, `Choose an answer to “${question.text}”`)]]);
    case 'grid':
      return fields(
        question.statements.map((statement) => [
          statement.key,
          oneOf(question.scale.points.length, `Choose an answer for “${statement.text}”`),
        ]),
      );
    case 'ranking':
      return ranking(question);
    case 'class-total':
      return classTotal(question);
  }
}

function ranking(question: Extract<Question, { form: 'ranking' }>): Fields {
  const { items } = question;
  const keys = keysOf(question);
  return fields(
    items.map((item) => [
      partKey(question, item.key),
      whole(1, items.length, `Enter a place from 1 to ${items.length} for “${item.text}”`),
    ]),
  ).check(({ value, issues }) => {
    const places = keys.map((key) => value[fieldOf(key)]);
    for (const [i, place] of places.entries()) {
      const other = items[places.indexOf(place)];
      if (!other || other === items[i]) continue;
      issues.push({
        code: 'custom',
        input: place,
        path: [fieldOf(keys[i] ?? '')],
        message: `“${items[i]?.text}” has the same place as “${other.text}”. Give each a place of its own`,
      });
    }
  });
}

function classTotal(question: Extract<Question, { form: 'class-total' }>): Fields {
  const keys = keysOf(question);
  const each = question.scale.points.map(
    (words, i) =>
      [
        keys[i] ?? '',
        whole(0, MOST_PUPILS, `Enter how many pupils chose “${words}”, as a whole number; 0 if none did`),
      ] as const,
  );
  return fields(each).check(({ value, issues }) => {
    if (Object.values(value).some((pupils) => Number(pupils) > 0)) return;
    issues.push({
      code: 'custom',
      input: value,
      path: [fieldOf(keys[0] ?? '')],
      message: `Enter how many pupils chose each answer to “${question.text}”: so far there are none`,
    });
  });
}

/** The answers of some questions: everything that is graded, placed or counted; open ones left out where nothing was written. */
export function readForm(posted: Posted, questions: readonly Question[]): Read<AnswersGiven> {
  const found = questions.map((question) => ({ question, typed: read(schemaOf(question), posted) }));
  const faults = found.flatMap(({ typed }) => ('faults' in typed ? typed.faults : []));
  if (faults.length > 0) return { faults };
  return {
    values: Object.fromEntries(
      found.flatMap(({ question, typed }) =>
        keysOf(question).flatMap((key) => {
          const given = 'values' in typed ? typed.values[fieldOf(key)] : undefined;
          return given === undefined || given === '' ? [] : [[key, given]];
        }),
      ),
    ),
  };
}
