import { describe, expect, it } from 'vitest';
import type { Duty } from '#domain/cycles/cycle.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { anonymised } from '#domain/personal-data/anonymous.ts';
import { coverSchool } from '#test/support/cover-school.ts';

const person = { id: 'teacher-9', role: 'teacher', name: 'Greta Typed', email: 'greta@example.org' } as const;

describe.each(['Greta Typed', 'greta  typed', 'Mrs Greta Typed', 'GRETA TYPED (Y4)'])(
  'whoever covers as "%s"',
  (typed) => {
    const [cycle] = coverSchool().partnership.cycles;
    if (!cycle) throw new Error('no cycle');
    const { teaching, planning, lesson, debrief } = cycle;
    const duty: Duty = { kind: 'cover', date: lesson.start.local.slice(0, 10), period: '3', whom: teaching, by: typed };
    const now = '2026-09-09T10:00:00Z';
    const waits = {
      ...newMessage('cover-changed', 'cover', [], now),
      key: 'a/1',
      cycles: [cycle.id],
      heard: { cycles: { [cycle.id]: { teaching, planning, lesson, debrief, duties: [duty] } } },
    };

    it.each([false, true])('stands in no email that waits once they are erased (everybody: %s)', (everybody) => {
      expect(JSON.stringify(anonymised(waits, { people: [person], everybody })).toLowerCase()).not.toMatch(
        /greta|typed/,
      );
    });
  },
);
