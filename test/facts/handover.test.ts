import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { replacePerson } from '#domain/people/acts.ts';
import type { PersonId } from '#domain/people/person.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { coverSchool, manager, plannedSchool } from '#test/support/cover-school.ts';
import { type Given, given } from '#test/support/given.ts';
import { lastLetter } from '#test/support/written.ts';

const jo = { name: 'Jo Successor', email: 'jo@example.org' };

const follows =
  (seat: PersonId): JudgedAct =>
  (p, cohort, now) =>
    replacePerson(p, cohort, seat, jo, '2026-01-01', 'lead', now);

/** The link of a handover to the page of all that is theirs, as it is called; undefined where it has none. */
async function pageIn(it: Given, seat: PersonId): Promise<string | undefined> {
  const { blocks } = await lastLetter(it.does(follows(seat)), 'handover', seat);
  return blocks.flatMap((b) => (b.is === 'link' && b.url.includes('/sessions/') ? [b.text] : [])).at(-1);
}

const coaching = await sampleCohort('coaching-package');
const [school] = coaching.schools as [School];
const unplanned = given(coaching.cohort, { ...school, sessions: [] })
  .at('2026-09-14T08:00')
  .decides()
  .does(signs)
  .does(countersigns);
const plans: JudgedAct = (p, cohort, now) =>
  planSession(
    p,
    cohort,
    {
      coach: 'coach-1',
      teacher: 'teacher-1',
      place: 'Room 4',
      focus: '',
      date: '2026-10-12',
      start: '15:30',
      end: '16:30',
    },
    now,
  );

describe('a handover leads to the page of all that is somebody’s', () => {
  it('where their sessions, cycles or cover are', async () => {
    const planned = unplanned.does(plans);
    expect(planned.refused).toBeUndefined();
    for (const seat of ['coach-1', 'teacher-1'])
      expect(await pageIn(planned, seat)).toBe('See everything that is yours');
    for (const seat of ['teacher-1', 'cover'])
      expect(await pageIn(coverSchool(), seat)).toBe('See everything that is yours');
  });

  it('where a coach without sessions plans them', async () => {
    expect(await pageIn(unplanned, 'coach-1')).toBe('Plan your sessions');
  });

  it('and to none where there is nothing to see', async () => {
    expect(await pageIn(unplanned, 'teacher-1')).toBeUndefined();
    expect(await pageIn(plannedSchool(), 'teacher-1')).toBeUndefined();
    expect(await pageIn(plannedSchool(), 'cover')).toBeUndefined();
    expect(await pageIn(plannedSchool(), 'link')).toBeUndefined();
  });

  it('which of cover is whose who sees to it', async () => {
    expect(coverSchool().partnership.people.some(({ email }) => email === manager.email)).toBe(true);
    expect(await pageIn(coverSchool(), 'link')).toBeUndefined();
    expect(await pageIn(coverSchool(), 'head')).toBeUndefined();
  });
});
