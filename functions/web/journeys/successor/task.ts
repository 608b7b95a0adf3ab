import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { namedSince } from '#web/kit/named.ts';
import { successor } from './route.ts';

export const task: Journey = {
  pages: [['/successor', successor]],
  sentBy: namedSince,
  owed: {
    facts: ({ base, cohort }) => ({
      start: `${base}/successor`,
      what: [
        'Until we know who it is now, we write nothing there and remind nobody. Whoever you name gets one email that says where things stand.',
      ],
      minutes: 1,
      readers: `${cohort.lead.name}, and whoever you name.`,
    }),
  },
  done: { facts: () => ({ title: 'Thank you, that is noted' }) },
  lead: doneByLead,
};
