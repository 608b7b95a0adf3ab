import { expect, it } from 'vitest';
import { callOff, moveSession } from '#domain/sessions/acts.ts';
import { cannotCome } from '#domain/sessions/cannot-come.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';

const says =
  (who: string, id = 'session-2'): JudgedAct =>
  (p, c, now) =>
    cannotCome(p, c, id, who, now);
/** Their session is on 22 September, a Tuesday. */
const invited = coached().until('2026-09-10T10:00');
const session = (it: typeof invited) => it.partnership.sessions.find(({ id }) => id === 'session-2');

it('a teacher who cannot come is told of to the coach at once, at any hour', () => {
  const said = invited.at('2026-09-12T21:00').does(says('teacher-1'));
  expect(said.said).toEqual(['cannot-come to coach-1']);
  expect(session(said)).toMatchObject({ state: 'planned', cannotCome: 'teacher-1', sequence: 0 });
  expect(said.does(says('teacher-1')).refused).toBe('already');
});

it('of a session within a school day the lead hears too', () => {
  const said = invited.until('2026-09-21T18:00').does(says('teacher-1'));
  expect(said.said).toEqual(['cannot-come to coach-1', 'cannot-come to lead']);
});

it('holds until the session is at another time, or off', () => {
  const said = invited.does(says('teacher-1'));
  const time = { date: '2026-09-24', start: '09:00', end: '09:50' };
  const moved = said.does((p, c, now) => moveSession(p, c, 'session-2', time, 'Ill', 'coach-1', now));
  expect(session(moved)?.cannotCome).toBeUndefined();
  expect(moved.does(says('teacher-1')).said).toEqual(['cannot-come to coach-1']);
  const off = said.does((p, c, now) => callOff(p, c, 'session-2', 'Ill', 'coach-1', now));
  expect(off.does(says('teacher-1')).refused).toBe('already');
});

it('is for the session’s own teacher to say, before it begins', () => {
  expect(invited.does(says('coach-1')).refused).toBe('not-asked');
  expect(invited.does(says('link')).refused).toBe('not-asked');
  expect(invited.at('2026-09-22T09:10').does(says('teacher-1')).refused).toBe('not-now');
});
