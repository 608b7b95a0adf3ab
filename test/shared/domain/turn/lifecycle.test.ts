import { describe, expect, it } from 'vitest';
import { localDate, localTime } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import {
  answers,
  choosesTeachers,
  countersigns,
  declines,
  extendsTo,
  releases,
  signs,
  triads,
} from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort();
const invited = given(cohort, schools[0] as School)
  .at('2026-09-07T08:00')
  .decides();
const signed = invited.at('2026-09-08T10:00').does(signs).decides();
const agreed = signed.at('2026-09-09T11:00').does(countersigns).decides();
const active = agreed.at('2026-09-10T12:00').does(choosesTeachers).decides();
const started = active.at('2026-09-14T09:30').does(answers('start-questionnaire')).decides();

const due = (it: typeof invited, id: string) => it.obligation(id).due.local;

describe('the lifecycle of a partnership', () => {
  it('begins on the launch morning, not before', () => {
    const before = given(cohort, schools[0] as School)
      .at('2026-09-07T07:59')
      .decides();
    expect(before.changed).toEqual([]);
    expect(before.next).toBe('2026-09-07T07:00:00Z');
    expect(invited.changed).toEqual(['launched', 'opened sign-agreement']);
    expect(invited.said).toEqual(['agreement-request to link: sign-agreement']);
    expect(due(invited, 'sign-agreement')).toBe('2026-09-21T17:00');
    expect(invited.partnership.stage).toBe('invited');
  });

  it('asks the lead to countersign once the school has signed', () => {
    expect(signed.changed).toEqual(['opened countersign']);
    expect(signed.said).toEqual(['countersign-request to lead: countersign']);
    expect(due(signed, 'countersign')).toBe('2026-09-15T17:00');
    expect(signed.partnership.stage).toBe('invited');
    expect(signed.partnership.signatures).toMatchObject([
      { party: 'school', name: 'Rhodri Pugh', role: 'Deputy head' },
    ]);
    expect(signed.partnership.lastSignOfLife).toBe('2026-09-08T09:00:00Z');
  });

  it('sends both the signed copy, and asks for teachers', () => {
    const sent = agreed.sent.slice(2);
    expect(sent).toEqual([
      '2026-09-09 11:00 signed-agreement to lead: countersign',
      '2026-09-09 11:00 signed-agreement to link: countersign',
      '2026-09-09 11:00 teachers-request to link: choose-teachers',
    ]);
    expect(agreed.partnership.stage).toBe('agreed');
    expect(agreed.partnership.lastSignOfLife).toBe('2026-09-08T09:00:00Z');
    expect(due(agreed, 'choose-teachers')).toBe('2026-09-23T17:00');
  });

  it('takes the teachers that the link chose in place of those imported', () => {
    expect(active.partnership.stage).toBe('active');
    expect(active.partnership.people.filter((p) => p.role === 'teacher').map((p) => p.name)).toEqual(
      triads.flatMap((g) => g.members.map((m) => m.name)),
    );
    expect(active.partnership.groups).toEqual([
      { name: 'Triad 1', members: ['teacher-1', 'teacher-2', 'teacher-3'] },
      { name: 'Triad 2', members: ['teacher-4', 'teacher-5', 'teacher-6'] },
    ]);
    expect(active.said).toEqual(['questionnaire-request to link: start-questionnaire']);
  });

  it('asks the mid and end questionnaires on their days of the terms', () => {
    const mid = started.until('2026-11-27T07:59');
    expect(mid.sent).toEqual(started.sent);
    const asked = mid.until('2026-11-27T08:00');
    expect(asked.sent.at(-1)).toBe('2026-11-27 08:00 questionnaire-request to link: mid-questionnaire');
    expect(due(asked, 'mid-questionnaire')).toBe('2026-12-11T17:00');
    const end = asked.does(answers('mid-questionnaire')).until('2027-06-09T08:00');
    expect(end.sent.at(-1)).toBe('2027-06-09 08:00 questionnaire-request to link: end-questionnaire');
    expect(due(end, 'end-questionnaire')).toBe('2027-06-23T17:00');
  });

  it('completes on the first school morning after the last day of its timeline', () => {
    const last = started
      .until('2026-12-01T12:00')
      .does(answers('mid-questionnaire'))
      .until('2027-06-10T12:00')
      .does(answers('end-questionnaire'));
    expect(last.next).toBe('2027-06-24T07:00:00Z');
    const ended = last.until('2027-06-24T08:00');
    expect(ended.partnership.stage).toBe('completed');
    expect(ended.said).toEqual(['school-summary to head', 'school-summary to link']);
    expect(ended.next).toBeUndefined();
    expect(ended.until('2028-01-01T00:00').sent).toEqual(ended.sent);
  });

  it('completes at once when the last answer comes after that day', () => {
    const late = started
      .until('2026-12-01T12:00')
      .does(answers('mid-questionnaire'))
      .until('2027-07-02T21:00')
      .does(answers('end-questionnaire'));
    expect(late.partnership.stage).toBe('active');
    expect(late.next).toBe('2027-07-05T07:00:00Z');
    expect(late.at('2027-07-05T07:40').decides().changed).toEqual([]);
    const ended = late.until('2027-07-05T08:00');
    expect(ended.partnership.stage).toBe('completed');
    expect(ended.sent.slice(-2)).toEqual([
      '2027-07-05 08:00 school-summary to head',
      '2027-07-05 08:00 school-summary to link',
    ]);
  });

  it('gives a late signer ten school days for a mid questionnaire whose day has passed, after the first one’s', () => {
    const late = invited
      .does(extendsTo('sign-agreement', '2026-12-15'))
      .until('2026-12-14T09:00')
      .does(signs)
      .decides()
      .does(countersigns)
      .decides()
      .does(choosesTeachers)
      .decides();
    expect(late.said).toEqual(['questionnaire-request to link: start-questionnaire']);
    // four school days are left of the term, one is an INSET day in January
    expect(due(late, 'start-questionnaire')).toBe('2027-01-13T17:00');
    const unanswered = late.until('2027-01-14T08:00');
    // the reminder of the first one goes with it
    expect(unanswered.said).toContain('questionnaire-request to link: mid-questionnaire, start-questionnaire');
    expect(due(unanswered, 'mid-questionnaire')).toBe('2027-01-28T17:00');
    const answered = late.at('2026-12-16T10:00').does(answers('start-questionnaire')).until('2026-12-17T08:00');
    expect(answered.said).toContain('questionnaire-request to link: mid-questionnaire');
  });

  it('lets what a school still owes lapse when the cohort closes', () => {
    const silent = started.until('2027-07-21T08:00');
    expect(silent.partnership.stage).toBe('completed');
    expect(silent.changed).toEqual(['lapsed mid-questionnaire', 'lapsed end-questionnaire', 'completed']);
    expect(silent.said).toEqual(['school-summary to head', 'school-summary to link']);
    expect(silent.next).toBeUndefined();
  });

  it('tells a school that has not signed in time that it takes no part, and nothing at the end', () => {
    const never = invited.until('2026-11-30T08:00');
    expect(never.partnership.stage).toBe('lapsed');
    expect(never.changed).toEqual(['signing-over', 'lapsed sign-agreement']);
    expect(never.said).toEqual(['signing-over to lead', 'signing-over to link']);
    expect(never.until('2027-08-01T08:00').sent).toEqual(never.sent);
    // one that could sign until the end
    const longer = invited.does(extendsTo('sign-agreement', '2027-07-20')).until('2027-07-21T08:00');
    expect(longer.partnership.stage).toBe('lapsed');
    expect(longer.changed).toEqual(['lapsed sign-agreement', 'lapsed']);
    expect(longer.said).toEqual([]);
  });

  it('ends when a school declines, and tells the lead', () => {
    const no = invited.at('2026-09-09T10:00').does(declines);
    expect(no.changed).toEqual(['declined', 'released sign-agreement', 'declined']);
    expect(no.said).toEqual(['declined to lead: sign-agreement']);
    expect(no.partnership.declined).toEqual({ reason: 'No time this year', at: '2026-09-09T09:00:00Z' });
    expect(no.partnership.lastSignOfLife).toBe('2026-09-09T09:00:00Z');
    expect(no.next).toBeUndefined();
    expect(no.until('2027-08-01T08:00').sent).toEqual(no.sent);
  });

  it('refuses what was done, was not asked, or is over', () => {
    expect(signed.does(signs).refused).toBe('already');
    expect(signed.does(declines).refused).toBe('already');
    expect(invited.does(countersigns).refused).toBe('not-asked');
    expect(invited.does(answers('start-questionnaire')).refused).toBe('not-asked');
    expect(agreed.does(answers('choose-teachers')).refused).toBe('not-asked');
    const no = invited.does(declines);
    expect(no.does(signs).refused).toBe('released');
    expect(no.does(countersigns).refused).toBe('ended');
    const closed = invited.until('2027-07-21T08:00');
    expect(closed.does(signs).refused).toBe('lapsed');
    expect(invited.does(releases('sign-agreement')).does(signs).refused).toBe('released');
  });

  it('keeps what is done at night and on Sunday, and writes on Monday morning', () => {
    const night = invited.at('2026-09-13T02:15').does(signs).decides();
    expect(night.said).toEqual([]);
    expect(night.next).toBe('2026-09-14T07:00:00Z');
    expect(night.until('2026-09-14T08:00').sent.at(-1)).toBe(
      '2026-09-14 08:00 countersign-request to lead: countersign',
    );
    const copies = signed.at('2026-09-08T19:00').does(countersigns).decides();
    expect(copies.said).toEqual([]);
    expect(copies.until('2026-09-09T08:00').sent.slice(2)).toEqual([
      '2026-09-09 08:00 signed-agreement to lead: countersign',
      '2026-09-09 08:00 signed-agreement to link: countersign',
      '2026-09-09 08:00 teachers-request to link: choose-teachers',
    ]);
  });

  it('has 08:00 in London when the clocks have gone back and forward', () => {
    for (const [before, morning, instant] of [
      ['2026-10-23T18:00', '2026-11-02', '2026-11-02T08:00:00Z'],
      ['2027-03-25T18:00', '2027-04-12', '2027-04-12T07:00:00Z'],
    ] as const) {
      const it = invited
        .does(extendsTo('sign-agreement', '2027-04-30'))
        .until(before)
        .does(signs)
        .until(`${morning}T12:00`);
      const asked = it.obligation('countersign').opened;
      expect(asked).toBe(instant);
      expect([localDate(asked), localTime(asked)]).toEqual([morning, '08:00']);
    }
  });

  it('holds up no other school by being late', () => {
    const others = schools.slice(1).map((school) => given(cohort, school).until('2026-09-30T12:00').sent);
    expect(others[0]).toEqual(others[1]);
    expect(others[0]?.[0]).toBe('2026-09-07 08:00 agreement-request to link: sign-agreement');
  });
});

describe('releasing', () => {
  it('opens what follows', () => {
    const it = agreed.at('2026-09-11T10:00').does(releases('choose-teachers')).decides();
    expect(it.partnership.stage).toBe('active');
    expect(it.changed).toEqual(['opened start-questionnaire']);
    expect(it.does(releases('choose-teachers')).refused).toBe('already');
  });

  it('lets the lead off countersigning what nobody signed', () => {
    const it = invited.at('2026-09-11T10:00').does(releases('sign-agreement')).decides();
    expect(it.changed).toEqual(['opened countersign', 'released countersign', 'opened choose-teachers']);
    expect(it.said).toEqual(['teachers-request to link: choose-teachers']);
    expect(it.partnership.stage).toBe('agreed');
  });

  it('makes its links stop working', () => {
    expect(invited.obligation('sign-agreement').linkVersion).toBe(1);
    expect(invited.does(releases('sign-agreement')).obligation('sign-agreement').linkVersion).toBe(2);
    expect(signed.obligation('sign-agreement').linkVersion).toBe(1);
  });
});
