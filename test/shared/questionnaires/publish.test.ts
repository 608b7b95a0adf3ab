import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayDiffer, readOff, toldApart } from './adversary.ts';
import { fewestSingledOut } from './attack.ts';
import { type Event, histories, type Key, play, QUESTIONNAIRES, type World } from './worlds.ts';

const personOf = (world: World, unit: number) => world.units[unit]?.person ?? -1;
const peopleIn = (world: World, units: readonly number[]) => new Set(units.map((unit) => personOf(world, unit))).size;

describe('from all results that were ever published', () => {
  it('nobody can be told apart in a group of fewer than five, whatever is set beside what', () => {
    fc.assert(
      fc.property(fc.oneof(histories(8, 24), histories(10, 24, 6)), (world) => {
        const { sums, moves } = readOff(world);
        for (const key of QUESTIONNAIRES) {
          const sets = sums.filter((sum) => sum.key === key).map(({ units }) => units);
          for (const group of toldApart(sets)) expect(peopleIn(world, group)).toBeGreaterThanOrEqual(5);
        }
        // of those who are compared with themselves: by what is told of the start and of the end together
        const together = sums
          .filter(({ key }) => key !== 'mid')
          .map(({ units }) => [...new Set(units.map((unit) => personOf(world, unit)))]);
        const compared = new Set(moves.flatMap(({ pairs }) => pairs.map(([unit]) => personOf(world, unit))));
        for (const group of toldApart(together))
          if (group.some((person) => compared.has(person))) expect(group.length).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: 400 },
    );
  });

  it('no sum or difference of counts, however often each is taken, singles out fewer than five answers', () => {
    fc.assert(
      fc.property(fc.oneof(histories(8, 15), histories(9, 15, 3)), (world) => {
        const { sums } = readOff(world);
        for (const key of QUESTIONNAIRES) {
          const own = sums.filter((sum) => sum.key === key);
          const units = [...new Set(own.flatMap((sum) => sum.units))];
          const rows = [...new Map(own.map((sum) => [sum.units.join(), sum])).values()].map((sum) =>
            units.map((unit) => (sum.units.includes(unit) ? 1 : 0)),
          );
          expect(fewestSingledOut(rows, units.length, 4)).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('anybody may have given another answer than they did, unless five or more told of together all gave the same', () => {
    fc.assert(
      fc.property(fc.oneof(histories(8, 13), histories(9, 13, 2)), (world) => {
        const read = readOff(world);
        for (const key of QUESTIONNAIRES) {
          const groups = toldApart(read.sums.filter((sum) => sum.key === key).map(({ units }) => units));
          for (const group of groups) {
            const alike = new Set(group.map((unit) => world.units[unit]?.given.two)).size === 1;
            if (alike && peopleIn(world, group) >= 5) continue;
            for (const unit of group) expect(mayDiffer(world, read, unit)).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Everybody of `people` answers `key`, but for these. */
const all = (people: number, key: Key, but: readonly number[] = []): Event[] =>
  Array.from({ length: people }, (_, school) => school)
    .filter((school) => !but.includes(school))
    .map((school) => ({ what: 'answer', school, key, value: school % 3 === 0 ? 2 : 1 }));
const late: Event = { what: 'late' };
const look: Event = { what: 'look' };
const close: Event = { what: 'close' };
const withdraws = (school: number): Event => ({ what: 'withdraw', school });
const last = ({ published }: World, part: string) => published.findLast((one) => one.part === part)?.people ?? 0;
const MOVED = 'moved.coach.start.end';

describe('what is published', () => {
  it('does not change when one of twelve withdraws, and at the end tells of seven', () => {
    const world = play(12, {
      start: [...all(12, 'start'), late, look, withdraws(3), look],
      mid: [...all(12, 'mid'), late, look],
      end: [...all(12, 'end'), late, look, close],
    });
    expect(world.published.map(({ part, people }) => [part, people])).toEqual([
      ['counts.start', 12],
      ['counts.mid', 11],
      [MOVED, 7],
      ['counts.end', 7],
      ['counts.start', 7],
    ]);
  });

  it('holds nothing that was withdrawn or corrected before, and is never taken back for fewer than five', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 19 }), { maxLength: 4 }), (gone) => {
        const world = play(20, {
          start: [...all(20, 'start'), late, look, ...gone.map(withdraws)],
          mid: [],
          end: [...all(20, 'end'), late, look, close],
        });
        const results = world.published.map(({ questions, analysis }) =>
          [...(questions?.[0]?.rows[0]?.counts ?? []), ...(analysis?.items[0]?.spread?.after ?? [])].flatMap(
            (n, unit) => (n > 0 ? [personOf(world, unit)] : []),
          ),
        );
        for (const people of results.slice(1)) expect(people.filter((one) => gone.includes(one))).toEqual([]);
      }),
    );
  });

  it('is published in fives and more while answers come late, and never for fewer', () => {
    const world = play(24, {
      start: [],
      mid: [
        ...all(12, 'mid'),
        look,
        late,
        look,
        ...all(16, 'mid').flatMap((one) => [one, look]),
        ...all(24, 'mid').flatMap((one) => [one, look]),
      ],
      end: [close],
    });
    expect(world.published.filter(({ part }) => part === 'counts.mid').map(({ people }) => people)).toEqual([
      12, 17, 22,
    ]);
  });

  it('of a cohort of any size is most of it, also where a few do not answer again or withdraw', () => {
    const told = (people: number, silent: number, gone: number) => {
      const others = Array.from({ length: silent }, (_, i) => people - 1 - i);
      const world = play(people, {
        start: [...all(people, 'start'), late, look, ...Array.from({ length: gone }, (_, i) => withdraws(i))],
        mid: [],
        end: [...all(people, 'end', others), late, look, close],
      });
      return last(world, MOVED);
    };
    const sizes = [12, 20, 30, 50, 100];
    // all answer both times
    expect(sizes.map((people) => told(people, 0, 0))).toEqual([12, 20, 30, 50, 100]);
    // one withdraws
    expect(sizes.map((people) => told(people, 0, 1))).toEqual([7, 15, 25, 45, 95]);
    // two withdraw and three do not answer again
    expect(sizes.map((people) => told(people, 3, 2))).toEqual([7, 15, 25, 45, 95]);
    // three withdraw and a tenth does not answer again
    expect(sizes.map((people) => told(people, people / 10, 3))).toEqual([7, 15, 24, 42, 87]);
  });
});
