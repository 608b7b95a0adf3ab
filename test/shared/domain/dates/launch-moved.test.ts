import { describe, expect, it } from 'vitest';
import type { Dates, School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { moveCohort } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { at, closed, due, lives, moves, type Place, turns, undoes } from '#test/support/date-moves.ts';
import { invited } from '#test/support/first-school.ts';

const { cohort: drafted, schools } = await sampleCohort('lesson-study');
const cohort = { ...drafted, stage: 'launched' as const, launched: '2026-09-01T09:00:00Z' };
const opened = { cohort, partnership: openPartnership(cohort, schools[0] as School), now: '' };

/** The invitations go on Monday 7 September. */
const before = at(opened, '2026-09-03T10:00');
const later = { launch: '2026-09-14' };

const refused = (place: Place, change: Partial<Dates>) => {
  const moved = moveCohort(place.cohort, { ...datesOf(place.cohort), ...change }, 'lead', place.now);
  return 'refused' in moved ? moved.refused.sentence : undefined;
};

describe('the launch day, while it is to come', () => {
  it('is moved like other dates: what will change is shown first', () => {
    const moved = moves(before, later);
    const [school] = previewOf({ cohort, partnerships: [before.partnership] }, moved.cohort, before.now).schools;
    expect(school?.steps.map(({ step, opens, due }) => [step.key, opens, due])[0]).toEqual([
      'sign-agreement',
      { old: '2026-09-07T07:00:00Z', new: '2026-09-14T07:00:00Z' },
      { old: '2026-09-21T16:00:00Z', new: '2026-09-28T16:00:00Z' },
    ]);
    expect(school?.told).toEqual([]);
  });

  it('and then the school is invited on the new day, and not before', () => {
    const { sent, partnership } = lives(moves(before, later), '2026-09-15T12:00');
    expect(sent).toEqual(['2026-09-14 agreement-request to link']);
    expect(due(partnership, 'sign-agreement')).toBe('2026-09-28T17:00');
  });

  it('may be sooner', () => {
    expect(lives(moves(before, { launch: '2026-09-04' }), '2026-09-05T12:00').sent).toEqual([
      '2026-09-04 agreement-request to link',
    ]);
  });

  it('moves in the last minutes too, and nothing goes by the old day', () => {
    const place = at(before, '2026-09-07T07:55');
    const moved = moves(place, later);
    expect(lives(moved, '2026-09-08T12:00').sent).toEqual([]);
    expect(nextMoment(moved.partnership, moved.cohort, '2026-09-07T07:01:00Z')).toBe('2026-09-07T07:05:00Z');
  });

  it('follows when its day is closed, as the cohort does', () => {
    const moved = moves(before, closed('2026-09-07'));
    const { partnership } = turns(at(moved, '2026-09-04T10:10'));
    expect(partnership.launch).toBe(launchMoment(moved.cohort));
  });

  it('is as it was when that is undone', () => {
    const { partnership, cohort: after } = turns(undoes(at(turns(moves(before, later)), '2026-09-03T10:05')));
    expect([partnership.launch, after.launch]).toEqual([before.partnership.launch, cohort.launch]);
  });

  it('must be a school day to come, before the programme closes', () => {
    expect(refused(before, { launch: '2026-09-03' })).toBe('The launch day must be later than today.');
    expect(refused(before, { launch: '2026-09-12' })).toBe('The launch day must be a school day.');
    expect(refused(before, { launch: '2026-10-08', closes: '2026-10-01' })).toBe(
      'The programme must close later than it begins.',
    );
  });

  it('moves no more once the invitations have gone', () => {
    expect(refused(at(invited, '2026-09-08T10:00'), later)).toBe(
      'The invitations have gone, so the launch day can no longer be moved.',
    );
  });
});
