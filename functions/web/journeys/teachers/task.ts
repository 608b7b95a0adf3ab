import { teachersInGroups } from '#email/templates/owed.ts';
import { doneByLead, type StepJourney } from '#web/kit/journey.ts';
import { teachers } from './route.ts';
import { sentBy } from './sent.ts';

export const task: StepJourney = {
  pages: [['/teachers', teachers]],
  sentBy,
  owed: {
    facts: ({ base, cohort }) => ({
      start: `${base}/teachers`,
      what: [`Name ${teachersInGroups(cohort.programme.groups)}: the full name and the email address of each.`],
      minutes: 5,
      readers: `${cohort.lead.name}, who trains and supports them.`,
    }),
  },
  done: { facts: () => ({ title: 'Teachers’ names sent' }) },
  lead: doneByLead,
  asStep: ({ groups }) => `Name ${teachersInGroups(groups)}`,
  asNext: () => 'the names of your teachers',
};
