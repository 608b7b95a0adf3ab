import { keysOf, type Question, type Questionnaire, questionsOf, type Scale } from '#domain/programme/questionnaire.ts';
import { doubled, emptyTexts } from './check-texts.ts';
import { isKey, KEY_SHAPE } from './term-order.ts';

/** What is wrong with one questionnaire. @param isAsked whether a step or a lesson record asks it, of one person */
export function questionnaireFaults(name: string, asked: Questionnaire, isAsked: boolean): readonly string[] {
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
