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
};
