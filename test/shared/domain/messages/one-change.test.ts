import { describe, expect, it } from 'vitest';
import { localDate, localTime, london } from '#calendar/london.ts';
import { callOffCycle } from '#domain/cycles/acts.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import { whenTold } from '#domain/messages/changed.ts';
import { callOff, moveSession, planSession } from '#domain/sessions/acts.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import { cohort } from '#test/support/first-school.ts';
import { type Given, sentAfter } from '#test/support/given.ts';

const at = (local: string) => london(local.slice(0, 10), local.slice(11)).at;

describe('when a change is told', () => {
  const told = (starts: string, now: string) => {
    const { queued, urgent } = whenTold(cohort.calendar, { starts: [at(starts)] }, at(now));
    return `${localDate(queued)} ${localTime(queued)}${urgent ? ' at any hour' : ''}`;
  };

  it.each([
    // of what is later than in two days: when school is over, or on the next school morning
    ['2026-09-24T09:00', '2026-09-10T09:00', '2026-09-10 16:30'],
    ['2026-09-24T09:00', '2026-09-10T06:00', '2026-09-10 16:30'],
    ['2026-09-24T09:00', '2026-09-10T16:25', '2026-09-10 16:35'],
    ['2026-09-24T09:00', '2026-09-10T16:31', '2026-09-11 08:00'],
    ['2026-09-24T09:00', '2026-09-11T18:00', '2026-09-14 08:00'],
    // of what is in the next two days: ten minutes later
    ['2026-09-18T14:00', '2026-09-16T23:00', '2026-09-16 23:10 at any hour'],
    // of what is within a school day: at once
    ['2026-09-17T09:00', '2026-09-16T23:00', '2026-09-16 23:00 at any hour'],
    ['2026-09-21T09:00', '2026-09-18T18:00', '2026-09-18 18:00 at any hour'],
  ])('of what begins at %s, and changes at %s: %s', (starts, now, when) => {
    expect(told(starts, now)).toBe(when);
  });
});

const times = { start: '09:00', end: '09:50' };
const moves =
  (id: string, date: string): JudgedAct =>
  (p, c, now) =>
    moveSession(p, c, id, { date, ...times }, 'A clash', 'coach-1', now);
const plans =
  (date: string): JudgedAct =>
  (p, c, now) =>
    planSession(p, c, { coach: 'coach-1', teacher: 'teacher-1', date, ...times, place: '', focus: '' }, now);
const both = (when: string) => ['coach-1', 'teacher-1'].map((to) => `${when} sessions-changed to ${to}`);
const changes = (it: Given, after: string) =>
  sentAfter(it, after).filter((line) => /session-invitation|sessions-changed|session-cancellation/.test(line));

