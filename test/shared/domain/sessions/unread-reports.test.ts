import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { apply } from '#domain/partnership/changes.ts';
import { outcome } from '#domain/partnership/outcome.ts';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { bounced, moveSession, sendReport } from '#domain/sessions/acts.ts';
import { countersigns, type JudgedAct, releases } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Given, given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort('coaching-package');
const { deputy: _, ...school } = schools[0] as School & { deputy?: unknown };
const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };

const signs =
  (deputy?: typeof nia): JudgedAct =>
  (p, _cohort, now) => {
    const o = p.obligations.find(({ kind }) => kind === 'sign-agreement');
    return sign(p, o?.id ?? '', o?.owner ?? '', { name: 'Rhodri Pugh', role: 'Head', deputy }, now);
  };

/** A deputy whom the lead's files name. */
const deputyOfLead =
  (deputy: typeof nia): JudgedAct =>
  (p, _cohort, now) =>
    outcome(p, [{ what: 'deputy-named', deputy: { id: 'deputy', role: 'deputy', ...deputy } }], now);

/** The head's address stops taking post, and then a coach reports. */
const launched = given(cohort, school).until(`${cohort.launch}T12:00`);
const invited = launched.does(releases('sign-agreement')).decides();
const first = invited.partnership.sessions.toSorted((a, b) => (a.start.at < b.start.at ? -1 : 1))[0]?.id ?? '';
const ended = (it: Given) => it.partnership.sessions.find(({ id }) => id === first)?.end.local.slice(0, 16) ?? '';
const bounces: JudgedAct = (p, its, now) => reportGone(p, its, 'head', 'bounced', now);
const reports: JudgedAct = (p, its, now) =>
  sendReport(p, its, first, p.sessions.find(({ id }) => id === first)?.coach ?? '', now);
const heard = (it: Given) => it.partnership.sessions.find(({ id }) => id === first)?.headHeard?.how;

describe('a report that nobody reads at the head’s address', () => {
  const waits = invited.does(bounces).until(ended(invited)).does(reports);

  it('waits', () => {
    expect(waits.said.filter((line) => line.includes('coach-report to head'))).toEqual([]);
    expect(heard(waits)).toBeUndefined();
  });

  it('goes to a deputy whom the head’s own link has named if the lead has countersigned, and not otherwise', () => {
    const signed = launched.does(signs(nia)).decides();
    const reported = (it: Given) => it.decides().does(bounces).until(ended(launched)).does(reports).decides();
    const released = reported(signed.does(releases('countersign')));
    expect(released.sent.filter((line) => line.includes(' coach-report '))).toEqual([]);
    const countersigned = reported(signed.does(countersigns));
    expect(countersigned.sent.filter((line) => line.includes(' coach-report '))).toEqual([
      expect.stringContaining(`coach-report to deputy: ${first}-report`),
    ]);
  });

  it('goes at once to a deputy who is there then, and only to them', () => {
    const named = waits.does(deputyOfLead(nia));
    expect(named.next).toBe(named.now);
    const then = named.decides();
    expect(then.said).toContain(`coach-report to deputy: ${first}-report`);
    expect(heard(then)).toBe('report');
    expect(then.partnership.outbox.some((m) => m.to === 'head' && m.kind === 'coach-report')).toBe(false);
  });

  it('goes to the head’s successor', () => {
    const then = waits.does((p, its, now) => replacePerson(p, its, 'head', nia, '2026-01-01', 'lead', now)).decides();
    expect(then.sent.filter((line) => line.includes(' coach-report to head'))).toHaveLength(1);
    expect(heard(then)).toBe('report');
  });
});

describe('a report that came back', () => {
  const sent = invited.until(ended(invited)).does(reports);
  const message = sent.steps.at(-1)?.sent.find((m) => m.kind === 'coach-report' && m.to === 'head');
  const back = sent.does((p, _its, now) => bounced(p, message ?? { key: '', kind: '', to: '' }, now)).does(bounces);

  it('goes once more when the address has been put right', () => {
    expect(heard(sent)).toBe('report');
    expect(heard(back)).toBeUndefined();
    expect(back.decides().decides().sent).toEqual(back.sent);
    const right = back.does((p, its, now) => correctAddress(p, its, 'head', nia.email, 'lead', now)).decides();
    expect(right.said).toEqual([`coach-report to head: ${first}-report`]);
    expect(right.steps.at(-1)?.sent[0]?.key).not.toBe(message?.key);
    expect(heard(right)).toBe('report');
    expect(right.decides().said).toEqual([]);
  });
});

