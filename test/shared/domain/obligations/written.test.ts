import { describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { writtenFor } from '#domain/obligations/written.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { coCoaching } from '#programmes/co-coaching.ts';

const end = (by: string, at = '2026-10-01T10:00:00Z') => ({ how: 'done', at, by });
const agreement = (given: object) => ({ id: 'a', owner: 'teacher-1', questionnaire: 'learning-agreement', ...given });

/** What a member reads of a school with two pairs, one of which somebody has left. */
function read(reader: string, obligations: readonly object[], rest: object = {}): readonly string[] {
  const partnership = {
    stage: 'active',
    people: [1, 2, 3, 4, 5].map((n) => ({ id: `teacher-${n}`, role: 'teacher' })),
    groups: [
      { name: 'Pair 1', members: ['teacher-1', 'teacher-2'] },
      { name: 'Pair 2', members: ['teacher-3', 'teacher-5'], left: ['teacher-4'] },
    ],
    cycles: [],
    ...rest,
    obligations: obligations as readonly Obligation[],
  } as unknown as Partnership;
  return writtenFor({ cohort: { programme: coCoaching } as Cohort, partnership }, reader).map(({ id }) => id);
}

describe('what somebody’s group has written for them', () => {
  it('is read by the others of that group alone, once it is sent', () => {
    const sent = [agreement({ end: end('teacher-1') })];
    expect(read('teacher-2', sent)).toEqual(['a']);
    for (const other of ['teacher-1', 'teacher-3', 'link', 'lead'])
      expect([other, read(other, sent)]).toEqual([other, []]);
    expect(read('teacher-2', [agreement({})])).toEqual([]);
    expect(read('teacher-2', [agreement({ end: { ...end('lead'), how: 'released' } })])).toEqual([]);
  });

  it('is whose it was before the lead typed it for them', () => {
    const typed = [agreement({ owner: 'lead', takenFrom: 'teacher-1', end: end('lead') })];
    expect(read('teacher-2', typed)).toEqual(['a']);
    expect(read('teacher-1', typed)).toEqual([]);
  });

  it('stays theirs when its writer has left, and is read by nobody who has', () => {
    const sent = [agreement({ owner: 'teacher-4', end: end('teacher-4') })];
    expect(read('teacher-3', sent)).toEqual(['a']);
    expect(read('teacher-5', sent)).toEqual(['a']);
    expect(read('teacher-4', [agreement({ owner: 'teacher-3', end: end('teacher-3') })])).toEqual([]);
  });

  it('is not read by whoever came into the group later, nor what those had written before by the others', () => {
    const at = '2026-11-01T10:00:00Z';
    const groups = [
      {
        name: 'Pair 2',
        members: ['teacher-3', 'teacher-5', 'teacher-1'],
        left: ['teacher-2'],
        joined: { 'teacher-1': at, 'teacher-2': at },
      },
    ];
    const before = [
      agreement({ end: end('teacher-1') }),
      agreement({ id: 'b', owner: 'teacher-3', end: end('teacher-3') }),
    ];
    expect(read('teacher-3', before, { groups })).toEqual([]);
    expect(read('teacher-5', before, { groups })).toEqual(['b']);
    expect(read('teacher-1', before, { groups })).toEqual([]);
    // two who came together were together before
    expect(read('teacher-1', [agreement({ owner: 'teacher-2', end: end('teacher-2') })], { groups })).toEqual(['a']);
    const since = [agreement({ end: end('teacher-1', '2026-11-02T10:00:00Z') })];
    expect(read('teacher-3', since, { groups })).toEqual(['a']);
  });

  it('is of the cycle that it is about, whoever is in a group now', () => {
    const cycles = [{ id: 'cycle-1', members: ['teacher-1', 'teacher-3'] }];
    const sent = [agreement({ cycle: 'cycle-1', end: end('teacher-1') })];
    expect(read('teacher-3', sent, { cycles })).toEqual(['a']);
    expect(read('teacher-2', sent, { cycles })).toEqual([]);
  });

  it('comes newest first, and is closed with the school’s part', () => {
    const sent = [
      agreement({ end: end('teacher-1') }),
      agreement({ id: 'b', questionnaire: 'review', end: end('teacher-1', '2026-12-01T10:00:00Z') }),
    ];
    expect(read('teacher-2', sent)).toEqual(['b', 'a']);
    for (const stage of ['withdrawn', 'completed']) expect(read('teacher-2', sent, { stage })).toEqual([]);
  });
});
