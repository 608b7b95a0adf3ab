import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, localTime, plus, plusDays, weekday } from '#calendar/london.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { movesFrom } from '#domain/dates/dates.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, coverSchool, cycleOn, proposalFor, proposes } from '#test/support/cover-school.ts';
import { at, closed, lives, moves, type Place, queued, turns } from '#test/support/date-moves.ts';
import { active } from '#test/support/first-school.ts';
import { send } from '#test/support/given.ts';

const second = { id: 'link-2', role: 'link' as const, name: 'Sam Second', email: 'sam@example.org' };

const withSecond = (place: Place): Place => ({
  ...place,
  partnership: { ...place.partnership, people: [...place.partnership.people, second] },
});

const does = (place: Place, doing: JudgedAct): Place => {
  const outcome: Outcome = doing(place.partnership, place.cohort, place.now);
  if ('refused' in outcome) throw new Error(outcome.refused.sentence);
  return { ...place, partnership: outcome.partnership };
};

const sends = ({ partnership, cohort, now }: Place) => {
  const gone = send(partnership, cohort, now);
  return { partnership: gone.partnership, sent: gone.sent.map((m) => `${m.kind} to ${m.to}`) };
};

/** Who heard what. */
const told = (sent: readonly string[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(sent, (one) => one.split(' to ')[1] ?? '')).map(([to, all]) => [
      to,
      (all ?? []).map((one) => one.split(' ')[1]),
    ]),
  );

describe('the second contact of a school of many people', () => {
  it('hears of moved dates together with the first', () => {
    const questionnaire = active.obligation('start-questionnaire');
    const teachers = Array.from({ length: 30 }, (_, i) => ({
      id: `teacher-${i + 1}`,
      role: 'teacher' as const,
      name: `Teacher ${i + 1}`,
      email: `teacher-${i + 1}@example.org`,
    }));
    const own = teachers.map(({ id }) => ({ ...questionnaire, id: `start-questionnaire-${id}`, owner: id }));
    const place = withSecond({
      ...at(active, '2026-09-10T10:00'),
      partnership: {
        ...active.partnership,
        people: [...active.partnership.people.filter((one) => one.role !== 'teacher'), ...teachers],
        // the link is the last of the first fifteen
        obligations: [...own.slice(0, 14), questionnaire, ...own.slice(14)],
      },
    });
    let now = at(moves(place, closed('2026-09-16')), '2026-09-10T10:10');
    for (let turn = 0; turn < 3; turn++) now = turns(now);
    expect(now.partnership.movesTaken).toBe(1);
    const all = [...teachers.map(({ id }) => id), 'link', 'link-2'].map((id) => `dates-moved to ${id}`);
    const told = queued(now.partnership).filter((one) => one.startsWith('dates-moved'));
    expect(told.sort()).toEqual(all.sort());
  });
});

describe('a closure for the whole cohort that hits a cycle', () => {
  const agreed = withSecond(at({ ...coverSchool(), now: '' }, '2026-09-10T10:00'));
  /** On 22 September something is due of the link; on 8 October is a lesson. */
  const asked = lives(agreed, '2026-09-21T10:00');
  const taken = turns(at(moves(asked, closed('2026-09-22', '2026-10-08')), '2026-09-21T10:10'));
  /** The planner finds another day for the lesson. */
  const findsAnother: JudgedAct = (p, cohort, now) => {
    const cycles = p.cycles.filter(isAhead).map((c) => (c.id === 'cycle-1-1' ? cycleOn(p, 0, 1, '2026-10-15') : c));
    return proposes({ ...proposalFor({ ...coverSchool(), partnership: p, now }), cycles })(p, cohort, now);
  };
  const planned = does(at(taken, '2026-09-21T10:12'), findsAnother);

  it('asks link and second contact in one email, with what else moves for them', () => {
    const waiting = taken.partnership.outbox.map((m) => [m.kind, m.to, m.moved?.dues.map((d) => d.obligation)]);
    expect(waiting).toEqual(['link', 'link-2'].map((to) => ['dates-moved', to, ['start-questionnaire']]));
    const { sent, partnership } = lives(planned, '2026-09-21T16:00');
    expect(told(sent)).toEqual({ link: ['plan-request'], 'link-2': ['plan-request'] });
    expect(queued(partnership)).toEqual([]);
  });

  it('tells them after an hour in any case', () => {
    expect(sends(at(taken, '2026-09-21T11:09')).sent).toEqual([]);
    expect(sends(at(taken, '2026-09-21T11:10')).sent).toEqual(['dates-moved to link', 'dates-moved to link-2']);
  });

  it('tells teachers and cover manager once, when there is a new day', () => {
    const answered = lives(planned, '2026-09-21T11:00');
    const { sent } = lives(does(at(answered, '2026-09-21T11:00'), agrees), '2026-09-21T16:30');
    expect(told(sent)).toEqual({
      'teacher-1': ['cycles-changed'],
      'teacher-2': ['cycles-changed'],
      'teacher-3': ['cycles-changed'],
      cover: ['cover-changed'],
    });
  });
});

