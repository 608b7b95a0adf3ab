import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, plus, plusDays, weekday } from '#calendar/london.ts';
import { whenPostIsOpen } from '#calendar/school-calendar.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { coverSchool, proposedSchool } from '#test/support/cover-school.ts';
import { at, closed, lives, moves, type Place, turns, undoes } from '#test/support/date-moves.ts';
import { active, invited } from '#test/support/first-school.ts';
import type { Given } from '#test/support/given.ts';

const opened = (open: () => Given, most: number) => ({ school: at({ ...open(), now: '' }, '2026-09-10T10:00'), most });

/** and how many days later at most: a proposal waits until its first session begins */
const schools = [
  opened(coverSchool, 60),
  opened(proposedSchool, 20),
  opened(() => active, 60),
  opened(() => invited, 60),
];

/** A school at any time of its year, its plan agreed or not, with some of its cycles. */
const places = fc
  .record({
    from: fc.constantFrom(...schools),
    days: fc.integer({ min: 1, max: 60 }),
    time: fc.constantFrom('06:00', '07:29', '08:00', '11:20', '17:19', '17:25', '20:00', '23:50'),
    without: fc.subarray(['cycle-1-1', 'cycle-1-3', 'cycle-2-1', 'cycle-2-4']),
  })
  .map(({ from: { school, most }, days, time, without }): Place => {
    const partnership = {
      ...school.partnership,
      cycles: school.partnership.cycles.filter(({ id }) => !without.includes(id)),
    };
    return lives({ ...school, partnership }, `${plusDays('2026-09-10', 1 + (days % most))}T${time}`);
  });

/** Some days are closed, a term ends sooner or the programme later. */
const changes = (place: Place) =>
  fc
    .record(
      {
        off: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 8 }),
        sooner: fc.integer({ min: 1, max: 5 }),
        closes: fc.constantFrom('2027-06-30', '2027-07-14'),
      },
      { requiredKeys: ['off'] },
    )
    .map(({ off, sooner, closes }) => {
      const today = place.now.slice(0, 10);
      const { terms } = place.cohort.calendar;
      return {
        ...closed(...[...new Set(off.map((n) => plusDays(today, n)).filter((day) => weekday(day) <= 5))].sort()),
        ...(sooner ? { terms: terms.map((t, i) => (i === 1 ? { ...t, end: plusDays(t.end, -sooner) } : t)) } : {}),
        ...(closes ? { closes } : {}),
      };
    })
    // days that all fall on weekends move nothing
    .filter((change) => change.closures.length > 0 || Object.keys(change).length > 1);

const scenes = places.chain((place) =>
  fc.tuple(fc.constant(place), changes(place), fc.double({ min: 0, max: 0.99, noNaN: true })),
);

describe('any move that is undone before an email about it can go', () => {
  it('leaves a school as it was: its plan, what is due, what is chased, what waits to go', () => {
    fc.assert(
      fc.property(scenes, ([place, change, share]) => {
        const moved = moves(place, change);
        const opens = whenPostIsOpen(moved.cohort.calendar, plus(place.now, 'PT10M'));
        // what changes a day before that is told at once
        fc.pre(change.closures.every(({ date }) => date > localDate(opens)));
        const seconds = (Date.parse(opens) - Date.parse(place.now)) / 1000;
        const then = plus(place.now, `PT${Math.floor(share * seconds)}S`);
        const undone = undoes({ ...turns({ ...moved, now: then }), now: then });
        const next = nextMoment(place.partnership, place.cohort, place.now);
        // what would have happened meanwhile in any case is not what this is about
        fc.pre(next === undefined || next > then);
        const after = turns(undone);
        expect({ ...after.partnership, movesTaken: undefined }).toEqual({
          ...place.partnership,
          movesTaken: undefined,
        });
        const dates = ({ calendar, closes, launch }: Place['cohort']) => ({ calendar, closes, launch });
        expect(dates(after.cohort)).toEqual({
          ...dates(place.cohort),
          calendar: { ...place.cohort.calendar, closures: place.cohort.calendar.closures ?? [] },
        });
        expect(nextMoment(after.partnership, after.cohort, then)).toBe(
          nextMoment(place.partnership, place.cohort, then),
        );
      }),
      { numRuns: 150 },
    );
  });
});
