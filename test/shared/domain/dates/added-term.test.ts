import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, plusDays, weekday } from '#calendar/london.ts';
import { addSchoolDays, isSchoolDay, type Term } from '#calendar/school-calendar.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { moveCohort } from '#domain/dates/acts.ts';
import { datesOf, movesFrom, withDates } from '#domain/dates/dates.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { closing, completionFrom, termDate } from '#domain/dates/timeline.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { extendsTo } from '#test/support/acting.ts';
import { at, due, lives, moves, type Place, queued, turns } from '#test/support/date-moves.ts';
import { active, invited } from '#test/support/first-school.ts';

const autumn: Term = { name: 'Autumn 2027', start: '2027-09-02', end: '2027-10-22', added: 'more-time' };

const withTerm = (cohort: Cohort, term: Term = autumn): Partial<Dates> => ({
  terms: [...cohort.calendar.terms, term],
});

const why = ({ cohort, now }: Place, change: Partial<Dates>): string | undefined => {
  const moved = moveCohort(cohort, { ...datesOf(cohort), ...change }, 'lead', now);
  return 'refused' in moved ? moved.refused.sentence : undefined;
};

describe('a term that is added after the last', () => {
  const place = at(active, '2027-06-28T10:00');
  const { cohort } = place;
  const [last] = cohort.calendar.terms.slice(-1);

  it('is for what is left: the programme asks nothing at another time and closes as before, until its lead moves that', () => {
    const after = moves(place, withTerm(cohort)).cohort;
    for (const step of cohort.programme.steps)
      if ('term' in step.due) expect(termDate(after, step.due)).toBe(termDate(cohort, step.due));
    expect(closing(after)).toBe(closing(cohort));
    expect(completionFrom(after)).toBe(completionFrom(cohort));
    expect(isSchoolDay(after.calendar, '2027-09-10')).toBe(true);
  });

  it('or is the end of the programme: its last dates and its closing day move into it', () => {
    const after = moves(place, withTerm(cohort, { ...autumn, added: 'last-dates' })).cohort;
    expect(termDate(after, { term: 'last', schoolDaysBeforeEnd: 0 })).toBe('2027-10-22');
    expect(localDate(closing(after))).toBe('2027-10-22');
    expect(termDate(after, { term: 1, schoolDaysBeforeEnd: 0 })).toBe(
      termDate(cohort, { term: 1, schoolDaysBeforeEnd: 0 }),
    );
  });

  it('takes the closing day, which may not be past it', () => {
    expect(why(place, { closes: '2027-09-24' })).toContain('Add a term to close it later');
    expect(why(place, { ...withTerm(cohort), closes: '2027-09-24' })).toBeUndefined();
    expect(why(place, { ...withTerm(cohort), closes: '2027-10-25' })).toContain('Add a term to close it later');
    expect(why(place, { ...withTerm(cohort), closes: '2027-09-25' })).toContain('must close on a school day');
  });

  it('comes after the others, under a name of its own, in the year that follows', () => {
    expect(why(place, withTerm(cohort, { ...autumn, name: last?.name ?? '' }))).toContain(
      'is the name of another term',
    );
    expect(why(place, withTerm(cohort, { ...autumn, start: last?.end ?? '' }))).toContain('must start after');
    expect(why(place, withTerm(cohort, { ...autumn, end: '2037-10-22' }))).toContain('within a year');
    expect(why(place, withTerm(cohort, { ...autumn, added: undefined }))).toContain('The terms must be those');
    expect(why(place, { terms: [autumn, ...cohort.calendar.terms] })).toContain('The terms must be those');
    expect(why(place, { terms: cohort.calendar.terms.slice(1) })).toContain('The terms must be those');
  });

  it('can be taken out again until it begins', () => {
    const added = moves(place, { ...withTerm(cohort), closes: '2027-09-24' });
    expect(why(added, { terms: cohort.calendar.terms })).toContain('Add a term to close it later');
    const back = { terms: cohort.calendar.terms, closes: undefined };
    expect(why(added, back)).toBeUndefined();
    expect(why(at(added, '2027-09-03T10:00'), back)).toContain('The terms must be those');
  });

  it('has time for whoever still owes something, and they hear of it', () => {
    const owing = active.obligation('start-questionnaire');
    const longer = turns(at(moves(place, { ...withTerm(cohort), closes: '2027-09-24' }), '2027-06-28T10:10'));
    const extended = extendsTo(owing.id, '2027-09-17')(longer.partnership, longer.cohort, longer.now);
    if ('refused' in extended) throw new Error(extended.refused.sentence);
    const given = { ...longer, partnership: extended.partnership };
    expect(due(given.partnership, owing.id)).toBe('2027-09-17T17:00');
    expect(queued(given.partnership)).toContain('deadline-extended to link');
    expect(hasEnded(lives(given, '2027-07-31T12:00').partnership.stage)).toBe(false);
    const { partnership, sent } = lives(given, '2027-09-27T12:00');
    expect(sent.filter((one) => one.startsWith('2027-09') && one.includes('reminder to link')).length).toBeGreaterThan(
      0,
    );
    expect(hasEnded(partnership.stage)).toBe(true);
  });
});

