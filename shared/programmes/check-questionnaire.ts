import {
  keysOf,
  openQuestionsOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Scale,
  whoReads,
} from '#domain/programme/questionnaire.ts';
import { doubled, emptyTexts } from './check-texts.ts';
import { isKey, KEY_SHAPE } from './term-order.ts';

/** How a programme asks a questionnaire, if it does: by a step of somebody who may be in a group, of somebody else, or after each lesson. */
export type HowAsked = 'in-groups' | 'of-others' | 'after-lessons' | undefined;

/** What is wrong with one questionnaire. */
export function questionnaireFaults(name: string, asked: Questionnaire, asks: HowAsked): readonly string[] {
  const isAsked = asks !== undefined;
  const place = `questionnaires.${name}`;
  const { anonymous = false } = asked;
  return [
    ...(isKey(name) ? [] : [`${place}: ${KEY_SHAPE}`]),
    ...(isAsked || anonymous ? [] : [`${place} is asked by no step, and is no lesson record`]),
    ...(isAsked && anonymous
      ? [`${place} is answered by a whole room without names, and a step asks it of one person`]
      : []),
    ...emptyTexts(asked, ['title', 'introduction'], `${place}.`),
    ...(questionsOf(asked).length === 0 ? [`${place} has no question`] : []),
    ...readerFaults(place, asked, asks),
    ...doubled(`${place}.questions`, questionsOf(asked).flatMap(keysOf)),
    ...asked.questions.flatMap((one, i) => {
      const at = `${place}.questions[${i}]`;
      if (one.form !== 'section') return questionFaults(at, one);
      return [
        ...emptyTexts(one, ['heading'], `${at}.`),
        ...(one.questions.length === 0 ? [`${at} has no question`] : []),
        ...one.questions.flatMap((within, n) => questionFaults(`${at}.questions[${n}]`, within)),
      ];
    }),
  ];
}

/** A form names nobody as a reader who could not be one. */
function readerFaults(place: string, asked: Questionnaire, asks: HowAsked): readonly string[] {
  const named = new Set(openQuestionsOf(asked).flatMap((question) => whoReads(asked, question)));
  return [
    ...(named.has('group') && (asked.anonymous || asks === 'of-others')
      ? [`${place} is read by the writer’s group, and the people who answer it are in none`]
      : []),
    ...(named.has('lead') && asks === 'after-lessons'
      ? [`${place} is read by the lead, and records of lessons are never counted together`]
      : []),
  ];
}

function questionFaults(at: string, question: Question): readonly string[] {
  return [
    ...(isKey(question.key) ? [] : [`${at}.key is '${question.key}': ${KEY_SHAPE}`]),
    ...emptyTexts(question, ['text'], `${at}.`),
    ...partFaults(at, question),
  ];
}

function partFaults(at: string, question: Question): readonly string[] {
  switch (question.form) {
    case 'open':
      return [];
    case 'choice':
      return textFaults(`${at}.options`, question.options);
    case 'ranking':
      return [...itemFaults(`${at}.items`, question.items)];
    case 'grid':
      return [...scaleFaults(at, question.scale), ...itemFaults(`${at}.statements`, question.statements, 1)];
    default:
      return scaleFaults(at, question.scale);
  }
}

const scaleFaults = (at: string, { points }: Scale): readonly string[] => textFaults(`${at}.scale.points`, points);

/** A choice of one is none. */
const textFaults = (at: string, texts: readonly string[], least = 2): readonly string[] => [
  ...(texts.length < least ? [`${at} has ${texts.length} of at least ${least}`] : []),
  ...texts.flatMap((text, i) => (text.trim() ? [] : [`${at}[${i}] is empty`])),
];

const itemFaults = (
  at: string,
  items: readonly { readonly key: string; readonly text: string }[],
  least = 2,
): readonly string[] => [
  ...textFaults(
    at,
    items.map(({ text }) => text),
    least,
  ),
  ...items.flatMap(({ key }, i) => (isKey(key) ? [] : [`${at}[${i}].key is '${key}': ${KEY_SHAPE}`])),
];
