import { describe, expect, it } from 'vitest';
import { timesMoved } from '#domain/cycles/cycle.ts';
import { planAgain } from '#domain/cycles/plan-acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { leaveVacant, settleGroup } from '#domain/people/settling.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { moveSession } from '#domain/sessions/acts.ts';
import { holdings } from '#evaluation/holding.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
const replaces =
  (seat: string): JudgedAct =>
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
    const told = [...sent(replaced), ...replaced.partnership.outbox].filter((m) => m.kind === 'sessions-changed');
    expect(told.map((m) => [m.to, Object.entries(m.heard?.sessions ?? {})])).toEqual([
      [other, [['session-2', expect.objectContaining({ passed: seat })]]],
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
        .sent.filter((l) => l > '2026-09-10 10:00' && /session-invitation|sessions-changed/.test(l)),
    ).toEqual([`2026-09-10 16:30 sessions-changed to ${other}`]);
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
    expect(stranger.partnership.outbox.filter((m) => m.kind === 'sessions-changed').map((m) => m.to)).toEqual([other]);
  });

  it('whoever has gone hears it also when the next one goes at once', () => {
    const again = met.does((p, c, now) => {
      const next = replaces(seat)(p, c, now);
      return 'refused' in next ? next : withdrawPerson(next.partnership, c, seat, seat, now);
    });
    const toFormer = sent(again).filter((m) => m.kind === 'sessions-passed-on' && m.former === 1);
    expect(toFormer.map((m) => m.to)).toEqual([seat]);
  });

  it('the next move is told to both as one', () => {
    const moved = replaced.does((p, c, now) =>
      moveSession(p, c, 'session-2', { date: '2026-09-23', start: '09:00', end: '09:50' }, 'Ill', 'coach-1', now),
    );
    const told = moved
      .decides()
      .until('2026-09-11T12:00')
      .sent.filter((l) => l.includes('sessions-changed'));
    expect(told).toEqual(['coach-1', 'teacher-1'].map((to) => `2026-09-10 16:30 sessions-changed to ${to}`));
  });
});

it('nothing goes about a session to which nobody has been invited', () => {
  const early = coached().until('2026-09-07T12:00');
  const before = early.partnership.sessions.filter((s) => s.invited === undefined);
  expect(before.map(({ id }) => id)).toEqual(['session-2']);
  const told = early
    .does(replaces('coach-1'))
    .partnership.outbox.filter((m) => m.session?.id === 'session-2' || m.heard?.sessions?.['session-2']);
  expect(told).toEqual([]);
});

describe('when somebody has withdrawn at another school', () => {
  const elsewhere =
    (seat: string): JudgedAct =>
    (p, c, now) =>
      withdrawPerson(p, c, seat, 'drumbeat', now, 'elsewhere');

  it.each(['coach-1', 'teacher-1'])('%s hears once what that takes out of their calendar', (seat) => {
    const theirs = sent(met.does(elsewhere(seat))).filter((m) => m.former !== undefined);
    expect(theirs).toMatchObject([
      { kind: 'sessions-passed-on', to: seat, leaves: { sessions: [{ id: 'session-2', version: 1 }], cycles: [] } },
    ]);
  });

  it('hears nothing where there is nothing of ours in it', () => {
    const early = coached().until('2026-09-07T12:00').does(elsewhere('teacher-2'));
    expect(sent(early).filter((m) => m.former !== undefined)).toEqual([]);
  });
});

