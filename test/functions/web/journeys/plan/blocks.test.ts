import { describe, expect, it } from 'vitest';
import type { Obstacle, Relief } from '#domain/cycles/plan.ts';
import { plannedSchool } from '#test/support/cover-school.ts';
import { nearestInWords } from '#web/journeys/plan/blocks.ts';
import { wayOutInWords } from '#web/journeys/plan/wished.ts';

const { partnership, cohort } = plannedSchool();
const said = (...blocks: Obstacle[]) =>
  nearestInWords(
    { partnership, cohort },
    { group: 'Triad 1', nth: 1, nearest: [{ date: '2026-11-12', period: '3', blocks }] },
  );
const on = 'Thursday 12 November 2026, period 3: ';

describe('what stands in the way', () => {
  it('is said once for all whom it is about', () => {
    expect(said({ kind: 'cover-used', who: ['cover-1'] }, { kind: 'cover-used', who: ['cover-2'] })).toEqual([
      `${on}both cover people are already used`,
    ]);
    expect(
      said(
        { kind: 'cover-used', who: ['cover-2'] },
        { kind: 'ppa', who: ['teacher-1'] },
        { kind: 'cover-used', who: ['supply-1'], hired: 1 },
      ),
    ).toEqual([`${on}Dilys Makebelieve and supply teacher 1 are already used, Chosen Teacher 1 has PPA`]);
  });

  it('names limits, distances and reasons as they were given', () => {
    const cases: readonly (readonly [Obstacle, string])[] = [
      [
        { kind: 'cover-limit-day', who: ['cover-1'] },
        'Corin Standfast already covers as much as agreed for one day (two periods)',
      ],
      [
        { kind: 'cover-limit-week', who: ['cover-1', 'cover-2'] },
        'both cover people already cover as much as agreed for one week (six periods)',
      ],
      [{ kind: 'no-planning-time' }, 'there is no time for a planning meeting 2 to 7 days before'],
      [{ kind: 'too-close-to-neighbour' }, 'the group has another research lesson less than 10 days away'],
      [
        { kind: 'member-away', who: ['teacher-1', 'teacher-2'] },
        'Chosen Teacher 1 and Chosen Teacher 2 are not in school',
      ],
      [{ kind: 'own-session-then', who: [''] }, 'the group has another session then'],
      [{ kind: 'closure' }, 'no pupils come to school'],
      [{ kind: 'supply-budget' }, 'the budget for supply is used up'],
    ];
    for (const [block, words] of cases) expect(said(block)).toEqual([on + words]);
  });
});

describe('a way out', () => {
  it('has its price and what it holds', () => {
    const cases: readonly (readonly [Relief, number, string])[] = [
      [
        { kind: 'cover-limit-day', who: 'cover-1', by: 1 },
        0,
        'Corin Standfast may cover one more period a day: no cost',
      ],
      [{ kind: 'budget', by: 1100 }, 1100, '£1,100 more for supply: £1,100'],
      [
        { kind: 'borrow', who: 'teacher-4', date: '2026-11-12', period: '3' },
        0,
        'Chosen Teacher 4 takes a class on Thursday 12 November 2026, period 3, free until now: no cost',
      ],
    ];
    for (const [relief, pounds, words] of cases)
      expect(wayOutInWords(partnership, { relief, pounds, holds: 2 })).toBe(`${words}, holds 2 more cycles`);
  });
});
