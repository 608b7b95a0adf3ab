import { Hono } from 'hono';
import { answer } from '../../../shared/domain/acts.ts';
import { keepRecord } from '../../../shared/domain/disturbance.ts';
import { answersName } from '../../../shared/domain/obligation/obligation.ts';
import { personOf } from '../../../shared/domain/partnership.ts';
import { sitterOf } from '../../../shared/domain/person.ts';
import type { Draft } from '../../../shared/records/drafts.ts';
import { act } from '../../../shared/use-cases/act.ts';
import { answerFields, fieldOf, pagesOf, type QuestionPage, readAnswers } from '../forms/questionnaire.ts';
import { goTo, mend, page, refusal } from '../page.ts';
import { questionnaireOf } from '../views/obligation-in-words.ts';
import type { Asked, Web } from '../web-parts.ts';
import { checkFaults, digestOf, draftOf, journeyOf, keepTyped } from './checking.ts';
import type { Doing } from './doing.ts';

/** Statements to grade, then one open question to a page; everything typed is kept on the way. So is a lesson's record written. */
export const questionnaire = new Hono<Web>();

questionnaire.use(journeyOf('answer-questionnaire', 'lesson-record'));

const asked = (c: Asked) => questionnaireOf(c.var.doing) ?? { title: '', introduction: '', questions: [] };

const isRecord = (c: Asked): boolean => c.var.doing.obligation.kind === 'lesson-record';

/** What the last page says, and what is ticked there. */
const sending = (c: Asked) =>
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

const check = (c: Asked, draft: Draft) => {
  const { base, home, partnership } = c.var.doing;
  const { title, questions } = asked(c);
  const pages = pagesOf(asked(c));
  return {
    ...sending(c),
    questionnaire: title,
    school: partnership.school,
    base,
    home,
    back: `${base}/questions/${pages.length}`,
    shown: digestOf(draft),
    answers: questions.map((question) => {
      const given = draft[fieldOf(question)] ?? '';
      return {
        question: question.text,
        answer: question.form === 'scale' ? question.scale[Number(given) - 1] : given.trim(),
        change: `${base}/questions/${pages.findIndex((p) => p.includes(question)) + 1}#${fieldOf(question)}`,
      };
    }),
  };
};

questionnaire.get('/check', async (c) => {
  const draft = await draftOf(c);
  const unread = firstUnread(c, draft);
  return unread ? goTo(c, unread) : page(c, 'questions/check', check(c, draft));
});

questionnaire.post('/check', async (c) => {
  const { parts, doing } = c.var;
  const draft = await draftOf(c);
  const given = readAnswers(draft, asked(c).questions);
  const unread = firstUnread(c, draft);
  if (unread || 'faults' in given) return goTo(c, unread ?? doing.base);
  const faults = checkFaults(c, draft, sending(c).missing);
  if (faults.length > 0) return mend(c, 'questions/check', { ...check(c, draft), faults });
  await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, _cohort, now) => (isRecord(c) ? keepRecord : answer)(p, doing.obligation.id, doing.person.id, now),
    {
      answers: {
        questionnaire: answersName(doing.obligation),
        person: whoAnswers(doing),
        given: given.values,
        at: parts.now(),
      },
      draftDone: doing.obligation.id,
    },
  );
  return goTo(c, doing.base);
});

/** What the lead types for somebody is that person's. */
const whoAnswers = ({ partnership, obligation, person }: Doing): string => {
  const sitter = personOf(partnership, obligation.takenFrom ?? person.id);
  return sitter ? sitterOf(sitter) : (obligation.takenFrom ?? person.id);
};

/** The first page on which something is still to be answered or mended. */
function firstUnread(c: Asked, draft: Draft): string | undefined {
  const place = pagesOf(asked(c)).findIndex((questions) => 'faults' in readAnswers(draft, questions));
  return place < 0 ? undefined : `${c.var.doing.base}/questions/${place + 1}`;
}

function titleOf([first]: QuestionPage): string {
  if (first?.form === 'open') return first.text;
  const agreeing = first?.scale.some((words) => /agree/i.test(words));
  return agreeing ? 'How far do you agree with these statements?' : 'Choose one answer for each statement';
}

const onePage = (c: Asked, number: number) => {
  const { base, home, partnership } = c.var.doing;
  const pages = pagesOf(asked(c));
  const questions = pages[number - 1];
  return (
    questions && {
      title: titleOf(questions),
      questionnaire: asked(c).title,
      school: partnership.school,
      base,
      home,
      back: number === 1 ? base : `${base}/questions/${number - 1}`,
      number,
      pages: pages.length,
      questions: questions.map((question) => ({ ...question, field: fieldOf(question) })),
    }
  );
};

questionnaire.get('/:page{[1-9][0-9]?}', async (c) => {
  const data = onePage(c, Number(c.req.param('page')));
  return data ? page(c, 'questions/page', { ...data, typed: await draftOf(c) }) : refusal(c, 404);
});

questionnaire.post('/:page{[1-9][0-9]?}', async (c) => {
  const { base } = c.var.doing;
  const number = Number(c.req.param('page'));
  const data = onePage(c, number);
  const questions = pagesOf(asked(c))[number - 1];
  if (!data || !questions) return refusal(c, 404);
  const typed = await keepTyped(c, answerFields(questions));
  if (c.var.posted.go === 'later') return goTo(c, `${base}/saved`);
  const given = readAnswers(typed, questions);
  if ('faults' in given) return mend(c, 'questions/page', { ...data, typed, ...given });
  return goTo(c, number < data.pages ? `${base}/questions/${number + 1}` : `${base}/questions/check`);
});
