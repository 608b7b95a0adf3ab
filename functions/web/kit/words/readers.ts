import type { Programme } from '#domain/programme/programme.ts';
import {
  openQuestionsOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Reader,
  readersSaid,
  whoReads,
} from '#domain/programme/questionnaire.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import { numberInWords } from '#wording/wording.ts';

const ENOUGH = `once at least ${numberInWords(FEWEST_SHOWN)} people have answered`;

/** Who reads what is typed in a field, above it. @param lead their name */
const readAbove = (readers: readonly Reader[], lead: string): string =>
  readers.includes('lead') ? `${lead} reads this without your name, ${ENOUGH}.` : 'No one is sent what you write here.';

/** A question with who reads what is typed in answer to it; of what is chosen or graded, nothing is said above each. */
export const withReaders = <Asked extends Question>(questionnaire: Questionnaire, question: Asked, lead: string) => ({
  ...question,
  ...(question.form === 'open' && { readBy: readAbove(whoReads(questionnaire, question), lead) }),
});

/** What becomes of all that is answered, where a questionnaire begins. */
export function readInWords(questionnaire: Questionnaire, lead: string): string {
  const open = openQuestionsOf(questionnaire);
  const read = open.filter((question) => whoReads(questionnaire, question).includes('lead'));
  return [
    ...(questionsOf(questionnaire).length > open.length
      ? ['Grades, choices and numbers are put together with those of others, without names of people or schools.']
      : []),
    ...(open.length === 0
      ? []
      : read.length === open.length
        ? [`${lead} reads what you write in your own words, without your name, ${ENOUGH}.`]
        : read.length === 0
          ? ['No one is sent what you write in your own words.']
          : ['Above each question that you answer in your own words, you can see who reads it.']),
  ].join(' ');
}

/** Titles of a programme’s questionnaires, by whether somebody reads what is written in them. */
export const readIn = ({ name, questionnaires }: Pick<Programme, 'name' | 'questionnaires'>) => {
  const asked = Object.values(questionnaires).filter((one) => openQuestionsOf(one).length > 0);
  const isRead = (one: Questionnaire) => Object.keys(readersSaid(one)).length > 0;
  const titles = (some: readonly Questionnaire[]) => [...new Set(some.map(({ title }) => title))];
  return { name, read: titles(asked.filter(isRead)), unread: titles(asked.filter((one) => !isRead(one))) };
};
