import { hasEnded } from '#domain/partnership/partnership.ts';
import type { Journey } from '#web/kit/journey.ts';
import { reportForm, sentBy } from './form-route.ts';
import { ofSession, showReportOff, showReportOwed, showReportSent } from './route.ts';

export const task: Journey = {
  pages: [
    ['/', ofSession],
    ['/report', reportForm],
  ],
  sentBy,
  owed: { page: showReportOwed },
  done: { page: showReportSent },
  saved: 'Your report is saved',
  ended: (c, how) => (how === 'released' ? showReportOff(c) : undefined),
  corrects: ({ partnership }, path) => path.startsWith('/report') && !hasEnded(partnership.stage),
  // it is the coach's alone; what the lead can do is say what became of the session
  lead: {},
};
