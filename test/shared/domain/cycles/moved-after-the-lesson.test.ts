import { expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { type Cycle, type CycleSlot, endsAt } from '#domain/cycles/cycle.ts';
import { recordId } from '#domain/cycles/rules.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';

it('a record that was asked for is not owed once the lesson is to come again', () => {
  const agreed = coverSchool();
  const [first] = agreed.partnership.cycles.toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1)) as [
    Cycle,
  ];
  const asked = agreed.until(london(first.debrief.end.local.slice(0, 10), '16:00').local);
  expect(endsAt(first) < asked.now).toBe(true);
  expect(obligationOf(asked.partnership, recordId(first))?.end).toBeUndefined();

  const later = ({ start, end, period }: CycleSlot): CycleSlot => ({
    start: london('2026-11-12', start.local.slice(11)),
    end: london('2026-11-12', end.local.slice(11)),
    period,
  });
  const moved = asked.partnership.cycles.map((c) =>
    c.id === first.id
      ? { ...c, planning: later(c.planning), lesson: later(c.lesson), debrief: later(c.debrief), duties: [] }
      : c,
  );
  const wants: JudgedAct = (p, _c, now) => ({
    partnership: { ...p, plan: p.plan && { ...p.plan, state: 'wanted', nth: p.plan.nth + 1, asked: now } },
    changes: [],
  });
  const wanted = asked.does(wants);
  const again = wanted.does(proposes({ ...proposalFor(wanted), cycles: moved })).does(agrees);
  expect(obligationOf(again.partnership, recordId(first))?.end?.how).toBe('released');
  expect(again.partnership.cycles.find(({ id }) => id === first.id)?.state).toBe('planned');
});
