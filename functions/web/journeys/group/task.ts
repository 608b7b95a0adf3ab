import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { namedSince } from '#web/kit/named.ts';
import { group } from './route.ts';

export const task: Journey = {
  pages: [['/group', group]],
  sentBy: namedSince,
  owed: {
    facts: ({ base, cohort }) => ({
      start: `${base}/group`,
      what: [
        'Somebody in this group has withdrawn. Anybody may, at any time and without giving a reason. Say how the others go on.',
      ],
      minutes: 2,
      readers: `${cohort.lead.name}, and the teachers of the group.`,
    }),
  },
  done: { facts: () => ({ title: 'Thank you, that is noted' }) },
  lead: doneByLead,
};