describe('a session to which two people have been invited', () => {
  /** Sessions on 22 and 23 September, to which both have been invited. */
  const invited = coached().until('2026-09-09T10:00').does(plans('2026-09-23')).until('2026-09-10T09:00');

  it('that is moved twice is told once, with what they last heard', () => {
    const twice = invited.does(moves('session-2', '2026-09-24')).decides().at('2026-09-10T09:02');
    const moved = twice.does(moves('session-2', '2026-09-25')).decides();
    expect(moved.partnership.outbox.map((m) => m.heard?.sessions?.['session-2']?.start?.local)).toEqual([
      '2026-09-22T09:00',
      '2026-09-22T09:00',
    ]);
    expect(changes(moved.until('2026-09-14T12:00'), '2026-09-10T09:00')).toEqual(both('2026-09-10 16:30'));
  });

  it('that is moved away and back is told to nobody', () => {
    const away = invited.does(moves('session-2', '2026-09-24')).decides().at('2026-09-10T09:02');
    const back = away.does(moves('session-2', '2026-09-22')).decides();
    expect(changes(back.until('2026-09-14T12:00'), '2026-09-10T09:00')).toEqual([]);
  });

  it('that is moved and called off, with another that is moved, is one email', () => {
    const changed = [
      moves('session-2', '2026-09-24'),
      moves('session-3', '2026-09-25'),
      ((p, c, now) => callOff(p, c, 'session-2', 'Ill', 'coach-1', now)) as JudgedAct,
    ].reduce((it, doing) => it.does(doing).decides(), invited);
    expect(changes(changed.until('2026-09-14T12:00'), '2026-09-10T09:00')).toEqual(both('2026-09-10 16:30'));
  });

  it('that is moved on its eve is told at once, with all that waits', () => {
    const eve = invited
      .until('2026-09-21T10:00')
      .does(moves('session-3', '2026-09-30'))
      .decides()
      .until('2026-09-21T20:00');
    const moved = eve.does(moves('session-2', '2026-10-01')).decides();
    expect(changes(moved.until('2026-09-24T12:00'), '2026-09-21T09:00')).toEqual([
      ...both('2026-09-21 10:10'),
      ...both('2026-09-21 20:00'),
    ]);
    const waits = invited.until('2026-09-17T10:00').does(moves('session-3', '2026-09-30')).decides();
    const soon = waits.does(moves('session-2', '2026-09-18')).decides();
    expect(changes(soon.until('2026-09-18T12:00'), '2026-09-17T09:00')).toEqual(both('2026-09-17 10:00'));
  });
});

describe('an agreed cycle', () => {
  const agreed = coverSchool().until('2026-09-09T10:00');
  const [first] = agreed.partnership.cycles as readonly [Cycle];
  const shifted = (days: string) => (local: string) => ({
    local: `${days}${local.slice(10)}`,
    at: london(days, local.slice(11)).at,
  });
  /** The same plan, but for the first lesson and its debrief, which are on that day. */
  const planned = (it: Given, day: string): Given => {
    const to = shifted(day);
    const slot = (s: Cycle['lesson']) => ({ ...s, start: to(s.start.local), end: to(s.end.local) });
    const cycles = it.partnership.cycles.map((c) =>
      c.id === first.id
        ? {
            ...c,
            lesson: slot(first.lesson),
            debrief: slot(first.debrief),
            duties: first.duties.map((d) =>
              d.date === first.lesson.start.local.slice(0, 10) ? { ...d, date: day } : d,
            ),
          }
        : c,
    );
    const wanted = it.does((p, c, now) => callsForPlan(p, c, now));
    return wanted.does(proposes({ ...proposalFor(wanted), cycles })).does(agrees);
  };
  const callsForPlan: JudgedAct = (p, _c, now) => ({
    partnership: { ...p, plan: p.plan && { ...p.plan, state: 'wanted', nth: p.plan.nth + 1, asked: now } },
    changes: [],
  });
  const told = (it: Given) =>
    sentAfter(it.until('2026-09-14T12:00'), '2026-09-09T10:00').filter((line) => line.includes('-changed'));
  const everybody = [
    '2026-09-09 16:30 cover-changed to cover',
    ...first.members.map((id) => `2026-09-09 16:30 cycles-changed to ${id}`),
  ];

  it('that moves twice is told once', () => {
    expect(told(planned(agreed, '2026-10-15'))).toEqual(everybody);
    expect(told(planned(planned(agreed, '2026-10-15'), '2026-10-22'))).toEqual(everybody);
  });

  it('that moves away and back is told to nobody', () => {
    expect(told(planned(planned(agreed, '2026-10-15'), first.lesson.start.local.slice(0, 10)))).toEqual([]);
  });

  it('that moves and is called off is told once, as what was heard', () => {
    const off = planned(agreed, '2026-10-15').does((p, c, now) => callOffCycle(p, c, first.id, 'Ill', 'link', now));
    expect(told(off)).toEqual(everybody);
    const [message] = off.partnership.outbox.filter((m) => m.kind === 'cycles-changed');
    expect(message?.heard?.cycles?.[first.id]?.lesson.start).toEqual(first.lesson.start);
  });
});
