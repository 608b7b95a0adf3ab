import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { reportGone } from '#domain/people/acts.ts';
import type { Gone } from '#domain/people/person.ts';
import { planSession, sendReport } from '#domain/sessions/acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { countersigns, type Doing } from '#test/support/acting.ts';
import { cohort, school } from '#test/support/first-school.ts';
import { given } from '#test/support/given.ts';

const deputy = { name: 'Dev Madeup', email: 'dev@example.org' };
const taught: School = {
  ...school,
  teachers: [{ name: 'Teacher One', email: 'teacher-1@example.org', group: '' }],
  coaches: [{ name: 'Odalys Ferreira', email: 'o.ferreira@example.org' }],
};
const signsFor =
  (named: typeof deputy | undefined): Doing =>
  (p, _c, now) =>
    sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher', deputy: named }, now);
const plans: Doing = (p, c, now) => {
  const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: 'Pauses' };
  return planSession(p, c, { ...who, date: '2026-09-08', start: '15:00', end: '15:50' }, now);
};
const heads =
  (how: Gone): Doing =>
  (p, c, now) =>
    reportGone(p, c, 'head', how, now);
const reports: Doing = (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now);

/** A session on 8 September 2026 until ten to four. */
const coached = (named?: typeof deputy) =>
  given({ ...cohort, programme: coachingPackage }, taught)
    .at('2026-09-07T08:00')
    .decides()
    .does(signsFor(named))
    .decides()
    .does(countersigns)
    .decides()
    .does(plans)
    .decides();

describe('a head at whose address no one reads mail, and no deputy', () => {
  const gone = coached().at('2026-09-07T20:00').does(heads('bounced'));

  it('is asked after at once, at whatever hour: reports have their 24 hours', () => {
    expect(gone.said).toEqual(['successor-request to link: name-successor-head']);
  });

  it('has reports that wait: the lead hears of each when it is sent, and no one else', () => {
    const sent = gone.until('2026-09-08T17:00').does(reports);
    expect(sent.said).toEqual(['report-bounced to lead: session-1-report']);
    expect(sent.partnership.outbox.map(({ kind, held }) => [kind, held])).toEqual([['coach-report', true]]);
    const corrected = sent.at('2026-09-08T18:00').does(reports);
    expect(corrected.said).toEqual(['report-bounced to lead: session-1-report']);
  });

  it('has word of lateness that waits too: the lead has heard before', () => {
    const late = gone.until('2026-09-09T15:49').sent.filter((line) => line > '2026-09-08');
    expect(late.filter((line) => line.includes('report-escalation to lead'))).toHaveLength(1);
  });

  it('after the report was on its way: the lead hears then', () => {
    const { partnership, ...it } = coached().until('2026-09-08T16:30');
    const on = sendReport(partnership, it.cohort, 'session-1', 'coach-1', '2026-09-08T15:30:00Z');
    if ('refused' in on) throw new Error(on.refused.sentence);
    const said = reportGone(on.partnership, it.cohort, 'head', 'not-me', '2026-09-08T15:31:00Z');
    expect(
      'changes' in said && said.changes.flatMap((c) => (c.what === 'message-queued' ? [c.message.kind] : [])),
    ).toEqual(['successor-request', 'report-bounced']);
  });
});

describe('a head who has gone, where someone reads for them', () => {
  it('is asked after when the post opens, and the deputy has the report', () => {
    const gone = coached(deputy).at('2026-09-07T20:00').does(heads('bounced'));
    expect(gone.said).toEqual([]);
    expect(gone.until('2026-09-08T17:00').does(reports).said).toEqual(['coach-report to deputy: session-1-report']);
  });
});
