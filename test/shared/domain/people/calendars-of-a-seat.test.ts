import { describe, expect, it } from 'vitest';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { moveSession } from '#domain/sessions/acts.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { Doing } from '#test/support/acting.ts';
import type { Given } from '#test/support/given.ts';

const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
const replaces =
  (seat: string): Doing =>
  (p, c, now) =>
    replacePerson(p, c, seat, nia, '2026-01-01', 'lead', now);
const met = coached().until('2026-09-10T10:00');
const sent = (it: Given) => it.steps.at(-1)?.sent ?? [];

describe.each([
  ['coach-1', 'teacher-1'],
  ['teacher-1', 'coach-1'],
] as const)('when somebody else becomes %s', (seat, other) => {
  const replaced = met.does(replaces(seat));

  it('whoever stays is sent an invitation that names them, and the newcomer the handover alone', () => {
    const invitations = sent(replaced).filter((m) => m.kind === 'session-invitation');
    expect(invitations.map((m) => [m.to, m.session, m.passed, m.first])).toEqual([
      [other, { id: 'session-2', version: 1 }, seat, undefined],
    ]);
    expect(
      sent(replaced)
        .filter((m) => m.to === seat && m.former === undefined)
        .map((m) => m.kind),
    ).toEqual(['handover']);
    const s = replaced.partnership.sessions.find(({ id }) => id === 'session-2');
    expect(s).toMatchObject({ sequence: 1, invited: 1, state: 'planned' });
    expect(
      replaced
        .decides()
        .decides()
        .until('2026-09-21T12:00')
        .sent.filter((l) => l.includes('session-invitation')),
    ).toEqual(replaced.sent.filter((l) => l.includes('session-invitation')));
  });

  it('whoever has gone hears what is no longer theirs, with what takes it out of their calendar', () => {
    const [off, ...more] = sent(replaced).filter((m) => m.former !== undefined);
    expect(more).toEqual([]);
    expect(off).toMatchObject({
      kind: 'sessions-passed-on',
      to: seat,
      former: 1,
      leaves: { sessions: [{ id: 'session-2', version: 1 }], cycles: [] },
    });
  });

  it('nobody is told at an address that is not theirs', () => {
    const stranger = met.does((p, c, now) => reportGone(p, c, seat, 'not-me', now)).does(replaces(seat));
    expect(sent(stranger).filter((m) => m.former !== undefined)).toEqual([]);
    expect(
      sent(stranger)
        .filter((m) => m.kind === 'session-invitation')
        .map((m) => m.to),
    ).toEqual([other]);
  });

  it('the next move is told to both as one', () => {
    const moved = replaced.does((p, c, now) =>
      moveSession(p, c, 'session-2', { date: '2026-09-23', start: '09:00', end: '09:50' }, 'Ill', 'coach-1', now),
    );
    expect(
      sent(moved.decides())
        .filter((m) => m.kind === 'session-invitation')
        .map((m) => [m.to, m.session?.version, m.passed]),
    ).toEqual([
      ['coach-1', 2, undefined],
      ['teacher-1', 2, undefined],
    ]);
  });
});

it('nothing goes about a session to which nobody has been invited', () => {
  const early = coached().until('2026-09-07T12:00');
  const before = early.partnership.sessions.filter((s) => s.invited === undefined);
  expect(before.map(({ id }) => id)).toEqual(['session-2']);
  const told = sent(early.does(replaces('coach-1'))).filter((m) => m.session?.id === 'session-2');
  expect(told).toEqual([]);
});
