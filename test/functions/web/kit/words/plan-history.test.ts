import { describe, expect, it } from 'vitest';
import type { Change } from '#domain/partnership/changes.ts';
import { coverSchool, plannedSchool, proposalFor } from '#test/support/cover-school.ts';
import { historyInWords } from '#web/kit/words/history.ts';

const at = '2026-09-07T07:00:00Z';

describe('the history of a plan', () => {
  const agreed = coverSchool().until('2026-10-01T10:00');
  const proposal = proposalFor(plannedSchool());
  const tells = (by: string, change: Change) => historyInWords(agreed, { at, by, change });
  const cover = 'cycle-1-1-lesson-cover';

  it.each<[string, Change, string | undefined]>([
    ['drumbeat', { what: 'plan-wanted', wishes: [] }, 'A plan of the sessions and their cover was looked for.'],
    [
      'link',
      { what: 'plan-wanted', wishes: [], disturbance: 'supply fell through' },
      'A plan around it was looked for, because supply fell through.',
    ],
    [
      'link',
      { what: 'plan-wanted', wishes: [{ what: 'keep', group: 'Triad 1', nth: 1 }] },
      'The SLT link asked for another plan, with one wish.',
    ],
    ['drumbeat', { what: 'plan-proposed', nth: 1, proposal, final: false }, undefined],
    [
      'drumbeat',
      { what: 'plan-proposed', nth: 1, proposal, final: true },
      'A plan was proposed: 8 of 8 cycles, supply for £960, and no plan is better.',
    ],
    [
      'drumbeat',
      { what: 'plan-proposed', nth: 2, proposal: { ...proposal, proven: false, leastChanges: true }, final: true },
      'A plan was proposed: 8 of 8 cycles, supply for £960, and no plan changes less.',
    ],
    [
      'link',
      { what: 'plan-agreed', cycles: proposal.cycles, hires: [], notHeld: [] },
      'The SLT link agreed the plan: eight cycles new or changed.',
    ],
    [
      'lead',
      { what: 'away', absence: { who: 'teacher-1', from: '2026-10-08', until: '2026-10-08' } },
      'The teacher cannot come on Thu 8 Oct 2026.',
    ],
    [
      'lead',
      { what: 'away', absence: { who: 'cover-1', from: '2026-10-08' } },
      'Somebody who covers cannot come from Thu 8 Oct 2026 onwards.',
    ],
    [
      'lead',
      { what: 'day-closed', closure: { date: '2026-10-08', why: 'Snow' } },
      'The programme lead closed Thu 8 Oct 2026: “Snow”.',
    ],
    [
      'cover',
      {
        what: 'stood-in',
        cycle: 'cycle-1-1',
        steps: [
          {
            date: '2026-10-08',
            period: '3',
            whom: 'teacher-2',
            from: { by: 'cover-1' },
            to: { by: 'cover-2' },
          },
        ],
      },
      'The person on standby took over a class of Triad 1, cycle 1.',
    ],
    [
      'drumbeat',
      {
        what: 'cover-missing',
        cycle: 'cycle-1-1',
        duties: [{ kind: 'cover', date: '2026-10-08', period: '3', whom: 'teacher-2', by: 'cover-1' }],
        again: true,
      },
      'No one yet covers a class of Triad 1, cycle 1.',
    ],
    ['teacher-1', { what: 'cycle-held', cycle: 'cycle-1-1' }, 'Triad 1, cycle 1: the lesson was held.'],
    [
      'link',
      { what: 'cycle-off', cycle: 'cycle-1-1', how: 'cancelled', why: 'A trip' },
      'Triad 1, cycle 1 was called off: “A trip”.',
    ],
    [
      'cover',
      { what: 'settled', obligation: cover, end: { how: 'done', at, by: 'cover' } },
      'The cover manager confirmed the cover for Triad 1’s lesson of Thursday 8 October.',
    ],
    [
      'drumbeat',
      { what: 'settled', obligation: cover, end: { how: 'lapsed', at } },
      'Nobody had confirmed the cover for Triad 1’s lesson of Thursday 8 October when it began.',
    ],
    [
      'drumbeat',
      { what: 'alarmed', obligation: cover },
      'Nobody had confirmed the cover for Triad 1’s lesson of Thursday 8 October, so the SLT link and the lead are told.',
    ],
    [
      'drumbeat',
      { what: 'message-sent', key: 'k', kind: 'cover-request', to: 'cover', about: [cover] },
      'Email to the cover manager: request to confirm cover about the cover for Triad 1’s lesson of Thursday 8 October, sent.',
    ],
  ])('%s: %j', (by, change, sentence) => {
    expect(tells(by, change)).toBe(sentence);
  });
});