describe('in a triad whose cycles are agreed', () => {
  const agreed = coverSchool().until('2026-09-09T10:00');
  const [triad] = agreed.partnership.groups;
  const [seat = '', ...others] = triad?.members ?? [];
  const theirs = (it: Given) => it.partnership.cycles.filter((c) => c.group === triad?.name);
  const told = (it: Given) =>
    it.partnership.outbox.filter((m) => m.kind === 'cycles-changed').map((m) => `${m.queued} to ${m.to}`);
  const once = others.map((to) => `2026-09-09T15:30:00Z to ${to}`);
  const settles =
    (kind: string, doing: (obligation: string) => JudgedAct): JudgedAct =>
    (p, c, now) =>
      doing(p.obligations.find((o) => o.kind === kind && isOpen(o))?.id ?? '')(p, c, now);

  /** Whoever stays hears once, when school is over, and calendars take what they are sent. */
  const expectTold = (it: Given) => {
    expect(told(it)).toEqual(once);
    const on = theirs(it).filter((c) => c.state === 'planned');
    expect(on.map((c) => [c.sequence, c.passedOn])).toEqual(on.map(() => [1, 1]));
    const [message] = it.partnership.outbox.filter((m) => m.kind === 'cycles-changed');
    expect(on.map((c) => message?.heard?.cycles?.[c.id]?.passed)).toEqual(on.map(() => seat));
  };

  it('whoever stays hears once who takes a place', () => {
    expectTold(agreed.does(replaces(seat)));
    expect(theirs(agreed.does(replaces(seat)))).toHaveLength(4);
  });

  it('nobody takes that for a move', () => {
    const counted = (it: Given) => holdings([it.partnership], it.now);
    expect(counted(agreed.does(replaces(seat)))).toEqual(counted(agreed));
  });

  it('whoever stays hears once who takes the place of whoever has withdrawn', () => {
    const withdrawn = agreed.does((p, c, now) => withdrawPerson(p, c, seat, seat, now));
    expect(told(withdrawn)).toEqual([]);
    const choice = { what: 'replace', successor: nia } as const;
    expectTold(
      withdrawn.does(settles('settle-group', (o) => (p, c, now) => settleGroup(p, c, o, choice, 'link', now))),
    );
  });

  it.each([
    [
      'withdrawn',
      (p: Parameters<JudgedAct>[0], c: Parameters<JudgedAct>[1], now: string) => withdrawPerson(p, c, seat, seat, now),
      settles('settle-group', (o) => (p, c, now) => settleGroup(p, c, o, { what: 'carry-on' }, 'link', now)),
    ],
    [
      'left',
      (p: Parameters<JudgedAct>[0], c: Parameters<JudgedAct>[1], now: string) => reportGone(p, c, seat, 'left', now),
      settles('name-successor', (o) => (p, c, now) => leaveVacant(p, c, o, 'link', now)),
    ],
  ] as const)('whoever stays hears once that they go on without whoever has %s', (_, leaves, goesOn) => {
    expectTold(agreed.does(leaves).does(goesOn));
  });

  it('whoever sits there twice changed is told once', () => {
    const twice = agreed
      .does(replaces(seat))
      .does((p, c, now) => replacePerson(p, c, seat, { ...nia, email: 'nia2@example.org' }, '2026-01-01', 'lead', now));
    expect(told(twice)).toEqual(once);
  });
});

describe('whoever joins a cycle with their group, its times as they were,', () => {
  const before = coverSchool().until('2026-09-14T10:00');
  const { cycles, ...plan } = proposalFor(before);
  const joining = cycles.map((c) => (c.id === 'cycle-2-1' ? { ...c, members: [...c.members, 'teacher-1'] } : c));
  const after = before
    .does((p, _c, now) => planAgain(p, [], now))
    .does(proposes({ ...plan, cycles: joining }))
    .does(agrees);
  const told = Object.fromEntries(
    after.partnership.outbox
      .filter(({ kind }) => kind === 'cycles-changed')
      .map(({ to, heard }) => [to, heard?.cycles]),
  );

  it('has heard nothing of it, and the others hear of them', () => {
    expect(Object.keys(told).toSorted()).toEqual(['teacher-1', 'teacher-4', 'teacher-5', 'teacher-6']);
    expect(told['teacher-1']).toEqual({ 'cycle-2-1': null });
    expect(told['teacher-4']?.['cycle-2-1']).toMatchObject({ joined: ['teacher-1'] });
  });

  it('is in its calendar entry, while nothing that was asked of it is asked again', () => {
    const [was, is] = [before, after].map((it) => it.partnership.cycles.find(({ id }) => id === 'cycle-2-1'));
    if (!was || !is) throw new Error('There is no such cycle');
    expect(is.sequence).toBe(was.sequence + 1);
    expect(timesMoved(is)).toBe(timesMoved(was));
  });

  it('is told in one email to each, although no time has changed', () => {
    const went = after
      .decides()
      .until('2026-09-15T12:00')
      .sent.filter((line) => line.includes('cycles-changed'));
    expect(went.map((line) => line.split(' ').at(-1)).toSorted()).toEqual([
      'teacher-1',
      'teacher-4',
      'teacher-5',
      'teacher-6',
    ]);
  });
});
