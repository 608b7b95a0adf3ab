import { describe, expect, it } from 'vitest';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { cohortNextAt, decideCohort } from '#domain/cohort/round.ts';
import { launchMoment, termDate } from '#domain/dates/timeline.ts';
import { readyToSend } from '#domain/messages/timing.ts';
import type { Stage } from '#domain/partnership/partnership.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort();
const launched: Cohort = { ...cohort, stage: 'launched' };
const all = (stage: Stage) => schools.map(() => stage);
const kinds = (it: Cohort) => it.outbox.map((m) => m.kind);

const MORNING = '2026-09-07T07:00:00Z';
const begun = decideCohort(launched, all('invited'), MORNING);
const sent: Cohort = { ...begun, outbox: [] };

describe('the turns of a cohort', () => {
  it('tells the lead once that it has begun', () => {
    expect(decideCohort(launched, all('invited'), '2026-09-07T06:59:59Z')).toBe(launched);
    expect(kinds(begun)).toEqual(['cohort-launched']);
    expect(decideCohort(begun, all('invited'), MORNING)).toBe(begun);
    expect(decideCohort(sent, all('invited'), '2026-09-08T07:00:00Z')).toBe(sent);
  });

  it('does nothing before it is launched', () => {
    expect(decideCohort(cohort, [], '2026-10-07T07:00:00Z')).toBe(cohort);
    expect(cohortNextAt(cohort, MORNING)).toBeUndefined();
  });

  it('closes when every school has ended, however it ended', () => {
    const noon = '2027-06-24T11:00:00Z';
    expect(decideCohort(sent, ['completed', 'declined', 'active'], noon)).toBe(sent);
    expect(decideCohort(sent, ['completed', 'declined'], noon)).toBe(sent);
    const closed = decideCohort(sent, ['completed', 'declined', 'lapsed'], noon);
    expect(closed.stage).toBe('closed');
    expect(kinds(closed)).toEqual(['cohort-summary']);
    expect(decideCohort(closed, ['completed', 'declined', 'lapsed'], noon)).toBe(closed);
    expect(cohortNextAt({ ...closed, outbox: [] }, noon)).toBeUndefined();
  });

  it('looks an hour after the schools’ own mornings, from the timeline’s last day on', () => {
    expect(cohortNextAt(launched, '2026-09-01T09:00:00Z')).toBe(MORNING);
    expect(cohortNextAt(sent, MORNING)).toBe('2027-06-24T08:00:00Z');
    expect(cohortNextAt(sent, '2027-06-24T08:00:00Z')).toBe('2027-06-25T08:00:00Z');
    expect(cohortNextAt(sent, '2027-06-25T08:00:00Z')).toBe('2027-06-28T08:00:00Z');
  });

  it('sends again what was claimed an hour ago and never heard of', () => {
    const claimed = begun.outbox.map((m) => ({ ...m, state: 'claimed' as const, claimed: MORNING, attempts: 1 }));
    const stuck: Cohort = { ...begun, outbox: claimed };
    expect(cohortNextAt(stuck, MORNING)).toBe('2026-09-07T08:00:00Z');
    expect(decideCohort(stuck, all('invited'), '2026-09-07T07:59:59Z')).toBe(stuck);
    const after = decideCohort(stuck, all('invited'), '2026-09-07T08:00:00Z');
    expect(readyToSend(after.outbox, cohort.calendar, '2026-09-07T08:00:00Z')).toEqual(
      begun.outbox.map(({ key }) => key),
    );
  });

  it('leaves what failed at the end of a day until the post opens again', () => {
    expect(cohortNextAt(begun, '2026-09-07T16:30:00Z')).toBe('2026-09-08T06:30:00Z');
  });
});

describe('the moment of launch', () => {
  const at = (launch: string, pressed?: string) => launchMoment({ ...cohort, launch, launched: pressed });

  it('is the launch morning, or the next school morning', () => {
    expect(at('2026-09-07')).toBe(MORNING);
    expect(at('2026-09-05')).toBe(MORNING);
    expect(at('2026-10-26')).toBe('2026-11-02T08:00:00Z');
  });

  it('is when the lead pressed, if that was later', () => {
    expect(at('2026-09-07', '2026-09-04T10:00:00Z')).toBe(MORNING);
    expect(at('2026-09-07', '2026-09-07T11:15:00Z')).toBe('2026-09-07T11:15:00Z');
    expect(at('2026-09-07', '2026-09-11T20:00:00Z')).toBe('2026-09-14T07:00:00Z');
  });

  it('chooses the term in which it falls as the first', () => {
    expect(termDate(cohort, { term: 'first', schoolDaysBeforeEnd: 0 })).toBe('2026-12-18');
    expect(termDate({ ...cohort, launch: '2027-01-11' }, { term: 'first', schoolDaysBeforeEnd: 0 })).toBe('2027-03-25');
    expect(termDate(cohort, { term: 'last', schoolDaysBeforeEnd: 1 })).toBe('2027-07-20');
  });
});

describe('a partnership at launch', () => {
  it('has the people and groups of the files', () => {
    const p = openPartnership(cohort, schools[2] as School);
    expect(p.people.slice(0, 3).map(({ id, role, name }) => [id, role, name])).toEqual([
      ['link', 'link', 'Kwabena Asante'],
      ['head', 'head', 'Saoirse Devane'],
      ['cover', 'cover', 'Beatriz Lourenço'],
    ]);
    expect(p.groups.map((g) => g.members.length)).toEqual([3, 3]);
    expect(new Set(p.groups.flatMap((g) => g.members)).size).toBe(6);
    expect(openPartnership(cohort, { ...(schools[0] as School), teachers: [] }).groups).toEqual([]);
  });
});
