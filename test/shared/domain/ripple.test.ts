import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, london, plusDays, weekday } from '../../../shared/calendar/london.ts';
import { type Cohort, openPartnership, type School } from '../../../shared/domain/cohort.ts';
import { type Dates, datesOf, moveCohort, undoMove } from '../../../shared/domain/dates.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { nextMoment, unhandled } from '../../../shared/domain/obligation/decide.ts';
import { isOpen } from '../../../shared/domain/obligation/obligation.ts';
import type { Partnership } from '../../../shared/domain/partnership.ts';
import { rippleOf } from '../../../shared/domain/ripple.ts';
import { toSend } from '../../../shared/domain/sending.ts';
import type { Session } from '../../../shared/domain/session.ts';
import { closing } from '../../../shared/domain/timeline.ts';
import { turnOf } from '../../../shared/domain/turn.ts';
import { extendsTo } from '../../support/acting.ts';
import { sampleCohort } from '../../support/cohorts.ts';
import { coverSchool } from '../../support/cover-school.ts';
import { active, invited } from '../../support/first-school.ts';
import { send } from '../../support/given.ts';

const coaching = await sampleCohort('coaching-package');

interface Place {
  readonly cohort: Cohort;
  readonly partnership: Partnership;
  readonly now: Instant;
}

const at = (place: Place, local: string): Place => ({ ...place, now: london(local.slice(0, 10), local.slice(11)).at });

const moves = (place: Place, change: Partial<Dates>): Place => {
  const moved = moveCohort(place.cohort, { ...datesOf(place.cohort), ...change }, 'lead', place.now);
  if ('refused' in moved) throw new Error(moved.refused.sentence);
  return { ...place, cohort: moved.cohort };
};

const undoes = (place: Place): Place => {
  const undone = undoMove(place.cohort, 'lead', place.now);
  if ('refused' in undone) throw new Error(undone.refused.sentence);
  return { ...place, cohort: undone.cohort };
};

const turns = (place: Place): Place => ({
  ...place,
  partnership: turnOf(place.partnership, place.cohort, place.now).partnership,
});

/** Lives through every next moment up to a time; what went, and when. */
function lives(place: Place, local: string): Place & { readonly sent: readonly string[] } {
  const { now: end } = at(place, local);
  const sent: string[] = [];
  let { partnership, now } = place;
  for (let rounds = 0; rounds < 300; rounds++) {
    const gone = send(turnOf(partnership, place.cohort, now).partnership, place.cohort, now);
    partnership = gone.partnership;
    sent.push(...gone.sent.map((m) => `${now.slice(0, 10)} ${m.kind} to ${m.to}`));
    const next = nextMoment(partnership, place.cohort, now);
    if (!next || next > end) return { ...place, partnership, now: end, sent };
    now = next > now ? next : now;
  }
  throw new Error(`The beat stands still at ${now}`);
}

const owed = (p: Partnership, id: string) => p.obligations.find((o) => o.id === id);
const due = (p: Partnership, id: string) => owed(p, id)?.due.local;
const queued = (p: Partnership) => p.outbox.map((m) => `${m.kind} to ${m.to}`);
const closed = (...days: readonly string[]) => ({ closures: days.map((date) => ({ date, why: 'Snow' })) });

