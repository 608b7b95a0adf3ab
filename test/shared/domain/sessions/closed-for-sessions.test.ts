import { describe, expect, it } from 'vitest';
import { closeDay } from '#domain/cycles/acts.ts';
import { type Disturbance, disturbancePreview } from '#domain/cycles/preview.ts';
import { moveSession, planSession } from '#domain/sessions/acts.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { sentAfter } from '#test/support/given.ts';

const closing = (date: string): Disturbance => ({ what: 'close', closure: { date, why: 'Snow' } });
const closes =
  (date: string): JudgedAct =>
  (p, c, now) =>
    closeDay(p, c, { date, why: 'Snow' }, now);
const states = ({ partnership }: ReturnType<typeof coached>) =>
  partnership.sessions.map(({ id, state }) => [id, state]);

/** Sessions on 8 September 2026, to which both have been invited, and on the 22nd, to which nobody has. */
const school = coached();

describe('a school with coaching sessions that is closed on a day', () => {
  it('names beforehand which are cancelled and who hears of it, and these are cancelled and they hear', () => {
    for (const [date, session, heard] of [
      ['2026-09-08', 'session-1', ['coach-1', 'teacher-1']],
      ['2026-09-22', 'session-2', ['coach-1']],
    ] as const) {
      const preview = disturbancePreview(school.partnership, school.cohort, closing(date), school.now);
      if ('refused' in preview) throw new Error(preview.refused.sentence);
      expect(preview.sessions.map(({ id }) => id)).toEqual([session]);
      expect(preview.toldOff).toEqual(heard);
      const closed = school.does(closes(date)).decides();
      const told = closed.until('2026-09-21T12:00').sent.filter((line) => line.includes('sessions-changed'));
      expect(told.map((line) => line.split(' to ')[1])).toEqual(heard);
      expect(states(closed).filter(([, state]) => state === 'cancelled')).toEqual([[session, 'cancelled']]);
    }
  });

  it('is asked for no report on them, and for those of other days as ever', () => {
    const closed = school.does(closes('2026-09-08')).decides().until('2026-10-10T10:00');
    expect(sentAfter(closed, '2026-09-08T00:00').filter((line) => line.includes('session-1'))).toEqual([]);
    expect(closed.sent.filter((line) => line.includes(' session-ended '))).toEqual([
      '2026-09-22 09:50 session-ended to coach-1: session-2-report',
    ]);
  });

  it('has no session planned or moved to that day', () => {
    const closed = school.does(closes('2026-09-10')).decides();
    expect(states(closed).map(([, state]) => state)).toEqual(['planned', 'planned']);
    const time = { date: '2026-09-10', start: '09:00', end: '09:50' };
    const plans: JudgedAct = (p, c, now) =>
      planSession(p, c, { ...time, coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: '' }, now);
    const because = (act: JudgedAct) => {
      const said = act(closed.partnership, closed.cohort, closed.now);
      return 'refused' in said ? said.refused.sentence : undefined;
    };
    expect(because(plans)).toBe('The school is closed on that day. Choose another.');
    const moves: JudgedAct = (p, c, now) => moveSession(p, c, 'session-2', time, 'Illness', 'coach-1', now);
    expect(because(moves)).toBe('The school is closed on that day. Choose another.');
  });

  it('leaves a session that has begun alone', () => {
    const begun = school.at('2026-09-08T09:20').does(closes('2026-09-08')).decides();
    expect(states(begun)[0]).toEqual(['session-1', 'planned']);
  });
});