describe('cover that was asked for a day that is closed since', () => {
  const asked = lives(at({ ...coverSchool(), now: '' }, '2026-09-10T10:00'), '2026-10-01T10:00');
  const chased = (place: Place) =>
    lives(place, '2026-10-08T12:00').sent.filter((one) => /reminder to cover|cover-alarm/.test(one));
  /** With nothing but that cycle, for which the planner has not found another day. */
  const alone = ({ partnership: p, ...place }: Place): Place => ({
    ...place,
    partnership: {
      ...p,
      cycles: p.cycles.filter(({ id }) => id === 'cycle-1-1'),
      obligations: p.obligations.filter(({ cycle }) => cycle === 'cycle-1-1'),
      plan: p.plan && { ...p.plan, state: 'agreed' },
    },
  });

  it('is chased for no longer, nor is anyone alarmed', () => {
    const hit = turns(at(moves(asked, closed('2026-10-08')), '2026-10-01T10:10'));
    expect(hit.partnership.obligations.filter(isOpen).map(({ id }) => id)).toContain('cycle-1-1-lesson-cover');
    expect(chased(alone(asked))).toContain('2026-10-06 cover-alarm to lead');
    expect(chased(alone(hit))).toEqual([]);
  });
});

describe('whatever moves', () => {
  const school = withSecond(at({ ...coverSchool(), now: '' }, '2026-09-10T10:00'));
  const moments = ['2026-09-14', '2026-09-21', '2026-10-01', '2026-10-12', '2026-11-16'].map((day) =>
    lives(school, `${day}T09:00`),
  );
  const days = fc
    .array(fc.integer({ min: 1, max: 40 }), { maxLength: 10 })
    .map((list) => [...new Set(list)].sort((a, b) => a - b));

  it('no one at a school gets more than one email about it before the link agrees, and only the person it was shown to', () => {
    fc.assert(
      fc.property(fc.constantFrom(...moments), days, fc.integer({ min: 0, max: 8 }), (place, list, sooner) => {
        const today = localDate(place.now);
        const { terms } = place.cohort.calendar;
        const change = {
          ...closed(...list.map((n) => plusDays(today, n)).filter((day) => weekday(day) <= 5)),
          terms: terms.map((t, i) => (i === 0 ? { ...t, end: plusDays(t.end, -sooner) } : t)),
        };
        fc.pre(sooner > 0 || change.closures.length > 0);
        const moved = moves(place, change);
        const [shown] = previewOf(
          { cohort: place.cohort, partnerships: [place.partnership] },
          moved.cohort,
          place.now,
        ).schools;
        const taken = turns({ ...moved, now: movesFrom(moved.cohort) ?? '' });
        const hit = new Set(shown?.cycles.map(({ id }) => id));
        const answered = taken.partnership.plan?.state === 'wanted' ? does(taken, answersWithout(hit)) : taken;
        // longer than the rest waits for the planner, and before a proposal is out of date
        const end = plus(taken.now, 'PT90M');
        const until = `${localDate(end)}T${localTime(end)}`;
        const about = lives(answered, until).sent.filter((one) => /dates-moved|plan-request/.test(one));
        const readers = about.map((one) => one.split(' to ')[1] ?? '');
        expect(readers).toEqual([...new Set(readers)]);
        expect(shown?.told ?? []).toEqual(expect.arrayContaining(readers));
      }),
      { numRuns: 100 },
    );
  });

  const answersWithout =
    (hit: ReadonlySet<string>): JudgedAct =>
    (p, cohort, now) => {
      const cycles = p.cycles.filter((c) => isAhead(c) && !hit.has(c.id));
      return proposes({ ...proposalFor({ ...coverSchool(), partnership: p, now }), cycles })(p, cohort, now);
    };
});
