import type { Kinds } from './kind.ts';

/** Out of a cohort's own outbox, to its lead: of all of it, or of a draft of one. */
export const cohort = {
  'cohort-launched': {
    words: 'note that the cohort has been launched',
    hour: 'school-hours',
    whileOwed: 'no',
    speaksOf: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
  'cohort-summary': {
    words: 'summary of the cohort',
    hour: 'school-hours',
    whileOwed: 'no',
    speaksOf: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
  'post-resumed': {
    words: 'note that emails are being sent again',
    hour: 'school-hours',
    whileOwed: 'no',
    speaksOf: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
  'draft-ending': {
    words: 'note that a draft will be deleted',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
} as const satisfies Kinds;
