import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Programme } from '#domain/programme/programme.ts';
import {
  openQuestionsOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Reader,
  whoReads,
} from '#domain/programme/questionnaire.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import { numberInWords } from '#wording/wording.ts';

const ENOUGH = `once at least ${numberInWords(FEWEST_SHOWN)} people have written an answer`;

/** Who they are where a questionnaire is asked: the lead’s name, and what a group is called there. */
export interface ReadersHere {
  readonly lead: string;
  readonly group: string;
}

export const readersHere = ({ lead, programme }: Pick<Cohort, 'lead' | 'programme'>): ReadersHere => ({
  lead: lead.name,
  group: programme.groups.word,
});

/** Who reads it, in sentences. @param it what is read: "this", "what you write in your own words" */
const readSentences = (readers: readonly Reader[], { lead, group }: ReadersHere, it: string): readonly string[] => [
  ...(readers.includes('group')
    ? [`The others in your ${group} can read ${it} with your name, as soon as you send it.`]
    : []),
  ...(readers.includes('lead') ? [`${lead} can read ${it} without your name, ${ENOUGH}.`] : []),
  ...(readers.length === 0 ? [`No one is sent ${it === 'this' ? 'what you write here' : it}.`] : []),
];

/** Who reads what was typed, where it is checked before it is sent. */
export const readByInWords = (readers: readonly Reader[], here: ReadersHere): string =>
  readSentences(readers, here, 'this').join(' ');

/** A question with who reads what is typed in answer to it; of what is chosen or graded, nothing is said above each. */
export const withReaders = <Asked extends Question>(
  questionnaire: Questionnaire,
  question: Asked,
  here: ReadersHere,
) => ({
  ...question,
  ...(question.form === 'open' && { readBy: readByInWords(whoReads(questionnaire, question), here) }),
});

/** What becomes of all that is answered, where a questionnaire begins. */
export function readInWords(questionnaire: Questionnaire, here: ReadersHere): string {
  const open = openQuestionsOf(questionnaire);
  const [first = [], ...others] = open.map((question) => whoReads(questionnaire, question));
  const isSame = others.every((readers) => readers.join() === first.join());
  return [
    ...(questionsOf(questionnaire).length > open.length
      ? ['Grades, choices and numbers are put together with those of others, without names of people or schools.']
      : []),
    ...(open.length > 0 && isSame ? readSentences(first, here, 'what you write in your own words') : []),
    ...(isSame ? [] : ['Above each question that you answer in your own words, you can see who reads it.']),
  ].join(' ');
}

/** Titles of a programme’s questionnaires, by who reads what is written in them. */
export function readIn({ name, groups, questionnaires }: Pick<Programme, 'name' | 'groups' | 'questionnaires'>) {
  const asked = Object.values(questionnaires).filter((one) => openQuestionsOf(one).length > 0);
  const titles = (isRead: (readers: readonly Reader[]) => boolean) => [
    ...new Set(
      asked
        .filter((one) => openQuestionsOf(one).some((question) => isRead(whoReads(one, question))))
        .map(({ title }) => title),
    ),
  ];
  return {
    name,
    group: groups.word,
    byGroup: titles((readers) => readers.includes('group')),
    byLead: titles((readers) => readers.includes('lead')),
    byNoOne: titles((readers) => readers.length === 0),
  };
}
