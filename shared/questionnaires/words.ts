import {
  isSaid,
  type OpenQuestion,
  openQuestionsOf,
  type Questionnaire,
  whoReads,
  wordsIn,
} from '#domain/programme/questionnaire.ts';
import { type Answered, seatCodeOf } from './answered.ts';
import type { Look } from './answerers.ts';
import type { Cell, Reference } from './cells.ts';
import { countsPart, type ReadTogether, type Register } from './register.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** What was written in answer to one question, without whose it is: by five people or more, or nobody. */
interface Written {
  readonly text: string;
  /** in alphabetical order, each question by itself: nothing shows that two are one person’s */
  readonly words: readonly string[];
}

/** What a lead reads of one questionnaire. */
export interface WordsRead {
  readonly written: readonly Written[];
  /** what some people wrote is shown no more, as one of them has had their answers deleted */
  readonly fewer: boolean;
}

const readByLead = (questionnaire: Questionnaire): readonly OpenQuestion[] =>
  openQuestionsOf(questionnaire).filter((question) => whoReads(questionnaire, question).includes('lead'));

/** Does a lead read something that is written in it? */
export const hasWords = (questionnaire: Questionnaire): boolean => readByLead(questionnaire).length > 0;

type Answers = Pick<Look, 'answers' | 'refer'>;

const alphabet = new Intl.Collator('en');

/** What somebody wrote in answer to a question whose form said that the lead reads it; empty: nothing. */
const toRead = ({ given, said }: Answered, question: string): string =>
  isSaid(said, question, 'lead') ? wordsIn(given, question) : '';

const byReference = (key: string, { answers, refer }: Answers): ReadonlyMap<Reference, Answered> =>
  new Map(answers.filter((one) => one.questionnaire === key).map((one) => [refer(seatCodeOf(one)), one]));

/**
 * Whose words a lead can read from now on: of everybody of whom the counts of a questionnaire tell, those who have written
 * something to be read by the lead, if they are five, question by question. They are put together by fives (the last are up to
 * nine) and stay so: when one of them goes, their few go together. In which few somebody is follows from what they wrote,
 * so that nobody can work it out from who they are.
 */
export function readFromNow(
  key: string,
  questionnaire: Questionnaire,
  cells: readonly Cell[],
  before: readonly ReadTogether[],
  look: Answers & Pick<Look, 'now'>,
): readonly ReadTogether[] {
  const own = byReference(key, look);
  const counted = cells.filter(({ within }) => within.includes(countsPart(key))).flatMap(({ members }) => members);
  return readByLead(questionnaire).flatMap(({ key: question }) => {
    const known = new Set(before.filter((one) => isOf(one, key, question)).flatMap(({ members }) => members));
    const wrote = counted
      .filter((member) => !known.has(member))
      .flatMap((member) => {
        const sent = own.get(member);
        const words = sent && (sent.at ?? '') < look.now ? toRead(sent, question) : '';
        return words ? [{ member, words }] : [];
      })
      .toSorted((a, b) => alphabet.compare(a.words, b.words))
      .map(({ member }) => member);
    return inFives(wrote).map((members) => ({
      questionnaire: key,
      question,
      since: look.now,
      size: members.length,
      members,
    }));
  });
}

const isOf = (one: ReadTogether, key: string, question: string): boolean =>
  one.questionnaire === key && one.question === question;

function inFives(members: readonly Reference[]): readonly (readonly Reference[])[] {
  const count = Math.floor(members.length / FEWEST_SHOWN);
  return Array.from({ length: count }, (_, i) =>
    members.slice(i * FEWEST_SHOWN, i === count - 1 ? undefined : (i + 1) * FEWEST_SHOWN),
  );
}

/** What a lead may read of one questionnaire. Of an answer whose form did not say that the lead reads it, nothing is shown. */
export function wordsRead(
  key: string,
  questionnaire: Questionnaire,
  { read = [] }: Pick<Register, 'read'>,
  look: Answers,
): WordsRead {
  const own = byReference(key, look);
  const together = read.filter((one) => one.questionnaire === key);
  return {
    written: readByLead(questionnaire).map(({ key: question, text }) => ({
      text,
      words: together
        .filter((one) => one.question === question)
        .flatMap((one) => stillThere(one, own) ?? [])
        .toSorted(alphabet.compare),
    })),
    fewer: together.some((one) => !stillThere(one, own)),
  };
}

/** What everybody wrote who is read together; undefined where one of them has gone since. */
function stillThere(
  { size, members, since, question }: ReadTogether,
  own: ReadonlyMap<Reference, Answered>,
): readonly string[] | undefined {
  const words = members.flatMap((member) => {
    const sent = own.get(member);
    return sent && (sent.at ?? '') < since ? toRead(sent, question) || [] : [];
  });
  return words.length === size ? words : undefined;
}
