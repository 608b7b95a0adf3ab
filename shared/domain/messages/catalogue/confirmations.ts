import type { Kinds } from './kind.ts';

/** Of what a seat has asked about itself, or its school, while another has to confirm it. */
export const confirmations = {
  'confirmation-request': {
    words: 'request to confirm a change',
    hour: 'any',
    whileOwed: 'anyone',
    speaksOf: 'obligation',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'about',
  },
  'change-announced': {
    words: 'note that a change waits to be confirmed',
    hour: 'any',
    whileOwed: 'anyone',
    speaksOf: 'obligation',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'about',
  },
  'change-refused': {
    words: 'note that nothing changes',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'obligation',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'about',
  },
  'report-waits': {
    words: 'note that a report waits',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'session',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'about',
  },
} as const satisfies Kinds;
