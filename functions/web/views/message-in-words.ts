import type { MessageKind } from '../../../shared/domain/message.ts';

/** What an email is, in the middle of a sentence. */
export const messageInWords: Record<MessageKind, string> = {
  'agreement-request': 'request to sign the agreement',
  'countersign-request': 'request to countersign the agreement',
  'signed-agreement': 'copy of the signed agreement',
  'teachers-request': 'request to name the teachers',
  'questionnaire-request': 'request to answer a questionnaire',
  reminder: 'reminder',
  escalation: 'note that a school is late',
  'decision-request': 'request to release, extend or take over',
  declined: 'note that a school has declined',
  'deadline-extended': 'note of a new date',
  'fresh-link': 'fresh link',
  'school-summary': 'summary for the school',
  'cohort-launched': 'note that the cohort has been launched',
  'cohort-summary': 'summary of the cohort',
  'sign-in-code': 'sign-in code',
  'coach-welcome': 'welcome to a coach',
  'session-invitation': 'invitation to a session',
  'session-cancellation': 'note that a session is called off',
  'session-ended': 'question what became of a session',
  'report-nudge': 'reminder of a report',
  'report-escalation': 'note that a report is not there yet',
  'coach-report': 'report on a session',
  'coach-report-late': 'note that a report is late',
  'report-bounced': 'note that an address does not take post',
};
