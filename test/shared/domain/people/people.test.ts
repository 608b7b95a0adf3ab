import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { cancelHandover, correctAddress, nameSuccessor, replacePerson, reportGone } from '#domain/people/acts.ts';
import { newLink } from '#domain/people/link-acts.ts';
import type { Contact, Gone, PersonId } from '#domain/people/person.ts';
import { sitterOf } from '#domain/people/person.ts';
import { answers, chasesNow, choosesTeachers, countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { active, invited, signed } from '#test/support/first-school.ts';
import { type Given, given, sentAfter } from '#test/support/given.ts';

const [school] = (await sampleCohort()).schools as [School];
const jo: Contact = { name: 'Jo Successor', email: 'jo@example.org' };

const replaces =
  (seat: PersonId, to = jo, from = '2026-01-01'): JudgedAct =>
  (p, cohort, now) =>
    replacePerson(p, cohort, seat, to, from, 'lead', now);
const gone =
  (seat: PersonId, how: Gone = 'left'): JudgedAct =>
  (p, cohort, now) =>
    reportGone(p, cohort, seat, how, now);
const names =
  (id: string, to: Contact & { same?: boolean } = jo, by = 'head'): JudgedAct =>
  (p, cohort, now) =>
    nameSuccessor(p, cohort, id, to, by, now);

const at = (it: Given, seat: PersonId) => personOf(it.partnership, seat);

describe('a successor', () => {
  const late = invited.until('2026-10-01T10:00');
  const replaced = late.does(replaces('link'));

  it('sits at the same seat, and the history keeps who it was', () => {
    expect(at(replaced, 'link')).toMatchObject({ ...jo, version: 2, links: 2, since: replaced.now });
    expect(sitterOf(at(replaced, 'link') ?? { id: '' })).toBe('link.2');
    expect(replaced.partnership.former).toEqual([
      { ...at(late, 'link'), version: 1, until: replaced.now, why: 'replaced' },
    ]);
  });

  it('hears in one email where things stand, and is given time for what is late', () => {
    expect(late.obligation('sign-agreement').due.local).toBe('2026-09-21T17:00');
    expect(replaced.said).toEqual(['handover to link: sign-agreement']);
    expect(replaced.obligation('sign-agreement').due.local).toBe('2026-10-08T17:00');
  });

  it('is chased anew, and never on the day of the handover', () => {
    expect(sentAfter(replaced.until('2026-10-16T12:00'), '2026-10-01T11:00')).toEqual([
      '2026-10-07 08:00 reminder to link: sign-agreement',
      '2026-10-09 08:00 reminder to link: sign-agreement',
      '2026-10-14 08:00 reminder to link: sign-agreement',
    ]);
  });

  it('is not given time for what is not late', () => {
    const early = invited.until('2026-09-10T10:00').does(replaces('link'));
    expect(early.obligation('sign-agreement').due.local).toBe('2026-09-21T17:00');
  });

  it('can be reminded on a day on which the one before was', () => {
    const chased = late.does(chasesNow('sign-agreement'));
    const twice = chased.does(replaces('link')).does(chasesNow('sign-agreement'));
    expect(twice.said).toEqual(['reminder to link: sign-agreement']);
    const keys = twice.steps.flatMap((step) => step.sent.map((m) => m.key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gets what still waits, and not the requests that the handover tells', () => {
    const evening = signed.at('2026-09-10T20:00').does(countersigns);
    const waiting = evening.partnership.outbox.map((m) => m.kind);
    expect(waiting).toContain('signed-agreement');
    const after = evening.does(replaces('link')).until('2026-09-11T08:30');
    expect(sentAfter(after, '2026-09-10T20:01').filter((line) => line.includes('to link'))).toEqual([
      '2026-09-11 08:00 handover to link: choose-teachers',
      '2026-09-11 08:00 signed-agreement to link: countersign',
    ]);
  });

  it('can come on a later day, that morning', () => {
    const planned = late.does(replaces('link', jo, '2026-10-05'));
    expect(at(planned, 'link')?.version).toBeUndefined();
    expect(at(planned.until('2026-10-05T07:59'), 'link')?.version).toBeUndefined();
    const then = planned.until('2026-10-05T08:00');
    expect(at(then, 'link')?.name).toBe(jo.name);
    expect(then.partnership.handovers).toEqual([]);
    expect(then.said).toEqual(['handover to link: sign-agreement']);
  });

  it('planned for a later day is changed by another plan, and cancelled before it comes', () => {
    const planned = late.does(replaces('link', jo, '2026-10-05'));
    expect(planned.does(replaces('link', jo, '2026-10-05')).refused).toBe('already');
    const moved = planned.does(replaces('link', jo, '2026-10-06'));
    expect(moved.partnership.handovers?.map(({ from }) => from)).toEqual(['2026-10-06']);
    const cancelled = moved.does((p, _c, now) => cancelHandover(p, 'link', now));
    expect(at(cancelled.until('2026-10-06T12:00'), 'link')?.version).toBeUndefined();
    expect(cancelled.does((p, _c, now) => cancelHandover(p, 'link', now)).refused).toBe('already');
  });

  it('on a Sunday sits there that morning, and hears when the post opens', () => {
    const then = late.does(replaces('link', jo, '2026-10-04')).until('2026-10-05T12:00');
    expect(at(then, 'link')?.since).toBe('2026-10-04T07:00:00Z');
    expect(sentAfter(then, '2026-10-04T00:00')).toEqual(['2026-10-05 08:00 handover to link: sign-agreement']);
  });

  it('named twice is named once; a second one counts on', () => {
    expect(replaced.does(replaces('link')).refused).toBe('already');
    const third = replaced.does(replaces('link', { name: 'Kim Third', email: 'kim@example.org' }));
    expect(at(third, 'link')).toMatchObject({ version: 3, links: 3 });
    expect(third.partnership.former).toHaveLength(2);
  });

  it('of a teacher takes over the cycles and the week', () => {
    const it = coverSchool().does(replaces('teacher-1'));
    expect(it.partnership.cycles[0]?.members).toContain('teacher-1');
    expect(it.partnership.provision?.timetables['jo@example.org']).toBe(
      it.partnership.provision?.timetables['chosen-1@example.org'],
    );
    expect(it.said).toEqual([
      'handover to teacher-1',
      'sessions-passed-on to teacher-1',
      'timetable-request to link: check-timetable-teacher-1',
    ]);
  });

  it('is refused where nobody sits, where the address is in the group, and once all is over', () => {
    expect(invited.does(replaces('coach-7')).refused).toBe('not-asked');
    const second = { name: 'X', email: 'chosen-2@example.org' };
    expect(coverSchool().does(replaces('teacher-1', second)).refused).toBe('not-now');
    expect(coverSchool().does(replaces('teacher-4', second)).refused).toBeUndefined();
    expect(invited.until('2027-08-30T12:00').does(replaces('link')).refused).toBe('ended');
    expect(invited.does(replaces('link', jo, '2027-12-01')).refused).toBe('not-now');
  });
});

describe('somebody who is not there', () => {
  const left = invited.until('2026-09-10T10:00').does(gone('link'));

  it('is written to no more, and the head is asked who does it now', () => {
    expect(left.said).toEqual(['successor-request to head: name-successor-link']);
    const later = left.until('2026-09-25T12:00');
    expect(later.sent.filter((line) => line.includes(' link') && line > '2026-09-10 11')).toEqual([]);
    expect(later.sent.filter((line) => line.includes('reminder to head'))).not.toEqual([]);
    expect(left.does(gone('link')).refused).toBe('already');
  });

  it('is followed by whom the head names', () => {
    const named = left.at('2026-09-30T10:00').does(names('name-successor-link'));
    expect(named.obligation('name-successor-link').end?.how).toBe('done');
    expect(at(named, 'link')?.gone).toBeUndefined();
    expect(named.said).toEqual(['handover to link: sign-agreement']);
    expect(named.does(names('name-successor-link')).refused).toBe('already');
  });

  it('may be the same person at another address: nothing of theirs changes but that and their links', () => {
    const right = left.does(names('name-successor-link', { name: '', email: 'right@example.org', same: true }));
    expect(at(right, 'link')).toMatchObject({ email: 'right@example.org', name: at(invited, 'link')?.name });
    expect(at(right, 'link')?.version).toBeUndefined();
    expect(at(right, 'link')?.links).toBe(2);
    expect(right.said).toEqual(['handover to link: sign-agreement']);
    expect(right.partnership.former).toBeUndefined();
  });

  it('is still reminded once a day at most, whatever they owe by then', () => {
    const corrects: JudgedAct = (p, c, now) => correctAddress(p, c, 'link', 'right@example.org', 'lead', now);
    const reminded = signed.does(countersigns).decides().does(chasesNow('choose-teachers')).decides();
    const right = reminded.does(corrects).does(choosesTeachers).decides();
    expect(right.obligation('start-questionnaire').owner).toBe('link');
    expect(right.does(chasesNow('start-questionnaire')).refused).toBe('already');
  });

  it('whose links a stranger had gets others', () => {
    const stranger = invited.until('2026-09-10T10:00').does(gone('link', 'not-me'));
    const right = stranger.does((p, c, now) => correctAddress(p, c, 'link', 'right@example.org', 'lead', now));
    expect(at(right, 'link')).toMatchObject({ links: 2 });
    expect(at(right, 'link')?.version).toBeUndefined();
    expect(right.obligation('name-successor-link').end?.how).toBe('done');
  });

  it('is asked about elsewhere when the head is not there either', () => {
    const both = left.does(gone('head'));
    expect(both.obligation('name-successor-link').owner).toBe('lead');
    expect(both.obligation('name-successor-head').owner).toBe('lead');
    expect(both.said).toEqual([
      'successor-request to lead: name-successor-link',
      'successor-request to lead: name-successor-head',
    ]);
  });

  it('is asked about nobody at the same address', () => {
    const { link, head, ...rest } = { link: at(invited, 'link'), head: at(invited, 'head') };
    expect(rest).toEqual({});
    const shared = invited.does((p, c, now) => correctAddress(p, c, 'head', link?.email ?? '', 'lead', now));
    expect(shared.until('2026-09-10T10:00').does(gone('link')).said).toEqual([
      'successor-request to lead: name-successor-link',
    ]);
    expect(head?.email).not.toBe(link?.email);
  });

  it('holds up nothing for good: what waits goes to whoever comes', () => {
    const evening = signed.at('2026-09-10T20:00').does(countersigns).does(gone('link', 'not-me'));
    expect(evening.until('2026-09-14T12:00').sent.some((line) => line.includes('signed-agreement to link'))).toBe(
      false,
    );
    const named = evening.at('2026-09-14T12:00').does(names('name-successor-link')).decides();
    expect(named.sent).toContain('2026-09-14 12:00 signed-agreement to link: countersign');
  });
});

describe('a school without a link', () => {
  const none = given(invited.cohort, { ...school, link: { name: '', email: '' } }).until('2026-09-07T08:00');

  it('asks the head to name one, and the agreement waits', () => {
    expect(none.said).toEqual(['successor-request to head: name-successor-link']);
    expect(none.partnership.obligations.map((o) => o.id)).toEqual(['name-successor-link']);
  });

  it('begins when there is one', () => {
    const named = none.at('2026-09-09T10:00').does(names('name-successor-link')).decides();
    expect(named.said).toEqual(['agreement-request to link: sign-agreement']);
    const going = named.does(signs).decides().does(countersigns).decides().does(choosesTeachers).decides();
    expect(going.does(answers('start-questionnaire')).refused).toBeUndefined();
  });

  it('lapses like one that never signed when nobody is named', () => {
    const end = none.until('2027-08-30T12:00');
    expect(end.partnership.stage).toBe('lapsed');
    expect(end.next).toBeUndefined();
  });
});

describe('one person in two parts, or one address for two people', () => {
  const both = given(invited.cohort, { ...school, head: school.link }).until('2026-09-07T08:00');

  it('is replaced in one of them and stays in the other', () => {
    const replaced = both.until('2026-09-10T10:00').does(replaces('link'));
    expect(at(replaced, 'link')?.email).toBe(jo.email);
    expect(at(replaced, 'head')).toMatchObject(school.link);
    expect(replaced.partnership.former).toHaveLength(1);
  });

  it('cannot be reached: it is the lead who says who does it now', () => {
    const bounced = both.until('2026-09-10T10:00').does(gone('link', 'bounced'));
    // neither part is reached there
    expect(bounced.said).toEqual([
      'successor-request to lead: name-successor-link',
      'successor-request to lead: name-successor-head',
    ]);
  });

  it('is reminded once a day of what both owe', () => {
    const shared = active.does((p, c, now) => correctAddress(p, c, 'head', school.link.email, 'lead', now));
    const days = shared.until('2026-12-01T12:00').sent.filter((line) => line.includes(' reminder to '));
    expect(new Set(days.map((line) => line.slice(0, 10))).size).toBe(days.length);
  });
});

describe('somebody whose name and address have been erased', () => {
  it('gets no new link: there is nowhere for it to go', () => {
    const erased = { ...invited.partnership, stage: 'completed' as const, gone: ['names' as const] };
    expect(newLink(erased, 'link', {}, '2029-09-10T10:00:00Z')).toHaveProperty('refused');
    expect(newLink({ ...erased, gone: [] }, 'link', {}, '2029-09-10T10:00:00Z')).toHaveProperty('changes');
  });
});
