import type { Kinds } from './kind.ts';

/** Out of no outbox: codes, for somebody who waits at a page. */
export const codes = {
  'sign-in-code': {
    words: 'sign-in code',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'nothing',
    needs: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'nobody',
    historySays: 'kind',
  },
  'copy-code': {
    words: 'code to open a copy',
    hour: 'any',
    whileOwed: 'no',
    speaksOf: 'nothing',
    needs: 'nothing',
    afterTheEnd: 'dropped',
    toSuccessor: 'itself',
    confidential: false,
    repliesTo: 'nobody',
    historySays: 'kind',
  },
} as const satisfies Kinds;
