import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { london, plusDays, weekday } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { isOpen, openObligation } from '#domain/obligations/obligation.ts';
import { unhandled } from '#domain/obligations/rules.ts';
import type { Session } from '#domain/sessions/session.ts';

import { extendsTo } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { at, closed, lives, moves, type Place, queued, turns } from '#test/support/date-moves.ts';
import { active, invited } from '#test/support/first-school.ts';

const coaching = await sampleCohort('coaching-package');

describe('a session of two people', () => {
  const planned = (local: string) => ({ local, at: london(local.slice(0, 10), local.slice(11)).at });
  const school = coaching.schools[0] as School;
  const opened = openPartnership({ ...coaching.cohort, stage: 'launched' }, school);
  const coach = opened.people.find((one) => one.role === 'coach')?.id ?? '';
  const teacher = opened.people.find((one) => one.role === 'teacher')?.id ?? '';
  const agreed = openObligation({
    id: 'countersign',
    kind: 'countersign',
    owner: 'lead',
    opened: opened.launch,
    due: planned('2026-09-14T17:00'),
    policy: 'lead',
  });
  const on = (id: string, day: string): Session => ({
    id,
    coach,
    teacher,
    start: planned(`${day}T13:30`),
    end: planned(`${day}T14:30`),
    place: '',
    focus: '',
    state: 'planned',
    sequence: 0,
  });
  const place = at(
    {
      cohort: { ...coaching.cohort, stage: 'launched' },
      partnership: {
        ...opened,
        obligations: [{ ...agreed, end: { how: 'done', at: opened.launch } }],
        sessions: [on('session-1', '2026-09-16'), on('session-2', '2026-09-17')],
      },
      now: '',
    },
    '2026-09-10T10:00',
  );

  it('on a day without school stays as it is, and its coach is told', () => {
    const moved = turns(at(moves(place, closed('2026-09-16')), '2026-09-10T10:10'));
    const told = moved.partnership.outbox.filter((m) => m.kind === 'dates-moved');
    expect(told.map((m) => [m.to, m.moved?.sessions])).toEqual([[coach, ['session-1']]]);
    expect(moved.partnership.sessions.map((s) => s.state)).toEqual(['planned', 'planned']);
  });

  it('that is cancelled before the email has gone is left out of it', () => {
    const { partnership, cohort } = turns(at(moves(place, closed('2026-09-16')), '2026-09-10T10:10'));
    const message = partnership.outbox.find((m) => m.kind === 'dates-moved') as Message;
    expect(toSend({ cohort, partnership }, message, [], message.queued)).not.toHaveProperty('dropped');
    const sessions = partnership.sessions.map((s) => ({ ...s, state: 'cancelled' as const }));
    expect(toSend({ cohort, partnership: { ...partnership, sessions } }, message, [], message.queued)).toHaveProperty(
      'dropped',
    );
  });
});

describe('a school of many people', () => {
  const questionnaire = active.obligation('start-questionnaire');
  const people = Array.from({ length: 60 }, (_, i) => ({
    id: `teacher-${i + 1}`,
    role: 'teacher' as const,
    name: `Teacher ${i + 1}`,
    email: `teacher-${i + 1}@example.org`,
  }));
  const place = at(
    {
      ...active,
      partnership: {
        ...active.partnership,
        people: [...active.partnership.people.filter((one) => one.role !== 'teacher'), ...people],
        obligations: people.map(({ id }) => ({ ...questionnaire, id: `start-questionnaire-${id}`, owner: id })),
      },
    },
    '2026-09-10T10:00',
  );

  it('takes new dates up at once, and tells each of them once', () => {
    const now = turns(at(moves(place, closed('2026-09-16')), '2026-09-10T10:10'));
    expect(now.partnership.movesTaken).toBe(1);
    const told = queued(now.partnership).filter((one) => one.startsWith('dates-moved'));
    expect(told.sort()).toEqual(people.map(({ id }) => `dates-moved to ${id}`).sort());
    const asked = now.partnership.obligations.filter(({ owner }) => people.some(({ id }) => id === owner));
    expect(new Set(asked.map((o) => o.due.at)).size).toBe(1);
    const after = queued(turns(now).partnership).filter((one) => one.startsWith('dates-moved'));
    expect(after).toHaveLength(people.length);
  });

  it('of whom the release before had told some, tells the others', () => {
    const before = at(moves(place, closed('2026-09-16')), '2026-09-10T10:10');
    const movesTold = people.slice(0, 20).map(({ id }) => id);
    const { partnership } = turns({ ...before, partnership: { ...before.partnership, movesTold } });
    expect(partnership.movesTold).toBeUndefined();
    const told = queued(partnership).filter((one) => one.startsWith('dates-moved'));
    expect(told.sort()).toEqual(
      people
        .slice(20)
        .map(({ id }) => `dates-moved to ${id}`)
        .sort(),
    );
  });
});

describe('in any move', () => {
  const days = fc
    .array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 12 })
    .map((list) => [...new Set(list.map((n) => plusDays('2026-09-11', n)).filter((d) => weekday(d) <= 5))])
    .filter((list) => list.length > 0);
  const starts = fc.constantFrom(
    at(invited, '2026-09-10T10:00'),
    at(active, '2026-09-10T10:00'),
    at(invited.at('2026-09-10T09:00').does(extendsTo('sign-agreement', '2026-10-01')), '2026-09-10T10:00'),
  );

  it('there and back every open obligation has its old due time and its old chases to come', () => {
    fc.assert(
      fc.property(starts, days, (place, list) => {
        const there = turns(at(moves(place, closed(...list)), '2026-09-10T10:10'));
        const back = turns(at(moves(there, closed()), '2026-09-10T10:20'));
        const facts = ({ partnership, cohort }: Place) =>
          partnership.obligations.filter(isOpen).map((o) => [
            o.id,
            o.due,
            unhandled(cohort, o)
              .map((c) => [c.act, c.at])
              .filter(([, when]) => (when ?? '') > '2026-09-11'),
          ]);
        expect(facts(back)).toEqual(facts(place));
      }),
      { numRuns: 60 },
    );
  });

  it('no one is reminded of a date that no longer stands, and what goes has news for its reader', () => {
    fc.assert(
      fc.property(starts, days, (place, list) => {
        const moved = moves(place, closed(...list));
        const { partnership, cohort, sent } = lives(moved, '2026-12-01T12:00');
        expect(sent.filter((one) => one.includes('reminder') && list.includes(one.slice(0, 10)))).toEqual([]);
        for (const o of partnership.obligations.filter(isOpen)) expect(list).not.toContain(o.due.local.slice(0, 10));
        const stale = partnership.outbox.filter((m) => m.kind === 'dates-moved');
        for (const m of stale) expect(toSend({ cohort, partnership }, m, [], m.queued)).toHaveProperty('dropped');
        expect(new Set(sent.filter((one) => one.includes('dates-moved'))).size).toBe(
          sent.filter((one) => one.includes('dates-moved')).length,
        );
      }),
      { numRuns: 30 },
    );
  });
});
