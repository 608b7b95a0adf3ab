import type { Journey } from '#web/kit/journey.ts';
import { checkCopyPages } from './route.ts';

export const task: Journey = {
  pages: [['/copy', checkCopyPages]],
  owed: {
    facts: ({ base }) => ({
      start: `${base}/copy`,
      what: [
        'Someone at your school has asked for a copy of the data about them. It includes words that someone else wrote, or that are about someone else. Read these, and leave out what should stay confidential to another person.',
        'By law the copy must arrive within one month. The originals do not change.',
      ],
      minutes: 10,
      readers: 'The person who asked, and no one else.',
    }),
  },
  done: { facts: () => ({ title: 'The copy has been checked and sent' }) },
  lead: { reminds: 'Send a reminder' },
};
