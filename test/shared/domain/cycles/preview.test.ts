import { describe, expect, it } from 'vitest';
import { localDate, localTime } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { type Disturbance, type DisturbancePreview, disturb, disturbancePreview } from '#domain/cycles/preview.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { moveSession, planSession } from '#domain/sessions/acts.ts';
import { sessionPreview } from '#domain/sessions/preview.ts';
import { releases } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { agrees, byHandSchool, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import { at, moves } from '#test/support/date-moves.ts';
import { given, sentAfter } from '#test/support/given.ts';

const school = coverSchool().at('2026-10-01T10:00').decides();

const follows = (it: Disturbance, place = school): DisturbancePreview => {
  const preview = disturbancePreview(place.partnership, place.cohort, it, place.now);
  if ('refused' in preview) throw new Error(preview.refused.sentence);
  return preview;
};
const closing = (date: string): Disturbance => ({ what: 'close', closure: { date, why: 'Snow' } });
const away = (who: string, from: string, until?: string): Disturbance => ({
  what: 'away',
  absence: { who, from, until },
});

/** Who hears of it by email in the end, where the planner calls off whatever is hit. */
function heard(it: Disturbance, { hit }: DisturbancePreview): readonly string[] {
  const done = school.does((p, cohort, now) => disturb(p, cohort, it, now));
  const without = hit.map(({ cycle }) => cycle.id);
  const agreed = done
    .does(proposes(proposalFor(done, without)))
    .does(agrees)
    .until('2026-10-01T16:30');
  return sentAfter(agreed, '2026-10-01T10:00')
    .filter((line) => /cycles-changed|cover-changed/.test(line))
    .map((line) => line.split(' to ')[1] ?? '');
}

describe('what follows when a school is closed on a day', () => {
  it.each(['2026-10-05', '2026-10-08', '2026-10-13', '2027-02-25'])('%s: whom it names is who hears of it', (date) => {
    const preview = follows(closing(date));
    expect(preview.hit.length).toBeGreaterThan(0);
    expect([...preview.told].sort()).toEqual([...heard(closing(date), preview)].sort());
    expect([preview.plan, preview.asked]).toEqual(['planned-anew', ['link']]);
  });

  it('names sessions, cover that is free, and what is asked and chased no longer', () => {
    const { hit, duties, hires, owed, cover } = follows(closing('2026-10-08'));
    expect(hit.map(({ cycle, parts }) => [cycle.id, parts])).toEqual([
      ['cycle-1-1', ['lesson', 'debrief']],
      ['cycle-2-1', ['planning']],
    ]);
    expect(duties.map(({ duty }) => duty.by).sort()).toEqual(['cover-1', 'cover-2', 'cover-2', 'supply-1']);
    expect(hires.map(({ unit, half }) => [unit, half])).toEqual([['supply-1', 'morning']]);
    // its cover has been asked for already: nobody is reminded of it
    expect(owed.flatMap(({ of, chases }) => chases.map((c) => [of.id, c.act, c.new]))[0]).toEqual([
      'cycle-1-1-lesson-cover',
      'remind',
      undefined,
    ]);
    expect(cover).toEqual([]);
    expect(follows(closing('2027-02-25')).cover.map(({ id }) => id)).toEqual(['cycle-1-4-lesson-cover']);
  });

  it('is nothing where nothing is planned', () => {
    const { hit, plan, asked, told } = follows(closing('2026-10-09'));
    expect([hit, plan, asked, told]).toEqual([[], 'stands', [], []]);
  });
});

describe('what follows when someone cannot come', () => {
  it('names whose sessions or cover it hits, and whom it tells', () => {
    for (const it of [
      away('cover-1', '2026-10-08', '2026-10-08'),
      away('supply', '2026-10-13', '2026-10-13'),
      away('teacher-2', '2027-01-01'),
    ]) {
      const preview = follows(it);
      expect(preview.hit.length).toBeGreaterThan(0);
      expect([...preview.told].sort()).toEqual([...heard(it, preview)].sort());
    }
  });

  it('names of cover the lesson alone in which it is needed', () => {
    const { hit, duties } = follows(away('cover-1', '2026-10-08', '2026-10-08'));
    expect(hit.map(({ cycle, parts }) => [cycle.id, parts])).toEqual([['cycle-1-1', ['lesson']]]);
    expect(duties.map(({ duty }) => [duty.by, duty.kind])).toEqual([['cover-1', 'cover']]);
  });

  it('names who steps in at once where cover is lost within a school day, and nobody where there is time to plan', () => {
    const lost = away('cover-1', '2026-10-08', '2026-10-08');
    expect(follows(lost).steppingIn).toEqual([]);
    const soon = follows(lost, school.until('2026-10-07T10:00'));
    expect(soon.steppingIn.map(({ cycle, duty }) => [cycle.id, duty.by, duty.whom])).toEqual([
      ['cycle-1-1', 'cover-2', 'teacher-2'],
    ]);
    expect(soon.duties.map(({ duty }) => duty.by)).toEqual(['cover-1']);
  });

  it('makes a new plan where no one has agreed to the old one, and leaves one alone that is not there yet', () => {
    expect(follows(away('teacher-2', '2026-10-01', '2026-10-01'), byHandSchool()).plan).toBe('stands');
  });
});

describe('where people meet in sessions of two', async () => {
  const sample = await sampleCohort('coaching-package');
  const cohort = { ...sample.cohort, stage: 'launched' as const };
  const begun = given(cohort, { ...(sample.schools[0] as School), sessions: [] })
    .at('2026-09-07T08:00')
    .decides()
    .does(releases('sign-agreement'));
  const plan = {
    coach: 'coach-1',
    teacher: 'teacher-1',
    date: '2026-09-15',
    start: '09:00',
    end: '10:00',
    place: '',
    focus: '',
  };
  const planned = begun.does((p, its, now) => planSession(p, its, plan, now));
  const session = planned.partnership.sessions.at(-1);

  it('a moved one shows what its report is asked, due and chased by, and when both hear', () => {
    if (!session) throw new Error('no session');
    const moved = planned.does((p, its, now) =>
      moveSession(p, its, session.id, { ...plan, date: '2026-10-15' }, 'Ill', 'coach-1', now),
    );
    const to = moved.partnership.sessions.find(({ id }) => id === session.id);
    if (!to) throw new Error('no session');
    const preview = sessionPreview(planned.partnership, cohort, session, to, planned.now);
    expect(preview?.asked).toEqual({ old: '2026-09-15T09:00:00Z', new: '2026-10-15T09:00:00Z' });
    expect(preview?.due).toEqual({ old: '2026-09-16T09:00:00Z', new: '2026-10-16T09:00:00Z' });
    expect(preview?.told.people).toEqual(['coach-1', 'teacher-1']);
    expect(preview?.told.at).toBeDefined();
    const gone = moved.decides().until('2026-10-20T12:00').sent;
    const when = (kind: string) =>
      gone.filter((line) => line.includes(`${kind} to coach-1`)).map((line) => line.slice(0, 16));
    const local = (instant = '') => `${localDate(instant)} ${localTime(instant)}`;
    expect(when('session-invitation')[0]).toBe(local(preview?.told.at));
    expect(when('session-ended')).toEqual([local(preview?.asked.new)]);
    expect(when('report-nudge')).toEqual(
      preview?.chases.filter(({ act }) => act === 'nudge').map((chase) => local(chase.new)),
    );
  });

  it('those before a later launch are named', () => {
    const opened = {
      cohort: { ...cohort, launched: '2026-09-01T09:00:00Z' },
      partnership: openPartnership(cohort, sample.schools[0] as School),
      now: '',
    };
    const before = at(opened, '2026-09-03T10:00');
    const early = { ...before, partnership: { ...before.partnership, sessions: session ? [session] : [] } };
    const moved = moves(early, { launch: '2026-09-21' });
    const { schools } = previewOf({ cohort: early.cohort, partnerships: [early.partnership] }, moved.cohort, early.now);
    expect(schools[0]?.early.map(({ id }) => id)).toEqual([session?.id]);
  });
});
