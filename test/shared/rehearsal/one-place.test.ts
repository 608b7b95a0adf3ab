import { describe, expect, it } from 'vitest';
import { isAhead } from '#domain/cycles/cycle.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, overlap } from '#domain/people/busy.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { ImpossibleStory, readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { sharedCover } from '#test/support/shared-cover.ts';

/** Of all cycles that were ever agreed, also of those that are over, when who covers was needed. */
function duties({ cycles, provision }: Partnership): readonly Pick<BusyTime, 'address' | 'from' | 'until'>[] {
  return cycles
    .filter((c) => c.state !== 'cancelled')
    .flatMap((c) =>
      c.duties.flatMap((duty) => {
        const part = [c.planning, c.lesson, c.debrief].find(
          ({ start, period }) => start.local.slice(0, 10) === duty.date && period === duty.period,
        );
        const email = provision?.cover.find(({ id }) => id === duty.by)?.email;
        return part && email ? [{ address: email, from: part.start.at, until: part.end.at }] : [];
      }),
    );
}

describe('a rehearsal of schools that share people', () => {
  it('has nobody in two places, as the product would, and every cycle is agreed all the same', async () => {
    const { partnerships } = rehearse({ ...(await sharedCover()), cast: 'prompt' });
    const [first = [], second = []] = partnerships.map(duties);
    expect([first.length > 0, second.length > 0]).toEqual([true, true]);
    const met = first.filter((a) => second.some((b) => a.address === b.address && overlap(a, b)));
    expect(met).toEqual([]);
    expect(partnerships.map(({ cycles }) => cycles.length)).toEqual([8, 8]);
    expect(partnerships.map(({ cycles }) => cycles.filter(isAhead).length)).toEqual([0, 0]);
  });

  it('refuses a coach at one school whom another has then, and says no more than that they are not free', async () => {
    const { cohort, schools } = await sampleCohort('coaching-package');
    const [one, other] = schools;
    const coach = one?.coaches?.[0];
    const both = schools.slice(0, 2).map((school) => ({ ...school, coaches: coach ? [coach] : [], sessions: [] }));
    const plans = (urn: string | undefined, teacher: string | undefined, start: string, end: string) => ({
      at: '2026-10-01T10:00',
      who: coach?.email,
      urn,
      does: 'plan-session',
      teacher,
      date: '2026-10-08',
      start,
      end,
    });
    const play = (start: string, end: string) =>
      rehearse({
        cohort: { ...cohort, schoolCount: 2 },
        schools: both,
        cast: 'prompt',
        story: readStory(
          JSON.stringify([
            { at: '2026-09-01T08:00', who: coach?.email, does: 'is', cast: 'prompt' },
            plans(one?.urn, one?.teachers[0]?.email, '09:00', '10:00'),
            { ...plans(other?.urn, other?.teachers[0]?.email, start, end), at: '2026-10-01T10:05' },
          ]),
        ),
      });
    expect(() => play('09:30', '10:30')).toThrow(ImpossibleStory);
    expect(() => play('09:30', '10:30')).toThrow(`${coach?.name} is not free then`);
    expect(() => play('10:00', '11:00')).not.toThrow();
  });
});