describe('a cohort whose schools are closed on a day', () => {
  const before = at(invited, '2026-09-10T10:00');
  const moved = moves(before, closed('2026-09-16', '2026-09-17'));

  it('is shown what follows before anything happens', () => {
    const { schools } = rippleOf(
      { cohort: before.cohort, partnerships: [before.partnership] },
      moved.cohort,
      before.now,
    );
    expect(schools.map(({ told, owed: things }) => [told, things.map((o) => [o.of.id, o.due])])).toEqual([
      [['link'], [['sign-agreement', { old: '2026-09-21T16:00:00Z', new: '2026-09-23T16:00:00Z' }]]],
    ]);
    expect(schools[0]?.owed[0]?.chases.slice(0, 3)).toEqual([
      { act: 'remind', day: -1, old: '2026-09-18T07:00:00Z', new: '2026-09-22T07:00:00Z' },
      { act: 'remind', day: 1, old: '2026-09-22T07:00:00Z', new: '2026-09-24T07:00:00Z' },
      { act: 'remind', day: 4, old: '2026-09-25T07:00:00Z', new: '2026-09-29T07:00:00Z' },
    ]);
  });

  it('does nothing for ten minutes, and then tells those concerned once', () => {
    expect(turns(at(moved, '2026-09-10T10:09')).partnership).toEqual(before.partnership);
    expect(nextMoment(before.partnership, moved.cohort, moved.now)).toBe('2026-09-10T09:10:00Z');
    const done = turns(at(moved, '2026-09-10T10:10')).partnership;
    expect(due(done, 'sign-agreement')).toBe('2026-09-23T17:00');
    expect(queued(done)).toEqual(['dates-moved to link']);
    expect(turns({ ...moved, partnership: done, now: '2026-09-10T09:11:00Z' }).partnership).toEqual(done);
  });

  it('chases by the new date alone', () => {
    const { sent } = lives(moved, '2026-09-29T12:00');
    expect(sent).toEqual([
      '2026-09-10 dates-moved to link',
      '2026-09-14 reminder to link',
      '2026-09-22 reminder to link',
      '2026-09-24 reminder to link',
      '2026-09-29 reminder to link',
    ]);
  });

  it('leaves no trace at a school when it is undone in time', () => {
    const undone = undoes(at(moved, '2026-09-10T10:05'));
    const done = turns(undone).partnership;
    expect({ ...done, movesTaken: undefined }).toEqual({ ...before.partnership, movesTaken: undefined });
  });

  it('that is undone before its emails have gone tells nobody', () => {
    const evening = at(moves(at(before, '2026-09-10T20:00'), closed('2026-09-16')), '2026-09-10T20:10');
    const waiting = turns(evening);
    expect(queued(waiting.partnership)).toEqual(['dates-moved to link']);
    const back = turns(undoes(at(waiting, '2026-09-10T22:00'))).partnership;
    expect(due(back, 'sign-agreement')).toBe('2026-09-21T17:00');
    expect(queued(back)).toEqual([]);
  });

  it('that moves twice before an email has gone sends one, of what she last heard', () => {
    const first = turns(at(moves(at(before, '2026-09-10T20:00'), closed('2026-09-16')), '2026-09-10T20:10'));
    const second = turns(at(moves(first, closed('2026-09-16', '2026-09-17')), '2026-09-10T20:20')).partnership;
    expect(second.outbox.map((m) => [m.kind, m.moved?.dues[0]?.was.local])).toEqual([
      ['dates-moved', '2026-09-21T17:00'],
    ]);
  });
});

describe('what is moved', () => {
  it('keeps a date that the lead has set, but for a day without school, and finds back to it', () => {
    const extended = invited.at('2026-09-10T10:00').does(extendsTo('sign-agreement', '2026-10-01'));
    const there = turns(at(moves(extended, closed('2026-09-16', '2026-10-01')), '2026-09-10T10:10'));
    expect(due(there.partnership, 'sign-agreement')).toBe('2026-10-02T17:00');
    const back = turns(at(moves(there, closed()), '2026-09-10T10:20'));
    expect(due(back.partnership, 'sign-agreement')).toBe('2026-10-01T17:00');
  });

  it('asks nothing again that is done, and chases nothing of it', () => {
    const place = at(active, '2026-09-10T10:00');
    const { partnership } = turns(at(moves(place, closed('2026-09-16')), '2026-09-10T10:10'));
    const settled = (p: Partnership) => p.obligations.filter((o) => !isOpen(o));
    expect(settled(partnership)).toEqual(settled(place.partnership));
    expect(partnership.outbox.flatMap((m) => m.about)).toEqual(['start-questionnaire']);
  });

  it('is never due in the past, nor later than it was because of that', () => {
    const place = at(invited, '2026-09-18T10:00');
    const term = place.cohort.calendar.terms.map((t, i) =>
      i === 0 ? { ...t, end: '2026-09-18', halfTerm: undefined } : t,
    );
    const { partnership } = turns(at(moves(place, { terms: term }), '2026-09-18T10:10'));
    expect((due(partnership, 'sign-agreement') ?? '') > '2026-09-18').toBe(true);
  });

  it('may be the closing day: what is owed then lapses', () => {
    const place = at(invited, '2026-09-10T10:00');
    const sooner = at(moves(place, { closes: '2026-10-01' }), '2026-09-10T10:10');
    expect(closing(sooner.cohort)).toBe('2026-10-01T07:00:00Z');
    expect(lives(sooner, '2026-10-02T12:00').partnership.stage).toBe('lapsed');
  });

  it('refuses what is over, what is as it was, and an order that cannot be', () => {
    const place = at(invited, '2026-09-10T10:00');
    const why = (change: Partial<Dates>) => {
      const moved = moveCohort(place.cohort, { ...datesOf(place.cohort), ...change }, 'lead', place.now);
      return 'refused' in moved ? moved.refused.why : undefined;
    };
    expect(why({})).toBe('already');
    expect(why(closed('2026-09-09'))).toBe('not-now');
    expect(why({ closes: '2026-09-10' })).toBe('not-now');
    expect(why({ closes: '2026-10-03' })).toBe('not-now');
    expect(why({ terms: place.cohort.calendar.terms.toReversed() })).toBe('not-now');
    expect(why(closed('2026-09-10'))).toBeUndefined();
  });

  it('plans anew the cycles that have something on a day without school, and no other', () => {
    const school = at({ ...coverSchool(), now: '' }, '2026-09-28T10:00');
    const lesson = school.partnership.cycles.map((c) => c.lesson.start.local.slice(0, 10)).sort()[0] ?? '';
    const place = moves(school, closed(lesson));
    const { schools } = rippleOf(
      { cohort: school.cohort, partnerships: [school.partnership] },
      place.cohort,
      place.now,
    );
    expect(schools[0]?.cycles.map((c) => c.lesson.start.local.slice(0, 10))).toEqual([lesson, '2026-10-13']);
    const { plan, cycles } = turns(at(place, '2026-09-28T10:10')).partnership;
    expect(plan).toMatchObject({ state: 'wanted', disturbance: 'dates of the programme have moved' });
    expect(cycles).toEqual(school.partnership.cycles);
  });
});

