import {
  keysOf,
  openQuestionsOf,
  type Question,
  type Questionnaire,
  type ReadersSaid,
  readersSaid,
  withoutReaders,
  wordsIn,
} from '#domain/programme/questionnaire.ts';
import type { Answers } from '#records/answers.ts';
import type { Draft } from '#records/drafts.ts';
import { digestOfDraft } from '#web/kit/checking.ts';
import type { AtTask } from '#web/kit/readers.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { questionnaireOf } from '#web/kit/words/obligation.ts';
import { readByInWords, readersHere, withReaders } from '#web/kit/words/readers.ts';
import { answersInWords } from './answers.ts';
import { fieldOf, pagesOf, type QuestionPage } from './form.ts';

/** In the place of a questionnaire that the programme no longer has. */
export const NOTHING_ASKED: Questionnaire = { title: '', introduction: '', questions: [] };

/**
 * The questionnaire that is answered; an empty one where the programme no longer has it. What a lead types for somebody is read by
 * nobody: it was not theirs to say who may.
 */
export function questionnaireHere(doing: AtTask): Questionnaire {
  const questionnaire = questionnaireOf(doing) ?? NOTHING_ASKED;
  return doing.home ? withoutReaders(questionnaire) : questionnaire;
}

export const questionsAsked = (c: Asked): Questionnaire => questionnaireHere(c.var.doing);

/**
 * Who reads what is sent now: whom the form names; of words that were sent before and stay as they were, whom their form named.
 */
export function saidNow(c: Asked, draft: Draft, before: Answers | undefined): ReadersSaid {
  const now = readersSaid(questionsAsked(c));
  return Object.fromEntries(
    openQuestionsOf(questionsAsked(c)).flatMap(({ key }) => {
      const stays = before !== undefined && wordsIn(before.given, key) === (draft[fieldOf(key)] ?? '').trim();
      const said = stays ? (before.said ?? {}) : now;
      const readers = Object.hasOwn(said, key) ? said[key] : undefined;
      return readers ? [[key, readers]] : [];
    }),
  );
}

/** What the check page stands for: these answers, read by those whom it names beside them. */
export const standsFor = (c: Asked, draft: Draft, before: Answers | undefined): Draft => ({
  ...draft,
  readers: JSON.stringify(saidNow(c, draft, before)),
});

/** Is it the record of a lesson? */
export const isRecord = (c: Asked): boolean => c.var.doing.obligation.kind === 'lesson-record';

/** What the last page says, and what is ticked there. */
export const sending = (c: Asked) =>
  isRecord(c)
    ? {
        title: 'Check the record before you send it',
        tick: 'No pupil can be recognised in this record',
        missing: 'Tick the box to say that no pupil can be recognised',
        button: 'Send the record',
      }
    : {
        title: 'Check your answers before you send them',
        tick: c.var.doing.home
          ? 'These are the answers that the school gave me'
          : 'These are my answers for the school',
        missing: 'Tick the box to send your answers',
        button: 'Send answers',
      };

/** All answers, before they are sent. */
export const check = (c: Asked, draft: Draft, before: Answers | undefined) => {
  const { base, home, cohort, partnership, corrects } = c.var.doing;
  const said = saidNow(c, draft, before);
  const readBy = (question: Question) =>
    question.form === 'open' &&
    readByInWords((Object.hasOwn(said, question.key) && said[question.key]) || [], readersHere(cohort));
  const { title } = questionsAsked(c);
  const pages = pagesOf(questionsAsked(c));
  return {
    ...sending(c),
    ...(corrects ? { title: 'Your answers, which you can still correct', button: 'Send corrected answers' } : {}),
    corrects,
    questionnaire: title,
    school: partnership.school,
    base,
    home,
    back: corrects ? base : `${base}/questions/${pages.length}`,
    shown: digestOfDraft(standsFor(c, draft, before)),
    answers: pages.flatMap(({ questions }, i) =>
      questions
        .flatMap((question) => answersInWords(question, draft).map((line) => ({ ...line, readBy: readBy(question) })))
        .map((line) => ({ ...line, change: `${base}/questions/${i + 1}#${line.field}` })),
    ),
  };
};

function titleOf({ heading, questions: [first] }: QuestionPage): string {
  if (heading !== undefined) return heading;
  if (first?.form !== 'scale') return first?.text ?? '';
  const agreeing = first.scale.points.some((words) => /agree/i.test(words));
  return agreeing ? 'How far do you agree with these statements?' : 'Choose one answer for each statement';
}

/** One page of questions, counted from 1. */
export const onePage = (c: Asked, number: number) => {
  const { base, home, cohort, partnership, corrects } = c.var.doing;
  const pages = pagesOf(questionsAsked(c));
  const shown = pages[number - 1];
  const [first] = shown?.questions ?? [];
  return (
    shown && {
      title: titleOf(shown),
      introduction: shown.introduction,
      // a question that has the page to itself is its heading
      lone: shown.heading === undefined && first?.form !== 'scale' ? first : undefined,
      corrects,
      questionnaire: questionsAsked(c).title,
      school: partnership.school,
      base,
      home,
      back: number === 1 ? base : `${base}/questions/${number - 1}`,
      number,
      pages: pages.length,
      questions: shown.questions.map((question) => ({
        ...withReaders(questionsAsked(c), question, readersHere(cohort)),
        fields: keysOf(question).map(fieldOf),
      })),
    }
  );
};
