import { openQuestionsOf, type Questionnaire, whoReads } from '#domain/programme/questionnaire.ts';
import { type Answered, seatCodeOf } from './answered.ts';
import type { Look } from './answerers.ts';
import type { Cell } from './cells.ts';
import { countsPart, type ReadTogether, type Register } from './register.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** What was written in answer to one question, without whose it is. */
interface Written {
  readonly text: string;
  /** in alphabetical order, each question by itself: nothing shows that two are one person’s */
  readonly words: readonly string[];
}

/** What a lead reads of one questionnaire. */
export interface WordsRead {
  readonly written: readonly Written[];
  /** how many people it is of: five or more, or nobody */
  readonly people: number;
  /** what some people wrote is shown no more, as one of them has had their answers deleted */
  readonly fewer: boolean;
}

/** Does a lead read something that is written in it? */
export const hasWords = (questionnaire: Questionnaire): boolean =>
  openQuestionsOf(questionnaire).some((question) => whoReads(questionnaire, question).includes('lead'));

/**
 * Whose words a lead can read from now on: of everybody of whom the counts of a questionnaire tell for the first time. They are
 * put together by fives (the last of a cell are up to nine) and stay so: when one of them goes, their few go together.
 */
export function readFromNow(
  key: string,
  cells: readonly Cell[],
  before: readonly ReadTogether[],
  since: string,
): readonly ReadTogether[] {
  const known = new Set(before.filter((one) => one.questionnaire === key).flatMap(({ members }) => members));
  return cells
    .filter(({ within }) => within.includes(countsPart(key)))
    .map(({ members }) => members.filter((member) => !known.has(member)).toSorted())
    .flatMap((members) => {
      const count = Math.floor(members.length / FEWEST_SHOWN);
      return Array.from({ length: count }, (_, i) => {
        const own = members.slice(i * FEWEST_SHOWN, i === count - 1 ? undefined : (i + 1) * FEWEST_SHOWN);
        return { questionnaire: key, since, size: own.length, members: own };
      });
    });
}

/**
 * What a lead may read of one questionnaire. Of an answer whose form did not say that the lead reads it, nothing is shown.
 */
export function wordsRead(
  key: string,
  questionnaire: Questionnaire,
  { read = [] }: Pick<Register, 'read'>,
  { answers, refer }: Pick<Look, 'answers' | 'refer'>,
): WordsRead {
  const own = new Map(
    answers.filter((one) => one.questionnaire === key).map((one) => [refer(seatCodeOf(one)), one] as const),
  );
  const together = read.filter((one) => one.questionnaire === key).map((one) => stillThere(one, own));
  const whole = together.flatMap((all) => all ?? []);
  return {
    written: openQuestionsOf(questionnaire)
      .filter((question) => whoReads(questionnaire, question).includes('lead'))
      .map((question) => ({
        text: question.text,
        words: whole
          .filter(({ said }) => said?.[question.key]?.includes('lead'))
          .flatMap(({ given }) => String(given[question.key] ?? '').trim() || [])
          .toSorted(alphabet.compare),
      })),
    people: whole.length,
    fewer: together.includes(undefined),
  };
}

const alphabet = new Intl.Collator('en');

/** What everybody gave who is read together; undefined where one of them has gone since. */
function stillThere(
  { size, members, since }: ReadTogether,
  own: ReadonlyMap<string, Answered>,
): readonly Answered[] | undefined {
  const all = members.flatMap((member) => own.get(member) ?? []);
  return all.length === size && all.every(({ at = '' }) => at < since) ? all : undefined;
}
