import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { closeDay } from '#domain/cycles/acts.ts';
import { sign } from '#domain/obligations/acts.ts';
import { owedBy } from '#domain/obligations/owed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { callOff, holdSession, moveSession, planSession, sendReport, takeUpReport } from '#domain/sessions/acts.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { countersigns, extendsTo, type JudgedAct, releases } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Given, given } from '#test/support/given.ts';

const sample = await sampleCohort();
const cohort = { ...sample.cohort, programme: coachingPackage };
const { deputy: _, ...base } = sample.schools[0] as School & { deputy?: unknown };
const school: School = {
  ...base,
  coaches: ['cass', 'ruben'].map((name) => ({ name, email: `${name}@example.org` })),
  teachers: ['tess', 'theo'].map((name) => ({ name, email: `${name}@example.org`, group: '' })),
};

const plans =
  (coach: string, date: string, start = '09:00'): JudgedAct =>
  (p, c, now) =>
    planSession(
      p,
      c,
      { coach, teacher: 'teacher-1', date, start, end: start.replace(':00', ':50'), place: 'Room 4', focus: '' },
      now,
    );
const signs: JudgedAct = (p, _c, now) =>
  sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher' }, now);
const SESSION = /^(session-|report-|coach-)/;
const ofSessions = (it: Given) => it.sent.filter((line) => SESSION.test(line.slice(17)));
const invited = given(cohort, school).at('2026-09-07T08:00').decides();
const planned = invited
  .does(plans('coach-1', '2026-09-21'))
  .does(plans('coach-1', '2026-10-06'))
  .does(plans('coach-2', '2026-10-20'))
  .decides();

describe('at a school whose agreement does not hold', () => {
  it('nothing goes about sessions all year, whatever is planned, moved, called off or said of them', () => {
    const successor = { name: 'Nia Newcomer', email: 'nia@example.org' };
    const tries: readonly (readonly [string, JudgedAct])[] = [
      ['2026-09-21T10:00', (p, c, now) => holdSession(p, c, 'session-1', '2026-09-21T08:50:00Z', now)],
      ['2026-09-21T10:05', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now)],
      [
        '2026-09-22T09:00',
        (p, c, now) =>
          moveSession(p, c, 'session-2', { date: '2026-10-07', start: '09:00', end: '09:50' }, 'Ill', 'coach-1', now),
      ],
      ['2026-09-22T10:00', (p, c, now) => callOff(p, c, 'session-1', 'Ill', 'coach-1', now)],
      ['2026-10-01T10:00', (p, c, now) => closeDay(p, c, { date: '2026-10-20', why: 'Snow' }, now)],
      ['2026-10-02T10:00', (p, c, now) => replacePerson(p, c, 'coach-1', successor, '2026-01-01', 'lead', now)],
      ['2026-10-08T10:00', plans('coach-2', '2026-11-10')],
      ['2026-10-09T10:00', (p, c, now) => withdrawPerson(p, c, 'coach-2', 'coach-2', now)],
    ];
    const unsigned = tries
      .reduce((it, [at, act]) => it.until(at).does(act).decides(), planned)
      .until('2027-08-01T12:00');
    expect(unsigned.partnership.stage).toBe('lapsed');
    expect(ofSessions(unsigned).filter((line) => !line.includes('sessions-wait'))).toEqual([]);
    expect(unsigned.partnership.obligations.filter((o) => o.kind === 'report-session')).toEqual([]);
  });

  it('a session can be neither reported on nor said to have been held', () => {
    const over = planned.until('2026-09-21T10:00');
    const reports: JudgedAct = (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now);
    const holds: JudgedAct = (p, c, now) => holdSession(p, c, 'session-1', '2026-09-21T08:50:00Z', now);
    const takesUp: JudgedAct = (p, c, now) => takeUpReport(p, c, 'session-1', now);
    for (const act of [reports, holds, takesUp]) expect(over.does(act).refused).toBe('not-now');
  });

  it('a session counts as before the agreement once it is over, and in no share', () => {
    const ledger = (it: Given) => ledgerOf(coachingPackage, [it.partnership], it.now);
    const over = ledger(planned.until('2026-09-21T10:00'));
    expect(over.rows.map((row) => row.outcome)).toEqual(['before-agreement', 'to-come', 'to-come']);
    expect(over).toMatchObject({ held: 0, within: 0, late: 0, waiting: 0 });
  });

  it('each coach and the lead hear once that sessions wait, a week before their first', () => {
    const told = (it: Given) => it.sent.filter((line) => line.includes('sessions-wait'));
    const year = planned.does(extendsTo('sign-agreement', '2027-02-05')).until('2026-12-18T12:00');
    expect(told(year)).toEqual([
      '2026-09-14 08:00 sessions-wait to coach-1',
      '2026-09-14 08:00 sessions-wait to lead',
      '2026-10-13 08:00 sessions-wait to coach-2',
    ]);
    // one that is nearer than that at once, while the post is open
    const near = invited.at('2026-09-09T11:00').does(plans('coach-1', '2026-09-10')).decides();
    expect(near.said).toEqual(['sessions-wait to coach-1', 'sessions-wait to lead']);
    // whoever follows a coach who was told is told too
    const followed = year
      .does(plans('coach-1', '2027-01-12'))
      .does((p, c, now) =>
        replacePerson(p, c, 'coach-1', { name: 'Nia', email: 'nia@example.org' }, '2026-01-01', 'lead', now),
      )
      .until('2027-01-12T08:00');
    expect(told(followed).slice(3)).toEqual(['2027-01-06 08:00 sessions-wait to coach-1']);
  });

  it('nobody hears that sessions wait where the agreement holds by then', () => {
    const inTime = planned.until('2026-09-11T12:00').does(signs).decides().does(countersigns);
    expect(inTime.until('2026-12-18T12:00').sent.filter((line) => line.includes('sessions-wait'))).toEqual([]);
  });
});

