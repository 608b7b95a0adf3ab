import { questionnaire, sentBy } from '#web/journeys/questionnaire/route.ts';
import { doneByLead, type Journey } from '#web/kit/journey.ts';
import { aboutRecord, afterRecord, lessonIsOff, whyOff } from './page.ts';
import { lesson, showLessonOff } from './route.ts';

export const task: Journey = {
  pages: [
    ['/questions', questionnaire],
    ['/lesson', lesson],
  ],
  sentBy: (c, path) => (path === '/lesson/off' ? whyOff(c.var.doing) : sentBy(c, path)),
  owed: { facts: aboutRecord },
  done: { facts: (doing) => ({ title: 'Lesson record sent', next: afterRecord(doing), goesOn: true }) },
  ended: (c) => (lessonIsOff(c.var.doing) ? showLessonOff(c) : undefined),
  lead: doneByLead,
};
