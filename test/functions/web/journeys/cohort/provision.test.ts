import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { provisionInWords } from '#web/journeys/cohort/provision.ts';

const { schools } = await sampleCohort('lesson-study');
const [lower] = schools as [School];
const provision = lower.provision as Provision;

describe('what a school plans with, in words', () => {
  it('counts what its files say', () => {
    expect(schools.map(provisionInWords)).toEqual([
      '6 timetables, 2 cover people, supply up to £600, closed on 1 day',
      '6 timetables, 3 cover people, supply up to £800',
      '6 timetables, 3 cover people, supply up to £900',
    ]);
  });

  it('says what is not there', () => {
    const [first = '', ...others] = Object.keys(provision.timetables);
    const timetables = Object.fromEntries(others.map((email) => [email, provision.timetables[email] ?? []]));
    const bare = { ...provision, timetables, cover: [], supply: undefined, closures: [] };
    expect(first).not.toBe('');
    expect(provisionInWords({ ...lower, provision: bare })).toBe(
      '5 timetables for 6 teachers, no cover people, no supply',
    );
    const early = { ...provision, periods: provision.periods.filter(({ kind }) => kind !== 'after') };
    expect(provisionInWords({ ...lower, provision: early })).toContain('no time after school');
  });

  it('says that a school without timetables plans by hand', () => {
    expect(provisionInWords({ teachers: lower.teachers })).toBe('No timetables: plans by hand');
    expect(provisionInWords({ ...lower, provision: { ...provision, timetables: {} } })).toMatch(/by hand/);
  });
});
