import type { Kinds } from './kind.ts';

/** Of what somebody has asked of their own data. */
export const ownData = {
  'copy-check-request': {
    words: 'request to check a copy of personal data',
    hour: 'any',
    whileOwed: 'reader',
    speaksOf: 'obligation',
    needs: 'nothing',
    afterTheEnd: 'waits',
    toSuccessor: 'handover',
    confidential: true,
    repliesTo: 'lead',
    historySays: 'about',
  },
  'copy-ready': {
    words: 'link to a copy of their own data',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'request',
    needs: 'nothing',
    afterTheEnd: 'goes',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
  'erasure-request': {
    words: 'request to confirm that their data should be erased',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'request',
    needs: 'nothing',
    afterTheEnd: 'goes',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'lead',
    historySays: 'kind',
  },
} as const satisfies Kinds;