describe('a session of two people', () => {
  const planned = (local: string) => ({ local, at: london(local.slice(0, 10), local.slice(11)).at });
  const school = coaching.schools[0] as School;
  const opened = openPartnership({ ...coaching.cohort, stage: 'launched' }, school);
  const coach = opened.people.find((one) => one.role === 'coach')?.id ?? '';
  const teacher = opened.people.find((one) => one.role === 'teacher')?.id ?? '';
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
      partnership: { ...opened, sessions: [on('session-1', '2026-09-16'), on('session-2', '2026-09-17')] },
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

  it('that is called off before the email has gone is no news any more', () => {
    const { partnership, cohort } = turns(at(moves(place, closed('2026-09-16')), '2026-09-10T10:10'));
    const message = partnership.outbox.find((m) => m.kind === 'dates-moved') as Message;
    expect(toSend({ cohort, partnership }, message, [])).not.toHaveProperty('dropped');
    const sessions = partnership.sessions.map((s) => ({ ...s, state: 'cancelled' as const }));
    expect(toSend({ cohort, partnership: { ...partnership, sessions } }, message, [])).toHaveProperty('dropped');
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

  it('takes new dates up in parts that each fit one transaction, and tells each of them once', () => {
    let now = at(moves(place, closed('2026-09-16')), '2026-09-10T10:10');
    for (let turn = 0; turn < 4; turn++) {
      const { changes } = turnOf(now.partnership, now.cohort, now.now);
      expect(changes.length).toBeLessThanOrEqual(16);
      expect(now.partnership.movesTaken).toBeUndefined();
      now = turns(now);
    }
    expect(now.partnership.movesTaken).toBe(1);
    expect(queued(now.partnership).sort()).toEqual(people.map(({ id }) => `dates-moved to ${id}`).sort());
    expect(new Set(now.partnership.obligations.map((o) => o.due.at)).size).toBe(1);
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

  it('nobody is reminded of a date that no longer stands, and what goes says nothing new to nobody', () => {
    fc.assert(
      fc.property(starts, days, (place, list) => {
        const moved = moves(place, closed(...list));
        const { partnership, cohort, sent } = lives(moved, '2026-12-01T12:00');
        expect(sent.filter((one) => one.includes('reminder') && list.includes(one.slice(0, 10)))).toEqual([]);
        for (const o of partnership.obligations.filter(isOpen)) expect(list).not.toContain(o.due.local.slice(0, 10));
        const stale = partnership.outbox.filter((m) => m.kind === 'dates-moved');
        for (const m of stale) expect(toSend({ cohort, partnership }, m, [])).toHaveProperty('dropped');
        expect(new Set(sent.filter((one) => one.includes('dates-moved'))).size).toBe(
          sent.filter((one) => one.includes('dates-moved')).length,
        );
      }),
      { numRuns: 30 },
    );
  });
});
