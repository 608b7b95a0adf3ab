import { describe, expect, it } from 'vitest';
import type { Dates } from '#domain/cohort/cohort.ts';
import { moveCohort } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { closing } from '#domain/dates/timeline.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { extendsTo } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { at, closed, due, lives, moves, queued, turns, undoes } from '#test/support/date-moves.ts';
import { active, invited } from '#test/support/first-school.ts';

describe('a cohort whose schools are closed on a day', () => {
  const before = at(invited, '2026-09-10T10:00');
  const moved = moves(before, closed('2026-09-16', '2026-09-17'));

  it('is shown what will change before anything happens', () => {
    const { schools } = previewOf(
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

  it('in the evening changes nothing at its schools until emails can go', () => {
    const evening = moves(at(before, '2026-09-10T20:00'), closed('2026-09-16'));
    expect(turns(at(evening, '2026-09-11T07:59')).partnership).toEqual(before.partnership);
    expect(lives(evening, '2026-09-11T12:00').sent).toEqual(['2026-09-11 dates-moved to link']);
  });

  it('that moves twice before an email has gone sends one, of what they last heard', () => {
    const first = turns(moves(at(before, '2026-09-10T20:00'), closed('2026-09-16')));
    const second = turns(
      at(moves(at(first, '2026-09-10T20:20'), closed('2026-09-16', '2026-09-17')), '2026-09-11T08:00'),
    );
    expect(second.partnership.outbox.map((m) => [m.kind, m.moved?.dues[0]?.was.local])).toEqual([
      ['dates-moved', '2026-09-21T17:00'],
    ]);
  });

  it('that takes back the second of two moves still takes up the first when it was to', () => {
    const first = moves(at(before, '2026-09-10T20:00'), closed('2026-09-16'));
    const undone = undoes(
      at(moves(at(first, '2026-09-10T20:20'), closed('2026-09-16', '2026-09-17')), '2026-09-10T20:30'),
    );
    expect(turns(undone).partnership).toEqual(before.partnership);
    expect(due(turns(at(undone, '2026-09-11T08:00')).partnership, 'sign-agreement')).toBe('2026-09-22T17:00');
  });

  it('tomorrow is taken up tonight, for what cannot wait', () => {
    const tonight = at(moves(at(before, '2026-09-10T20:00'), closed('2026-09-11')), '2026-09-10T20:10');
    expect(due(turns(tonight).partnership, 'sign-agreement')).toBe('2026-09-22T17:00');
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

  it('plans again the cycles that have something on a day without school, and no other', () => {
    const school = at({ ...coverSchool(), now: '' }, '2026-09-28T10:00');
    const lesson = school.partnership.cycles.map((c) => c.lesson.start.local.slice(0, 10)).sort()[0] ?? '';
    const place = moves(school, closed(lesson));
    const { schools } = previewOf(
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
