import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import { neededDuties } from '#domain/cycles/rules.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange } from '#domain/people/confirm-acts.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import { leaveVacant, settleGroup } from '#domain/people/settling.ts';
import { cancelWithdrawal, endSchool, withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { answers, countersigns, type JudgedAct, releases, signs } from '#test/support/acting.ts';
import { byHandSchool, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import { active, cohort, invited, school } from '#test/support/first-school.ts';
import { type Given, given, sentAfter } from '#test/support/given.ts';

const withdraws =
  (seat: PersonId): JudgedAct =>
  (p, c, now) =>
    withdrawPerson(p, c, seat, seat, now);
const settles =
  (choice: GroupChoice, id = 'settle-group-teacher-1'): JudgedAct =>
  (p, c, now) =>
    settleGroup(p, c, id, choice, 'link', now);
const leaves =
  (by: PersonId, from?: string): JudgedAct =>
  (p, c, now) =>
    withdrawSchool(p, c, { by, from }, now);
const stays =
  (by: PersonId): JudgedAct =>
  (p, _c, now) =>
    cancelWithdrawal(p, by, now);
const confirms =
  (by: PersonId): JudgedAct =>
  (p, c, now) =>
    confirmChange(p, c, 'confirm-withdrawal', by, now);
const ends: JudgedAct = (p, _c, now) => endSchool(p, now);

const jo = { name: 'Jo Successor', email: 'jo@example.org' };
const cycle = (it: Given, id: string) => it.partnership.cycles.find((c) => c.id === id);

describe('a teacher who withdraws', () => {
  const without = coverSchool().until('2026-09-15T10:00').does(withdraws('teacher-1'));

  it('is told so, and nothing more; the link says what happens to the group', () => {
    expect(without.said).toEqual([
      'group-request to link: settle-group-teacher-1',
      'withdrawal-confirmed to teacher-1',
    ]);
    expect(personOf(without.partnership, 'teacher-1')).toBeUndefined();
    expect(without.partnership.former).toMatchObject([{ id: 'teacher-1', why: 'withdrawn', version: 1 }]);
    const year = without.until('2027-08-30T12:00');
    expect(sentAfter(year, '2026-09-15T11:00').filter((line) => line.includes('to teacher-1'))).toEqual([]);
    expect(year.partnership.obligations.filter((o) => o.owner === 'teacher-1')).toEqual([]);
    expect(without.does(withdraws('teacher-1')).refused).toBe('already');
  });

  it('is told nothing where no one reads their post', () => {
    const gone = coverSchool()
      .until('2026-09-14T10:00')
      .does((p, c, now) => reportGone(p, c, 'teacher-1', 'not-me', now));
    expect(gone.does(withdraws('teacher-1')).said).toEqual(['group-request to link: settle-group-teacher-1']);
  });

  it('leaves a pair that carries on; what they were to teach is planned again', () => {
    const pair = without.does(settles({ what: 'carry-on' }));
    expect(pair.partnership.groups[0]?.members).toEqual(['teacher-2', 'teacher-3']);
    expect(cycle(pair, 'cycle-1-1')?.state).toBe('cancelled');
    expect(cycle(pair, 'cycle-1-4')?.state).toBe('cancelled');
    expect(cycle(pair, 'cycle-1-2')).toMatchObject({ state: 'planned', members: ['teacher-2', 'teacher-3'] });
    expect(cycle(pair, 'cycle-1-2')?.duties.every((duty) => duty.whom !== 'teacher-1')).toBe(true);
    expect(pair.partnership.plan).toMatchObject({ state: 'wanted', disturbance: 'a teacher has withdrawn' });
    expect(sentAfter(pair.at('2026-09-15T16:30').decides(), '2026-09-15T10:01')).toEqual([
      '2026-09-15 16:30 cycles-changed to teacher-2',
      '2026-09-15 16:30 cycles-changed to teacher-3',
    ]);
    expect(pair.does(settles({ what: 'carry-on' })).refused).toBe('already');
  });

  it('leaves two who join another group', () => {
    const merged = without.does(settles({ what: 'merge', into: 'Triad 2' }));
    expect(merged.partnership.groups.map((g) => g.members.length)).toEqual([5]);
    expect(merged.partnership.cycles.filter((c) => c.group === 'Triad 1' && c.state === 'planned')).toEqual([]);
    expect(merged.partnership.plan?.state).toBe('wanted');
    expect(without.does(settles({ what: 'merge', into: 'Triad 9' })).refused).toBe('not-now');
  });

  it('is followed by someone in their place, whose answers are their own', () => {
    const followed = without.does(settles({ what: 'replace', successor: jo }));
    expect(personOf(followed.partnership, 'teacher-1')).toMatchObject({ ...jo, version: 2, links: 2 });
    expect(followed.partnership.groups[0]?.members).toContain('teacher-1');
    expect(cycle(followed, 'cycle-1-1')?.state).toBe('planned');
    expect(followed.said).toEqual(['handover to teacher-1', 'timetable-request to link: check-timetable-teacher-1']);
    expect(followed.obligation('settle-group-teacher-1').end?.how).toBe('done');
  });

  it('is not asked for the record of a lesson that no one taught', () => {
    const past = without.until('2026-10-09T12:00');
    expect(cycle(past, 'cycle-1-1')?.state).toBe('missed');
    expect(past.partnership.obligations.some((o) => o.id === 'cycle-1-1-record')).toBe(false);
  });

  describe('whose lessons and whose classes need nobody', () => {
    const aboutCover = (lines: readonly string[], cycles = /cycle-1-[14]-/) =>
      lines.filter((line) => /cover-request|cover-alarm|reminder|escalation/.test(line) && cycles.test(line));
    const asked = coverSchool().until('2026-10-02T10:00');

    it('so that no cover is asked for what they were to teach', () => {
      const year = without.until('2027-08-30T12:00');
      expect(aboutCover(year.sent)).toEqual([]);
      expect(aboutCover(year.sent, /cycle-1-2-lesson/)).not.toEqual([]);
    });

    it('so that nobody is chased or alarmed for cover that was asked for before they left', () => {
      expect(aboutCover(asked.sent, /cover-request .*cycle-1-1-lesson/)).toHaveLength(1);
      const after = asked.does(withdraws('teacher-1')).until('2026-10-09T12:00');
      expect(aboutCover(sentAfter(after, '2026-10-02T10:00'))).toEqual([]);
      expect(after.obligation('cycle-1-1-lesson-cover').end?.how).toBe('lapsed');
    });

    it('until somebody takes the place', () => {
      const followed = asked
        .does(withdraws('teacher-1'))
        .at('2026-10-02T11:00')
        .does(settles({ what: 'replace', successor: jo }))
        .until('2026-10-06T12:00');
      expect(aboutCover(sentAfter(followed, '2026-10-02T10:00'), /cycle-1-1-lesson-cover/)).toEqual([
        '2026-10-06 08:00 cover-alarm to lead: cycle-1-1-lesson-cover',
        '2026-10-06 08:00 cover-alarm to link: cycle-1-1-lesson-cover',
        // with the request of that morning
        expect.stringMatching(
          /^2026-10-06 08:00 cover-request to cover: cycle-2-1-lesson-cover, cycle-1-1-lesson-cover/,
        ),
      ]);
    });

    it('and the class of one who was to observe is no one’s to take', () => {
      const two = asked.does(withdraws('teacher-2')).partnership;
      const first = two.cycles.find((c) => c.id === 'cycle-1-1') as Cycle;
      expect(neededDuties(two, first, 'lesson').map(({ whom }) => whom)).toEqual(['teacher-3', undefined]);
      const none = asked.does(withdraws('teacher-2')).does(withdraws('teacher-3')).partnership;
      expect(neededDuties(none, first, 'lesson')).toEqual([]);
    });
  });

  it('where the plan is made by hand leaves the link to make another', () => {
    const byHand = byHandSchool()
      .does(withdraws('teacher-1'))
      .does(settles({ what: 'carry-on' }));
    expect(byHand.partnership.groups[0]?.members).toHaveLength(2);
    expect(byHand.partnership.plan?.state).toBe('by-hand');
  });

  it('may be replaced again and again', () => {
    const third = without
      .does(settles({ what: 'replace', successor: jo }))
      .does(withdraws('teacher-1'))
      .does(settles({ what: 'replace', successor: { ...jo, name: 'Kim' } }, 'settle-group-teacher-1-2'));
    expect(personOf(third.partnership, 'teacher-1')).toMatchObject({ name: 'Kim', version: 3 });
  });

  it('cannot be a person whom the school needs', () => {
    for (const seat of ['link', 'head', 'cover']) expect(coverSchool().does(withdraws(seat)).refused).toBe('not-now');
  });
});

describe('a teacher who has left and whom nobody follows', () => {
  const leavesVacant =
    (id: string): JudgedAct =>
    (p, c, now) =>
      leaveVacant(p, c, id, 'link', now);
  const gone = coverSchool()
    .until('2026-09-15T10:00')
    .does((p, c, now) => reportGone(p, c, 'teacher-1', 'left', now))
    .at('2026-09-15T11:00');
  const pair = gone.does(leavesVacant('name-successor-teacher-1'));

  it('leaves a pair at once: what they were to teach is planned again, and the rest stays', () => {
    expect(pair.partnership.groups[0]?.members).toEqual(['teacher-2', 'teacher-3']);
    expect(cycle(pair, 'cycle-1-1')).toMatchObject({ state: 'cancelled', why: 'a teacher has left' });
    expect(cycle(pair, 'cycle-1-1')?.by).toBeUndefined();
    expect(cycle(pair, 'cycle-1-2')).toMatchObject({ state: 'planned', members: ['teacher-2', 'teacher-3'] });
    expect(pair.partnership.plan).toMatchObject({ state: 'wanted', disturbance: 'a teacher has left' });
    expect(pair.obligation('name-successor-teacher-1').end?.how).toBe('done');
  });

  it('is asked nothing and not written to, and nobody is asked how the group goes on', () => {
    expect(pair.partnership.outbox.map(({ kind, to }) => `${kind} to ${to}`)).toEqual([
      'cycles-changed to teacher-2',
      'cycles-changed to teacher-3',
    ]);
    expect(personOf(pair.partnership, 'teacher-1')).toBeUndefined();
    expect(pair.partnership.former).toMatchObject([{ id: 'teacher-1', why: 'left' }]);
    const stands = { ...proposalFor(pair), cycles: pair.partnership.cycles.filter(isAhead) };
    const year = pair.does(proposes(stands)).until('2027-08-30T12:00');
    expect(sentAfter(year, '2026-09-15T10:00').filter((line) => / to teacher-1|group-request/.test(line))).toEqual([]);
    expect(pair.does(leavesVacant('name-successor-teacher-1')).refused).toBe('already');
  });

  it('is one of three at least: a group of one is none', () => {
    const second = pair
      .does((p, c, now) => reportGone(p, c, 'teacher-2', 'left', now))
      .does(leavesVacant('name-successor-teacher-2'));
    expect(second.refused).toBe('not-now');
    expect(second.partnership.groups[0]?.members).toHaveLength(2);
  });

  it('is a teacher: a part that the school needs cannot stay empty', () => {
    const link = coverSchool()
      .until('2026-09-15T10:00')
      .does((p, c, now) => reportGone(p, c, 'link', 'left', now));
    expect(link.does(leavesVacant('name-successor-link')).refused).toBe('not-now');
  });
});

describe('someone of a coaching package who withdraws', () => {
  const coaching: School = {
    ...school,
    teachers: [{ name: 'Olu Placeholder', email: 'olu@example.org', group: '' }],
    coaches: [{ name: 'Cass Invented', email: 'cass@example.org' }],
  };
  const plans =
    (day: number): JudgedAct =>
    (p, c, now) => {
      const date = `2026-10-${String(day).padStart(2, '0')}`;
      const plan = { date, start: '13:30', end: '14:30', coach: 'coach-1', teacher: 'teacher-1', place: '', focus: '' };
      return planSession(p, c, plan, now);
    };
  let met = given({ ...cohort, programme: coachingPackage }, coaching)
    .until('2026-09-08T10:00')
    .does((p, c, now) => signs(p, c, now))
    .decides()
    .does(countersigns)
    .decides();
  for (let day = 1; day <= 28; day++) met = met.does(plans(day));
  const sessions = met.until('2026-10-02T18:00');

  it('has no more sessions: they are cancelled, and the other people invited are told', () => {
    const without = sessions.does(withdraws('teacher-1')).until('2026-10-05T12:00');
    expect(without.partnership.sessions.filter((s) => s.state === 'planned').length).toBeLessThanOrEqual(2);
    const told = sentAfter(without, '2026-10-02T17:59');
    expect(told.filter((line) => line.includes('to teacher-1'))).toEqual([
      '2026-10-02 18:00 withdrawal-confirmed to teacher-1',
    ]);
    expect(told.filter((line) => line.includes('to coach-1') && line.includes('changed'))).toEqual([
      '2026-10-02 18:00 sessions-changed to coach-1',
    ]);
  });

  it('owes no report any more', () => {
    const owes = sessions.partnership.obligations.filter((o) => o.owner === 'coach-1' && !o.end);
    expect(owes.length).toBeGreaterThan(0);
    const without = sessions.does(withdraws('coach-1'));
    expect(without.partnership.obligations.filter((o) => o.owner === 'coach-1' && !o.end)).toEqual([]);
    expect(
      without.until('2026-11-30T12:00').sent.filter((l) => l > '2026-10-02 18:01' && l.includes('to coach')),
    ).toEqual([]);
  });
});

describe('a school that withdraws', () => {
  const said = ['school-withdrawn to head', 'school-withdrawn to lead', 'school-withdrawn to link'];

  it('owes nothing from that moment, and hears it once', () => {
    const asked = active.at('2026-09-20T21:00').does(leaves('link'));
    expect(asked.partnership.stage).toBe('active');
    expect(asked.said).toEqual([
      'change-announced to link: confirm-withdrawal',
      'confirmation-request to head: confirm-withdrawal',
      'confirmation-request to lead: confirm-withdrawal',
    ]);
    expect(asked.does(confirms('link')).refused).toBe('not-now');
    const gone = asked.does(confirms('head'));
    expect(gone.partnership.stage).toBe('withdrawn');
    expect(gone.partnership.withdrawn?.by).toBe('link');
    expect(gone.said).toEqual(said);
    expect(gone.partnership.obligations.every((o) => o.end)).toBe(true);
    const year = gone.until('2027-08-30T12:00');
    expect(sentAfter(year, '2026-09-20T21:01')).toEqual([]);
    expect(year.next).toBeUndefined();
    expect(gone.does(leaves('link')).refused).toBe('already');
    expect(gone.does(answers('start-questionnaire')).refused).toBe('released');
    expect(gone.does(releases('sign-agreement')).refused).toBe('already');
  });

  it('is not told to the lead who said it', () => {
    expect(invited.does(leaves('lead')).said).toEqual(['school-withdrawn to head', 'school-withdrawn to link']);
  });

  it('can do so from a later day, and takes part until then', () => {
    const asked = active.at('2026-09-10T10:00').does(leaves('head', '2026-10-05'));
    expect(asked.partnership.leaving).toBeUndefined();
    // nobody confirms it, and the day passes
    expect(asked.until('2026-12-01T12:00').partnership.stage).toBe('active');
    expect(asked.until('2026-10-06T12:00').does(confirms('lead')).partnership.stage).toBe('withdrawn');
    const notice = asked.does(confirms('link'));
    expect(notice.partnership.leaving).toEqual({ from: '2026-10-05', by: 'head' });
    expect(notice.until('2026-10-04T12:00').partnership.stage).toBe('active');
    const gone = notice.until('2026-10-05T08:00');
    expect(gone.partnership).toMatchObject({ stage: 'withdrawn', withdrawn: { by: 'head' } });
    expect(gone.said).toEqual(said);
    expect(notice.does(leaves('head', '2026-10-05')).refused).toBe('already');
    expect(notice.does(leaves('head', '2027-10-05')).refused).toBe('not-now');
  });

  it('stays after all: said before the day, by the lead or by the school that had said it', () => {
    const asked = active.at('2026-09-10T10:00').does(leaves('head', '2026-10-05'));
    const kept = asked.does(stays('link'));
    expect(kept.said).toEqual([
      'change-refused to head: confirm-withdrawal',
      'change-refused to lead: confirm-withdrawal',
    ]);
    expect(kept.until('2026-10-06T12:00').partnership.stage).toBe('active');
    const notice = asked.does(confirms('link'));
    const stayed = notice.does(stays('link'));
    expect(stayed.changed).toEqual(['withdrawal-cancelled']);
    expect(stayed.said).toEqual([]);
    expect(stayed.until('2026-10-06T12:00').partnership.stage).toBe('active');
    expect(stayed.does(stays('link')).refused).toBe('already');
    expect(notice.does(stays('lead')).partnership.leaving).toBeUndefined();
    expect(notice.does(stays('teacher-1')).refused).toBe('not-now');
    expect(active.does(leaves('lead', '2026-10-05')).does(stays('link')).refused).toBe('not-now');
    expect(notice.until('2026-10-05T08:00').does(stays('link')).refused).toBe('ended');
  });

  it('cancels what was to come, and tells everyone who had it in the calendar', () => {
    const gone = coverSchool().until('2026-09-20T10:00').does(leaves('link')).does(confirms('lead')).decides();
    expect(gone.partnership.cycles.every((c) => c.state === 'cancelled')).toBe(true);
    expect(sentAfter(gone.until('2027-08-30T12:00'), '2026-09-20T10:01').map((l) => l.slice(17).split(' ')[0])).toEqual(
      ['cover-changed', ...Array(6).fill('cycles-changed')],
    );
  });

  it('is not withdrawn by a teacher', () => {
    expect(active.does(leaves('teacher-1')).refused).toBe('not-now');
  });
});

describe('a cohort that the lead ends early', () => {
  it('tells each school once and asks nothing more', () => {
    const ended = active.until('2026-11-10T10:00').does(ends);
    expect(ended.partnership).toMatchObject({ stage: 'completed', cutShort: true });
    expect(ended.said).toEqual(['cohort-ended to head', 'cohort-ended to link']);
    expect(sentAfter(ended.until('2027-08-30T12:00'), '2026-11-10T10:01')).toEqual([]);
    expect(ended.does(ends).refused).toBe('ended');
    expect(invited.does(ends).partnership.stage).toBe('lapsed');
  });

  it('does not end what a handover was planned for', () => {
    const planned = active.does((p, c, now) => replacePerson(p, c, 'link', jo, '2026-12-01', 'lead', now)).does(ends);
    expect(planned.next).toBeUndefined();
    expect(planned.until('2027-01-10T12:00').partnership.former).toBeUndefined();
  });
});