describe('a report that comes back a second time', () => {
  const last = (it: Given, kind: string, to: string) =>
    it.steps
      .flatMap(({ at, sent }) => sent.map((m) => ({ ...m, sent: at })))
      .findLast((m) => m.kind === kind && m.to === to);
  /** As the mail service tells it: what was sent last comes back, and then its reader is gone. */
  const comesBack = (it: Given, whose = it): Given => {
    const message = last(whose, 'coach-report', 'head') ?? { key: '', kind: '', to: '' };
    return it.does((p, _its, now) => bounced(p, message, now));
  };
  const corrects =
    (email: string): JudgedAct =>
    (p, its, now) =>
      correctAddress(p, its, 'head', email, 'lead', now);
  const minute = (it: Given, n: number) => it.at(`${ended(invited).slice(0, 11)}${ended(invited).slice(11, 13)}:${n}`);
  const reported = minute(invited.until(ended(invited)).does(reports), 50);
  const again = minute(comesBack(reported).does(bounces), 51).does(corrects('a@example.org')).decides();
  const wrongAgain = minute(comesBack(minute(again, 52)).does(bounces), 53).decides();

  it('is told of again, and has not been heard', () => {
    expect(heard(again)).toBe('report');
    expect(heard(wrongAgain)).toBeUndefined();
    expect(wrongAgain.sent.filter((line) => line.includes('report-bounced to lead'))).toHaveLength(2);
    expect(wrongAgain.partnership.outbox.filter((m) => m.kind === 'coach-report')).toEqual([]);
  });

  it('goes to the deputy, where there is one by then', () => {
    const named = minute(again, 52).does(deputyOfLead(nia));
    const then = minute(comesBack(named).does(bounces), 53).decides();
    expect(then.sent.filter((line) => line.includes('coach-report to deputy'))).toHaveLength(1);
    expect(heard(then)).toBe('report');
  });

  it('goes once more when the address is right at last, and nothing is left to do', () => {
    const right = wrongAgain.does(corrects('b@example.org')).decides();
    expect(right.said).toContain(`coach-report to head: ${first}-report`);
    expect(heard(right)).toBe('report');
    expect(right.decides().said).toEqual([]);
    expect(right.partnership.outbox.filter((m) => m.session)).toEqual([]);
  });

  it('from the address of somebody whose successor sits there goes to the successor, who is believed to be there', () => {
    const succeeded = reported.does((p, its, now) => replacePerson(p, its, 'head', nia, '2026-01-01', 'lead', now));
    const then = comesBack(succeeded.decides(), reported).decides().decides();
    expect(then.sent.filter((line) => line.includes(' coach-report to head'))).toHaveLength(2);
    expect(then.partnership.bounced ?? []).toEqual([]);
    expect(heard(then)).toBe('report');
    expect(then.decides().next).not.toBe(then.now);
  });
});

describe('a report that its coach no longer owes, as the coach has withdrawn', () => {
  const over = invited.until(ended(invited)).decides();
  const coach = over.partnership.sessions.find(({ id }) => id === first)?.coach ?? '';
  const withdraws: JudgedAct = (p, its, now) => withdrawPerson(p, its, coach, coach, now);

  it('is not waited for: the head hears at once that none will come, and once', () => {
    const gone = over.does(withdraws);
    expect(gone.said).toContain(`coach-report-late to head: ${first}-report`);
    expect(heard(gone)).toBe('late');
    const told = gone.until('2026-12-18T12:00').sent.filter((line) => line.includes(`: ${first}-report`));
    expect(told.filter((line) => line.includes(' to head'))).toHaveLength(1);
  });

  it('is none where the head has heard of the session', () => {
    expect(
      over
        .does(reports)
        .does(withdraws)
        .said.filter((line) => line.includes('to head')),
    ).toEqual([]);
  });
});

describe('a session that is moved after its head has heard that its report is late', () => {
  const told = invited.until(ended(invited)).until('2026-12-01T12:00');
  const word = told.steps
    .flatMap((step) => step.sent)
    .find((m) => m.kind === 'coach-report-late' && m.session?.id === first);
  const moves: JudgedAct = (p, its, now) =>
    moveSession(p, its, first, { date: '2026-12-08', start: '13:00', end: '13:50' }, 'A clash', 'coach-1', now);
  const moved = told.does(moves);

  it('is one of which the head has not heard, and now hears', () => {
    expect(heard(told)).toBe('late');
    expect(moved.refused).toBeUndefined();
    expect(heard(moved)).toBeUndefined();
    const again = moved.until('2026-12-09T14:00');
    expect(heard(again)).toBe('late');
    expect(again.sent.filter((line) => line.includes(`coach-report-late to head: ${first}-report`))).toHaveLength(2);
  });

  it('is none of which a coach who withdraws after it has said anything', () => {
    const over = moved.until('2026-12-08T14:00');
    const coach = over.partnership.sessions.find(({ id }) => id === first)?.coach ?? '';
    const gone = over.does((p, its, now) => withdrawPerson(p, its, coach, coach, now));
    expect(gone.said).toContain(`coach-report-late to head: ${first}-report-1`);
  });

  it('is not the one that the first word spoke of, when that comes back or is known late to have gone', () => {
    const { key = '', kind = '', to = '', session } = word ?? {};
    expect(session).toMatchObject({ id: first, version: 0 });
    expect(moved.does((p, _its, now) => bounced(p, { key, kind, to, session }, now)).refused).toBe('already');
    const sent = { what: 'message-sent' as const, key, kind: 'coach-report-late' as const, to, about: [] };
    const after = apply(moved.partnership, { ...sent, ...(session && { session }) }, moved.now);
    expect(after.sessions.find(({ id }) => id === first)?.headHeard).toBeUndefined();
  });
});

describe('a correction of a report', () => {
  it('is refused once reports have been erased: nothing new is kept', () => {
    const sent = invited.until(ended(invited)).does(reports);
    expect(sent.does(reports).refused).toBeUndefined();
    const erased: JudgedAct = (p, _its, now) => outcome(p, [{ what: 'erased', data: 'reports' }], now);
    expect(sent.does(erased).does(reports).refused).toBe('ended');
  });
});
