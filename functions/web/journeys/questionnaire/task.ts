import { mayCorrect } from '#domain/obligations/corrections.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import { doneByLead, type StepJourney } from '#web/kit/journey.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { questionnaireOf } from '#web/kit/words/obligation.ts';
import { readersHere, readInWords } from '#web/kit/words/readers.ts';
import { withinSentence } from '#wording/wording.ts';
import { NOTHING_ASKED, questionnaireHere } from './page.ts';
import { questionnaire, sentBy } from './route.ts';

/** Whoever sent the answers can correct them while they would still be in time. */
const canCorrect = ({ partnership, obligation, person }: AtTask, now: string): boolean =>
  obligation.end?.by === person.id && mayCorrect(partnership, obligation, now);

/** "the start questionnaire" */
const asked: StepJourney['asNext'] = ({ questionnaires }, { questionnaire }) =>
  `the ${withinSentence(questionnaires[questionnaire ?? '']?.title ?? 'questionnaire')}`;

export const task: StepJourney = {
  pages: [['/questions', questionnaire]],
  sentBy,
  owed: {
    facts: (doing) => ({
      start: `${doing.base}/questions/1`,
      what: [questionnaireOf(doing)?.introduction],
      minutes: minutesFor(questionnaireOf(doing) ?? NOTHING_ASKED),
      readers: readInWords(questionnaireHere(doing), readersHere(doing.cohort)),
    }),
  },
  done: {
    facts: (doing, now) => ({
      title: `${questionnaireOf(doing)?.title ?? 'Questionnaire'} sent`,
      correct: doing.way === 'own' && canCorrect(doing, now) ? `${doing.base}/questions/check` : undefined,
    }),
  },
  corrects: (doing, path, now) => path.startsWith('/questions') && canCorrect(doing, now),
  lead: doneByLead,
  asStep: (programme, step) => `Answer ${asked(programme, step)}`,
  asNext: asked,
};
