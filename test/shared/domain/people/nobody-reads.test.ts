import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { type Outcome, outcome } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import type { Gone } from '#domain/people/person.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { bounced, moveSession, planSession, sendReport } from '#domain/sessions/acts.ts';
import { decide } from '#domain/turn/decide.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { countersigns, type JudgedAct } from '#test/support/acting.ts';
import { cohort, school } from '#test/support/first-school.ts';
import { type Given, given, send } from '#test/support/given.ts';

const deputy = { name: 'Dev Madeup', email: 'dev@example.org' };
const taught: School = {
  ...school,
  teachers: [{ name: 'Teacher One', email: 'teacher-1@example.org', group: '' }],
  coaches: [{ name: 'Odalys Ferreira', email: 'o.ferreira@example.org' }],
};
const signsFor =
  (named: typeof deputy | undefined): JudgedAct =>
  (p, _c, now) =>
    sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher', deputy: named }, now);
const plans: JudgedAct = (p, c, now) => {
  const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: 'Pauses' };
  return planSession(p, c, { ...who, date: '2026-09-08', start: '15:00', end: '15:50' }, now);
};
const heads =
  (how: Gone): JudgedAct =>
  (p, c, now) =>
    reportGone(p, c, 'head', how, now);
const reports: JudgedAct = (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now);

const withdraws: JudgedAct = (p, c, now) => withdrawPerson(p, c, 'coach-1', 'coach-1', now);

/** What an act queues where the emails of the one before have not gone yet. */
function queuedBy(before: Outcome, does: (p: Partnership) => Outcome): readonly string[] {
  if ('refused' in before) throw new Error(before.refused.sentence);
  const after = does(before.partnership);
  if ('refused' in after) throw new Error(after.refused.sentence);
  return after.changes.flatMap((c) =>
    c.what === 'message-queued' ? [`${c.message.kind}${c.message.noReport ? ' without a report' : ''}`] : [],
  );
}

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

  it('has word of lateness that waits too: the lead hears before the deadline, and at it', () => {
    const late = gone.until('2026-09-09T15:51').sent.filter((line) => line > '2026-09-08');
    expect(late.filter((line) => line.includes('report-escalation to lead'))).toHaveLength(1);
    expect(late.filter((line) => line.includes('report-bounced to lead'))).toEqual([
      '2026-09-09 15:50 report-bounced to lead: session-1-report',
    ]);
  });

  it('has no word of lateness of a session that was reported in time, nor has the lead', () => {
    const reported = gone.until('2026-09-08T17:00').does(reports).until('2026-09-10T12:00');
    expect(reported.sent.filter((line) => line.includes('report-bounced to lead'))).toHaveLength(1);
  });

  it('after the report was on its way: the lead hears then', () => {
    const { partnership, ...it } = coached().until('2026-09-08T16:30');
    const on = sendReport(partnership, it.cohort, 'session-1', 'coach-1', '2026-09-08T15:30:00Z');
    expect(queuedBy(on, (p) => reportGone(p, it.cohort, 'head', 'not-me', '2026-09-08T15:31:00Z'))).toEqual([
      'successor-request',
      'report-bounced',
    ]);
  });

  it('after the report was on its way, and with somebody named in their place: all who can confirm it hear', () => {
    const { partnership, ...it } = coached().until('2026-09-08T16:30');
    const on = sendReport(partnership, it.cohort, 'session-1', 'coach-1', '2026-09-08T15:30:00Z');
    const head = { name: 'Nia Newhead', email: 'nia@example.org' };
    const said = queuedBy(on, (p) =>
      replacePerson(p, it.cohort, 'head', head, '2026-09-08', 'head', '2026-09-08T15:31:00Z'),
    );
    expect(said.filter((kind) => kind.startsWith('report'))).toEqual(['report-waits', 'report-waits', 'report-waits']);
  });

  it('after word that it is late was on its way: the lead hears then', () => {
    const { partnership, cohort: its } = coached().until('2026-09-09T15:30');
    const late = outcome(partnership, decide(partnership, its, '2026-09-09T14:50:00Z').changes, '2026-09-09T14:50:00Z');
    expect(late.partnership.outbox.map(({ kind, to }) => `${kind} to ${to}`)).toEqual(['coach-report-late to head']);
    expect(queuedBy(late, (p) => reportGone(p, its, 'head', 'bounced', '2026-09-09T14:51:00Z'))).toEqual([
      'successor-request',
      'report-bounced without a report',
    ]);
  });

  it('is no reason to tell the lead that no report has come once one has: they hear of that one', () => {
    const { partnership, cohort: its } = gone.until('2026-09-09T15:30');
    const late = outcome(partnership, decide(partnership, its, '2026-09-09T14:50:00Z').changes, '2026-09-09T14:50:00Z');
    const come = sendReport(late.partnership, its, 'session-1', 'coach-1', '2026-09-09T14:51:00Z');
    if ('refused' in come) throw new Error(come.refused.sentence);
    const bounced = come.partnership.outbox.filter(({ kind }) => kind === 'report-bounced');
    expect(bounced.map(({ noReport }) => noReport)).toEqual([true, undefined]);
    const { sent } = send(come.partnership, its, '2026-09-09T14:51:00Z');
    expect(sent.map(({ kind, noReport }) => [kind, noReport])).toEqual([['report-bounced', undefined]]);
  });

  it('is no reason to say that a session has no report which has been moved since', () => {
    const { partnership, cohort: its } = gone.until('2026-09-09T15:30');
    const now = '2026-09-09T14:50:00Z';
    const late = outcome(partnership, decide(partnership, its, now).changes, now);
    const to = { date: '2026-09-10', start: '15:00', end: '15:50' };
    const moved = moveSession(late.partnership, its, 'session-1', to, 'A trip', 'coach-1', now);
    if ('refused' in moved) throw new Error(moved.refused.sentence);
    expect(send(moved.partnership, its, now).sent.map(({ kind }) => kind)).not.toContain('report-bounced');
  });
});

