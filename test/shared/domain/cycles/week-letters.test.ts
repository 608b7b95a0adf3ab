import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '#calendar/london.ts';
import { type SchoolCalendar, schoolDays, type Term } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { mondayOf, type TermBegins, timetableDay, weekLetter } from '#domain/cycles/provision.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { cyclesHit } from '#domain/dates/shifts.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { at, moves, turns } from '#test/support/date-moves.ts';
import { cohort } from '#test/support/first-school.ts';

const two = { weeks: 2 } as const;
const { calendar } = cohort;

const beginning = (...weeks: readonly Term['weeks'][]): SchoolCalendar => ({
  ...calendar,
  terms: calendar.terms.map((term, i) => ({ ...term, weeks: weeks[i] })),
});
const lettersOf = (of: SchoolCalendar) =>
  [...new Set(schoolDays(of).map(mondayOf))].map((monday) => {
    const days = schoolDays(of).filter((day) => mondayOf(day) === monday);
    return { days, letters: [...new Set(days.map((day) => weekLetter(two, of, day)))] };
  });

describe('weeks A and B', () => {
  it('alternate over the weeks that have a school day, but where a term begins with a letter of its own', () => {
    const any = fc.constantFrom<Term['weeks']>(undefined, 'A', 'B', 'on');
    fc.assert(
      fc.property(any, any, any, fc.array(fc.integer({ min: 0, max: 320 }), { maxLength: 30 }), (a, b, c, closed) => {
        const closures = closed.map((n) => ({ date: plusDays('2026-09-02', n), why: 'Snow' }));
        const of = { ...beginning(a, b, c), closures };
        const weeks = lettersOf(of);
        for (const [i, { days, letters }] of weeks.entries()) {
          const [letter, ...others] = letters;
          const term = of.terms.find(({ start, end }) => start <= (days[0] ?? '') && (days[0] ?? '') <= end);
          const begins = !weeks.slice(0, i).some((one) => one.days.some((day) => day >= (term?.start ?? '')));
          expect(others).toEqual([]);
          if (begins && term?.weeks !== 'on') expect(letter).toBe(term?.weeks ?? 'A');
          else if (i > 0) expect(letter).not.toBe(weeks[i - 1]?.letters[0]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('begin a term as the school says, else as the cohort’s term does', () => {
    const any = fc.constantFrom<Term['weeks']>(undefined, 'A', 'B', 'on');
    const own = fc.constantFrom<TermBegins>('as-cohort', 'A', 'B', 'on');
    fc.assert(
      fc.property(fc.tuple(any, any, any), fc.array(own, { maxLength: 3 }), (terms, begins) => {
        const meant = terms.map((weeks, i) => {
          const said = begins[i] ?? 'as-cohort';
          return said === 'as-cohort' ? weeks : said;
        });
        for (const day of schoolDays(calendar))
          expect(weekLetter({ ...two, begins }, beginning(...terms), day)).toBe(
            weekLetter(two, beginning(...meant), day),
          );
      }),
      { numRuns: 40 },
    );
  });

  it('do not exist where weeks are alike', () => {
    expect(weekLetter({ weeks: 1 }, calendar, '2026-09-14')).toBeUndefined();
    expect(timetableDay({ weeks: 1 }, calendar, '2026-09-14')).toBe(0);
  });

  it('say which day of a timetable of ten days a date is', () => {
    for (const day of schoolDays(calendar))
      expect(timetableDay(two, beginning('B', 'on', 'on'), day) > 4).toBe(
        weekLetter(two, beginning('B', 'on', 'on'), day) === 'B',
      );
  });
});

describe('a term that comes to begin with the other week', () => {
  const given = coverSchool();
  const { partnership: p } = given;
  const provision = p.provision && {
    ...p.provision,
    weeks: 2 as const,
    timetables: Object.fromEntries(
      Object.entries(p.provision.timetables).map(([who, days]) => [who, [...days, ...days]]),
    ),
    cover: p.provision.cover.map((one) => ({ ...one, available: [...one.available, ...one.available] })),
  };
  const place = at({ ...given, now: '', partnership: { ...p, provision } }, '2026-09-28T10:00');
  const spring = (weeks: Term['weeks']) => ({
    terms: datesOf(place.cohort).terms.map((term, i) => (i === 1 ? { ...term, weeks } : term)),
  });
  const inSpring = ({ calendar: { terms } }: Cohort, day: string) =>
    (terms[1]?.start ?? '') <= day && day <= (terms[1]?.end ?? '');

  it('has the cycles in it planned anew, and no others', () => {
    const moved = moves(place, spring('B'));
    const hit = cyclesHit(place.partnership, place.cohort, moved.cohort, place.now);
    const lessons = hit.map((c) => c.lesson.start.local.slice(0, 10));
    expect(lessons.length).toBeGreaterThan(0);
    expect(lessons.every((day) => inSpring(place.cohort, day))).toBe(true);
    const ahead = place.partnership.cycles.filter((c) => inSpring(place.cohort, c.lesson.start.local.slice(0, 10)));
    expect(hit).toEqual(ahead);
    expect(turns(at(moved, '2026-09-28T10:10')).partnership.plan?.state).toBe('wanted');
  });

  it('is no move where it begins so already', () => {
    expect(() => moves(place, spring('A'))).toThrow('These are the dates already');
  });

  it('changes nothing at a school whose weeks are alike', () => {
    const alike = { ...place, partnership: p };
    const moved = moves(alike, spring('B'));
    expect(cyclesHit(p, alike.cohort, moved.cohort, alike.now)).toEqual([]);
    expect(turns(at(moved, '2026-09-28T10:10')).partnership.plan?.state).toBe('agreed');
  });
});
