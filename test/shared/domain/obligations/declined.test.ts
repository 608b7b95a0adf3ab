import { expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { isPending } from '#domain/sessions/session.ts';
import { decide } from '#domain/turn/decide.ts';
import { declines } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort('coaching-package');

it('a school that declines between what was decided and what is sent hears nothing of that any more', () => {
  // a week before the first session its coach hears that it waits for the agreement
  const school = given(cohort, schools[0] as School)
    .until('2026-09-25T12:00')
    .at('2026-09-28T08:00');
  const decided = decide(school.partnership, school.cohort, school.now).partnership;
  expect(decided.outbox.map((m) => m.kind)).toContain('sessions-wait');
  const no = declines(decided, school.cohort, school.now);
  if ('refused' in no) throw new Error(no.refused.sentence);
  expect(no.partnership.outbox.filter((m) => m.to !== 'lead')).toEqual([]);
  const after = decide(no.partnership, school.cohort, school.now).partnership;
  expect(after.stage).toBe('declined');
  expect(after.sessions.filter(isPending)).toEqual([]);
});