describe('a coach who withdraws where nobody reads reports', () => {
  const gone = coached().at('2026-09-07T20:00').does(heads('bounced'));
  const toLead = (it: Given) => it.sent.filter((line) => line.includes('report-bounced to lead'));

  it('before their report is due: the lead hears at once that none will come, and once', () => {
    const withdrawn = gone.until('2026-09-08T17:00').does(withdraws);
    expect(toLead(withdrawn)).toEqual(['2026-09-08 17:00 report-bounced to lead: session-1-report']);
    expect(toLead(withdrawn.until('2026-09-11T12:00'))).toHaveLength(1);
  });

  it('after it was due: the lead has heard', () => {
    const late = gone.until('2026-09-09T16:00');
    expect(toLead(late)).toHaveLength(1);
    expect(toLead(late.does(withdraws).until('2026-09-11T12:00'))).toHaveLength(1);
  });

  it('after word that it is late came back: the lead has heard', () => {
    const late = coached().until('2026-09-09T15:50');
    const word = late.steps.at(-1)?.sent.find(({ kind }) => kind === 'coach-report-late');
    if (!word) throw new Error('Nobody was told that it is late');
    const back = late
      .at('2026-09-09T15:55')
      .does((p, _c, now) => bounced(p, word, now))
      .does(heads('bounced'));
    expect(toLead(back)).toHaveLength(1);
    expect(toLead(back.does(withdraws).until('2026-09-11T12:00'))).toHaveLength(1);
  });
});

describe('a head who has gone, where someone reads for them', () => {
  it('and who goes too while a report is on its way to them: the lead hears then', () => {
    const { partnership, cohort: its } = coached(deputy)
      .at('2026-09-07T20:00')
      .does(heads('bounced'))
      .until('2026-09-08T17:00');
    const on = sendReport(partnership, its, 'session-1', 'coach-1', '2026-09-08T16:00:00Z');
    const said = queuedBy(on, (p) => reportGone(p, its, 'deputy', 'bounced', '2026-09-08T16:01:00Z'));
    expect(said).toContain('report-bounced');
  });

  it('is asked after when the post opens, and the deputy has the report', () => {
    const gone = coached(deputy).at('2026-09-07T20:00').does(heads('bounced'));
    expect(gone.said).toEqual([]);
    expect(gone.until('2026-09-08T17:00').does(reports).said).toEqual(['coach-report to deputy: session-1-report']);
  });
});
