import { meetingToDo } from '#email/templates/owed.ts';
import { meetingOfStep } from '#email/work-of.ts';
import { doneByLead, type StepJourney } from '#web/kit/journey.ts';
import { capital } from '#wording/wording.ts';
import { whereAndWhen } from './page.ts';
import { meeting } from './route.ts';

export const task: StepJourney = {
  pages: [['/meeting', meeting]],
  owed: {
    facts: (doing) => ({
      start: `${doing.base}/meeting`,
      what: [meetingOfStep(doing)?.about, ...whereAndWhen(doing)],
      minutes: 1,
      readers: `${doing.cohort.lead.name}.`,
    }),
  },
  done: { facts: () => ({ title: 'Thank you, that is noted' }) },
  lead: doneByLead,
  asStep: (_programme, { meeting: held }) => capital(meetingToDo(held)),
  asNext: (_programme, { meeting: held }) => `to ${meetingToDo(held)}`,
};
