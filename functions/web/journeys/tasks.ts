import type { ObligationKind, Step } from '#domain/programme/programme.ts';
import type { Journey, StepJourney } from '#web/kit/journey.ts';
import { task as agreement } from './agreement/task.ts';
import { task as checkCopy } from './check-copy/task.ts';
import { task as confirmChange } from './confirm-change/task.ts';
import { task as countersign } from './countersign/task.ts';
import { task as cover } from './cover/task.ts';
import { task as group } from './group/task.ts';
import { task as lessonHeld } from './lesson-held/task.ts';
import { task as lessonRecord } from './lesson-record/task.ts';
import { task as meeting } from './meeting/task.ts';
import { task as plan } from './plan/task.ts';
import { task as questionnaire } from './questionnaire/task.ts';
import { task as report } from './report/task.ts';
import { task as successor } from './successor/task.ts';
import { task as teachers } from './teachers/task.ts';
import { task as timetable } from './timetable/task.ts';

/** The journeys of what a programme asks as a step. */
export const stepJourneys: Readonly<Record<Step['kind'], StepJourney>> = {
  'sign-agreement': agreement,
  countersign,
  'choose-teachers': teachers,
  'answer-questionnaire': questionnaire,
  'agree-plan': plan,
  'hold-meeting': meeting,
};

/** The journey of each kind of task: the one place in which the web learns of a new kind. */
export const journeys: Readonly<Record<ObligationKind, Journey>> = {
  ...stepJourneys,
  'confirm-cover': cover,
  'lesson-record': lessonRecord,
  'confirm-held': lessonHeld,
  'report-session': report,
  'name-successor': successor,
  'settle-group': group,
  'check-timetable': timetable,
  'confirm-successor': confirmChange,
  'confirm-withdrawal': confirmChange,
  'check-copy': checkCopy,
};