const agreements: readonly (readonly [string, (it: Given) => Given])[] = [
  ['has been countersigned', (it) => it.does(signs).decides().does(countersigns).decides()],
  ['needs no countersigning', (it) => it.does(signs).decides().does(releases('countersign')).decides()],
  ['has been released', (it) => it.does(releases('sign-agreement')).decides()],
];

describe.each(agreements)('once the agreement %s', (_, agrees) => {
  const agreed = agrees(planned.until('2026-09-28T11:00'));

  it('people are invited to what is to come, and nothing is asked of what was over', () => {
    expect(heldSince(agreed.partnership, coachingPackage)).toBe(agreed.now);
    const then = agreed.until('2026-10-06T12:00');
    expect(ofSessions(then).filter((line) => /session-/.test(line))).toEqual([
      '2026-09-28 11:00 session-invitation to coach-1',
      '2026-09-28 11:00 session-invitation to teacher-1',
      '2026-10-06 08:00 session-invitation to coach-2',
      '2026-10-06 08:00 session-invitation to teacher-1',
      '2026-10-06 09:50 session-ended to coach-1: session-2-report',
    ]);
    const year = then.until('2027-08-01T12:00');
    expect(year.sent.filter((line) => line.includes('session-1'))).toEqual([]);
    expect(year.partnership.stage).toBe('completed');
  });

  it('a coach may report on what was over: it reaches the head, and nobody reminds or is told that it is late', () => {
    const takesUp: JudgedAct = (p, c, now) => takeUpReport(p, c, 'session-1', now);
    const reports: JudgedAct = (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now);
    const begun = agreed.does(takesUp).decides();
    expect(begun.changed).not.toContain('refused');
    expect(agreed.does(takesUp).does(takesUp).refused).toBe('already');
    const later = begun.until('2026-10-05T12:00');
    expect(later.sent.filter((line) => line.includes('session-1-report'))).toEqual([]);
    const place = { cohort, partnership: later.partnership };
    expect(
      owedBy('cass@example.org', [place]).filter(({ obligation }) => obligation.kind === 'report-session'),
    ).toEqual([]);
    const sent = later.does(reports).decides();
    expect(sent.sent.filter((line) => line.includes('session-1-report'))).toEqual([
      '2026-10-05 12:00 coach-report to head: session-1-report',
    ]);
    expect(sent.obligation('session-1-report').end?.how).toBe('done');
    const [row] = ledgerOf(coachingPackage, [sent.partnership], sent.now).rows;
    expect(row?.outcome).toBe('before-agreement');
  });

  it('a coach who withdraws with such a report begun leaves nobody waiting for it', () => {
    const begun = agreed.does((p, c, now) => takeUpReport(p, c, 'session-1', now));
    const gone = begun.does((p, c, now) => withdrawPerson(p, c, 'coach-1', 'coach-1', now)).until('2026-10-05T12:00');
    expect(gone.sent.filter((line) => line.includes('session-1'))).toEqual([]);
  });

  it('one of those that are to come is moved and asked about as ever', () => {
    const moved = agreed.does((p, c, now) =>
      moveSession(p, c, 'session-1', { date: '2026-10-01', start: '09:00', end: '09:50' }, 'Unsigned', 'coach-1', now),
    );
    expect(moved.until('2026-10-01T10:00').sent).toContain(
      '2026-10-01 09:50 session-ended to coach-1: session-1-report-1',
    );
  });

  it('a report on what is to come cannot be taken up as if nobody waited for it', () => {
    expect(agreed.until('2026-10-06T12:00').does((p, c, now) => takeUpReport(p, c, 'session-2', now)).refused).toBe(
      'not-now',
    );
  });
});

describe('the agreement of a programme', () => {
  const without = (...kinds: readonly string[]): Programme => ({
    ...coachingPackage,
    steps: coachingPackage.steps
      .filter(({ kind }) => !kinds.includes(kind))
      .map((step) => ({ ...step, after: step.after.filter((key) => !kinds.includes(key)) })),
  });
  const begin = (programme: Programme) =>
    given({ ...cohort, programme }, school)
      .at('2026-09-07T08:00')
      .decides();
  const welcomes = (it: Given) => it.sent.filter((line) => line.includes('coach-welcome'));

  it('in which nobody countersigns holds once the school has signed', () => {
    const { steps } = without('countersign');
    const programme = { ...coachingPackage, steps };
    const it = begin(programme);
    expect(heldSince(it.partnership, programme)).toBeUndefined();
    const signed = it.at('2026-09-08T10:00').does(signs).decides();
    expect(heldSince(signed.partnership, programme)).toBe(signed.now);
    expect(welcomes(signed.until('2026-12-01T12:00'))).toHaveLength(2);
  });

  it('in which nobody signs holds from the launch on', () => {
    const programme = without('sign-agreement', 'countersign');
    const it = begin(programme).decides();
    expect(heldSince(it.partnership, programme)).toBe(it.partnership.launch);
    expect(welcomes(it.until('2026-12-01T12:00'))).toHaveLength(2);
  });
});
