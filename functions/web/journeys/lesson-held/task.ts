import { lessonIsOff, whyOff } from '#web/journeys/lesson-record/page.ts';
import { lesson, showLessonOff } from '#web/journeys/lesson-record/route.ts';
import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { aboutHeld } from './page.ts';
import { held } from './route.ts';

export const task: Journey = {
  pages: [
    ['/took-place', held],
    ['/lesson', lesson],
  ],
  sentBy: (c, path) => (path === '/lesson/off' ? whyOff(c.var.doing) : undefined),
  owed: { facts: aboutHeld },
  done: { facts: () => ({ title: 'The lesson took place', goesOn: true }) },
  ended: (c) => (lessonIsOff(c.var.doing) ? showLessonOff(c) : undefined),
  lead: doneByLead,
};
