import { expect, it } from 'vitest';
import { withdrawSchool } from '#domain/people/withdrawal.ts';
import { holdSession, moveSession, planSession, sendReport } from '#domain/sessions/acts.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';

it('a session of which no one had said anything stays as it is when the school’s part has ended', () => {
  const begun = coached().until('2026-09-08T09:20');
  const ended = begun
    .does((p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now))
    .decides()
    .until('2026-10-01T10:00');
  expect(ended.partnership.sessions[0]?.state).toBe('planned');
  const time = { date: '2026-10-08', start: '09:00', end: '09:50' };
  const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: '' };
  const tries: readonly JudgedAct[] = [
    (p, c, now) => planSession(p, c, { ...who, ...time }, now),
    (p, c, now) => moveSession(p, c, 'session-1', time, 'Illness', 'coach-1', now),
    (p, c, now) => holdSession(p, c, 'session-1', '2026-09-08T08:50:00Z', now),
  ];
  for (const act of tries) expect(ended.does(act).refused).toBe('ended');
  expect(ended.next).toBeUndefined();
});

it('a report, or a correction of one, goes to no head whose school has withdrawn', () => {
  const reports: JudgedAct = (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now);
  const withdraws: JudgedAct = (p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now);
  const held = coached().until('2026-09-08T09:55');
  const before = held.does(withdraws).decides().does(reports);
  const corrected = held.does(reports).decides().does(withdraws).decides().does(reports);
  for (const it of [before, corrected]) {
    expect(it.refused).toBe('ended');
    expect(it.partnership.outbox.filter((m) => m.kind === 'coach-report')).toEqual([]);
  }
});
