import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { about } from './page.ts';
import { timetable } from './route.ts';
import { sentBy } from './sent.ts';

export const task: Journey = {
  pages: [['/timetable', timetable]],
  sentBy,
  owed: {
    facts: (doing) => {
      const { name, before } = about(doing);
      return {
        start: `${doing.base}/timetable`,
        what: [
          `${name} has taken the place of ${before}. Say whether they teach the same lessons. If not, have their timetable ready.`,
        ],
        minutes: 3,
        readers: `No one is sent it. We use it to plan the sessions of ${name} and the cover for their classes, and ${name} can see it in a copy of their data.`,
      };
    },
  },
  done: {
    facts: () => ({
      title: 'Timetable checked',
      next: ['If sessions no longer fit, they are planned again. You get an email when there is a new plan to agree.'],
    }),
  },
  lead: doneByLead,
};
