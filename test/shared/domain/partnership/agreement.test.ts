import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { toSend } from '#domain/messages/contents.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { countersigns, releases, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';

const sample = await sampleCohort();
const cohort = { ...sample.cohort, programme: coachingPackage };
const school: School = {
  ...(sample.schools[0] as School),
  coaches: ['cass', 'ruben'].map((name) => ({ name, email: `${name}@example.org` })),
};
const invited = given(cohort, school).at('2026-09-07T08:00').decides();
const signed = invited.at('2026-09-08T10:00').does(signs).decides();

const welcomes = ({ partnership, sent }: typeof invited) => [
  ...sent.filter((line) => line.includes('coach-welcome')),
  ...partnership.outbox.filter((m) => m.kind === 'coach-welcome').map((m) => m.key),
];

describe('the welcome to a coach', () => {
  it.each([
    ['has been countersigned', signed.at('2026-09-09T11:00').does(countersigns)],
    ['needs no countersigning', signed.at('2026-09-09T11:00').does(releases('countersign'))],
    ['needs no signing', invited.at('2026-09-09T11:00').does(releases('sign-agreement'))],
  ])('goes once to each when the agreement %s', (_, it) => {
    const later = it.decides().until('2026-09-20T12:00');
    expect(welcomes(later)).toEqual([
      '2026-09-09 11:00 coach-welcome to coach-1',
      '2026-09-09 11:00 coach-welcome to coach-2',
    ]);
  });

  it('waits for a school day, and goes not before', () => {
    expect(welcomes(signed)).toEqual([]);
    const saturday = signed.at('2026-09-12T11:00').does(countersigns).decides();
    expect(saturday.said).toEqual([]);
    expect(welcomes(saturday.until('2026-09-14T08:00'))[0]).toBe('2026-09-14 08:00 coach-welcome to coach-1');
  });

  it('is dropped where the programme has no sessions to plan', () => {
    const message = { kind: 'coach-welcome', to: 'coach-1', about: [] } as const;
    expect(toSend(signed, message, [], '2026-09-14T07:00:00Z')).toEqual({ about: [] });
    expect(toSend({ ...signed, cohort: sample.cohort }, message, [], '2026-09-14T07:00:00Z')).toHaveProperty('dropped');
  });
});
