import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { reportGone } from '#domain/people/acts.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort('coaching-package');
const [school] = schools as readonly [School];
const pressed = given({ ...cohort, programme: coachingPackage, launch: '2026-09-28' }, school).at('2026-09-07T10:00');
const plan = (date: string) =>
  planSession(
    pressed.partnership,
    pressed.cohort,
    { coach: 'coach-1', teacher: 'teacher-1', date, start: '09:30', end: '10:15', place: '', focus: '' },
    pressed.now,
  );

describe('between the press and the launch', () => {
  it('nothing is due, though people will hear on the launch day of a session soon after it', () => {
    const planned = pressed.does(() => plan('2026-09-30'));
    expect(planned.refused).toBeUndefined();
    expect(planned.next).toBe('2026-09-28T07:00:00Z');
    expect(planned.at('2026-09-20T10:00').next).toBe('2026-09-28T07:00:00Z');
    expect(planned.until('2026-09-28T12:00').sent).toContain('2026-09-28 08:00 sessions-wait to coach-1');
  });

  it('no one is chased for naming a successor, and the school is not due for it', () => {
    const gone = pressed.does((p, its, now) => reportGone(p, its, 'head', 'left', now)).until('2026-09-27T12:00');
    expect(gone.sent).toEqual(['2026-09-07 10:00 successor-request to link: name-successor-head']);
    expect(gone.next).toBe('2026-09-28T07:00:00Z');
  });

  it('no session is planned for a day before the launch: no one would ask for its report', () => {
    expect(plan('2026-09-25')).toEqual({
      refused: { why: 'not-now', sentence: 'The programme begins after that. Choose a later day.' },
    });
  });
});
