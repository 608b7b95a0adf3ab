import { describe, expect, it } from 'vitest';
import type { Message } from '#domain/messages/message.ts';
import { moveSession, planSession } from '#domain/sessions/acts.ts';
import { decide } from '#domain/turn/decide.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { type Given, send } from '#test/support/given.ts';

const isOfIt = (m: Message): boolean =>
  (m.kind === 'session-invitation' && m.session?.id === 'session-3') || m.heard?.sessions?.['session-3'] !== undefined;

/** What went to somebody: of which version of the session, and whether as the first they hear of it. */
const invitations = (it: Given, to: string) =>
  it.steps
    .flatMap(({ sent }) => sent)
    .filter((m) => isOfIt(m) && m.to === to)
    .map((m) => [m.session?.version, m.first ?? false]);

const times = { start: '09:00', end: '09:50' };
const moves =
  (date: string): JudgedAct =>
  (p, c, now) =>
    moveSession(p, c, 'session-3', { date, ...times }, 'A clash', 'coach-1', now);

/** Four weeks on, so that nobody has been invited to it. */
const planned = coached()
  .until('2026-09-08T08:00')
  .does((p, c, now) =>
    planSession(
      p,
      c,
      { coach: 'coach-1', teacher: 'teacher-1', date: '2026-10-06', ...times, place: '', focus: '' },
      now,
    ),
  );

describe('the first email about a session', () => {
  it.each(['coach-1', 'teacher-1'])('to %s is an invitation, however often it was moved before', (to) => {
    const moved = planned.does(moves('2026-10-07')).does(moves('2026-10-08')).until('2026-10-01T12:00');
    expect(invitations(moved, to)).toEqual([[2, true]]);
    const again = moved.does(moves('2026-10-09')).until('2026-10-08T12:00');
    expect(invitations(again, to)).toEqual([
      [2, true],
      [undefined, false],
    ]);
  });

  it('is an invitation where it was moved while one of another time waited to go', () => {
    const { cohort, partnership, now } = planned.until('2026-09-22T07:00').at('2026-09-22T08:00');
    const waits = decide(partnership, cohort, now).partnership;
    expect(waits.outbox.filter(isOfIt).map((m) => m.first)).toEqual([true, true]);
    const moved = moves('2026-10-07')(waits, cohort, now);
    if ('refused' in moved) throw new Error(moved.refused.sentence);
    const { sent } = send(decide(moved.partnership, cohort, now).partnership, cohort, now);
    expect(sent.filter(isOfIt).map((m) => [m.to, m.session?.version, m.first])).toEqual([
      ['coach-1', 1, true],
      ['teacher-1', 1, true],
    ]);
  });
});