describe('a closing day that moves', () => {
  const place = at(active, '2026-09-10T10:00');

  it('is told to those who speak for the school, once, with the day that they last heard', () => {
    const moved = turns(at(moves(place, { closes: '2027-06-30' }), '2026-09-10T10:10'));
    expect(moved.partnership.outbox.map((m) => [m.kind, m.to, m.moved?.closes?.was])).toEqual(
      ['link', 'head'].map((to) => ['dates-moved', to, localDate(closing(place.cohort))]),
    );
    const { sent } = lives(moved, '2026-09-11T12:00');
    expect(sent.filter((one) => one.includes('dates-moved'))).toHaveLength(2);
  });

  it('that moves back before an email has gone is no news to anybody', () => {
    const evening = at(place, '2026-09-10T20:00');
    const there = turns(at(moves(evening, { closes: '2027-06-30' }), '2026-09-11T08:00'));
    const back = turns({ ...at(moves(there, { closes: undefined }), '2026-09-11T08:10') });
    expect(queued(there.partnership)).toContain('dates-moved to head');
    expect(queued(back.partnership)).toEqual([]);
  });

  it('that moves twice before an email has gone is told once, against the day that they last heard', () => {
    const there = turns(at(moves(at(place, '2026-09-10T20:00'), { closes: '2027-06-30' }), '2026-09-11T08:00'));
    const on = turns(at(moves(there, { closes: '2027-06-29' }), '2026-09-11T08:10'));
    expect(on.partnership.outbox.map((m) => [m.to, m.moved?.closes?.was])).toEqual(
      ['link', 'head'].map((to) => [to, localDate(closing(place.cohort))]),
    );
  });

  it('concerns whoever would have had something due after it', () => {
    const [owed] = invited.partnership.obligations.filter(isOpen);
    const soon = addSchoolDays(place.cohort.calendar, localDate(owed?.due.at ?? ''), -1) ?? '';
    const moved = turns(at(moves(at(invited, '2026-09-10T10:00'), { closes: soon }), '2026-09-10T10:10'));
    expect(queued(moved.partnership)).toContain('dates-moved to link');
  });

  it('concerns nobody at a school that has not been invited', () => {
    const before = at(
      { ...invited, partnership: { ...invited.partnership, obligations: [], outbox: [] } },
      '2026-09-04T10:00',
    );
    const moved = moves(before, { closes: '2027-06-30' });
    expect(turns({ ...moved, now: movesFrom(moved.cohort) ?? '' }).partnership.outbox).toEqual([]);
  });
});

describe('whatever term is added, wherever the programme closes', () => {
  const place = at(active, '2026-10-12T10:00');
  const { cohort } = place;
  const end = cohort.calendar.terms.at(-1)?.end ?? '';
  const days = (min: number, max: number) => fc.integer({ min, max });

  it('everybody whom the preview names hears of the close once, and nobody else does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('more-time' as const, 'last-dates' as const),
        days(1, 100),
        days(5, 90),
        fc.option(days(0, 89)),
        (added, gap, length, closes) => {
          const start = plusDays(end, gap);
          const term: Term = { name: 'More', start, end: plusDays(start, length), added };
          const day = closes === null ? undefined : plusDays(start, Math.min(closes, length));
          fc.pre(day === undefined || weekday(day) <= 5);
          const moved = moves(place, { terms: [...cohort.calendar.terms, term], closes: day });
          const shown = previewOf({ cohort, partnerships: [place.partnership] }, moved.cohort, place.now).schools;
          const taken = turns({ ...moved, now: movesFrom(moved.cohort) ?? '' });
          const told = taken.partnership.outbox.filter((m) => m.kind === 'dates-moved').map((m) => m.to);
          expect(told).toEqual([...new Set(told)]);
          expect(told.toSorted()).toEqual((shown[0]?.told ?? []).toSorted());
          const other = closing(moved.cohort) !== closing(cohort);
          expect(told.includes('head')).toBe(other);
          // there and back nothing is left of it
          const back = withDates(moved.cohort, datesOf(cohort));
          expect(closing(back)).toBe(closing(cohort));
        },
      ),
      { numRuns: 60 },
    );
  });
});
