import { describe, expect, it } from 'vitest';
import { plusDays } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { shiftsOf } from '#domain/dates/shifts.ts';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { askForCopy, checkCopy, isLive, isReachable } from '#domain/personal-data/acts.ts';
import { canForget, reportedOn } from '#domain/personal-data/erasure.ts';
import { keptNamed, type PersonOnRecord } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { copyRules } from '#domain/personal-data/rules.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import { type JudgedAct, releases } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Given, given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort('coaching-package');
const { deputy: _, ...school } = schools[0] as School & { deputy?: unknown };
const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
const NOW = '2020-01-01';

const began = given(cohort, school).until(`${cohort.launch}T12:00`).does(releases('sign-agreement')).decides();
const asks =
  (seat: string, toCheck = true): JudgedAct =>
  (p, _c, now) =>
    askForCopy(p, seat, seat, { toCheck, now });
const names =
  (seat: string, by = seat): JudgedAct =>
  (p, c, now) =>
    replacePerson(p, c, seat, nia, NOW, by, now);
const checks: JudgedAct = (p, _c, now) => checkCopy(p, 'check-copy-1', 'head', { seen: [], leftOut: [] }, now);
const confirms: JudgedAct = (p, c, now) => confirmChange(p, c, 'confirm-successor-head', 'link', now);
const refuses: JudgedAct = (p, _c, now) => refuseChange(p, 'confirm-successor-head', 'link', now);
const kept = (it: Given, seat: string) => keptNamed(it.partnership, seat) as PersonOnRecord;

describe('words that a head is to check', () => {
  const contested = began.does(names('head'));

  it.each([
    ['asked for before', began.does(asks('teacher-1')).does(names('head'))],
    ['asked for since', contested.does(asks('teacher-1'))],
  ])('wait while it is not sure who the head is: %s', (_name, it) => {
    const request = it.partnership.outbox.find(({ kind }) => kind === 'copy-check-request');
    expect(request?.held ?? true).toBe(true);
    expect(it.does(checks).refused).toBe('not-now');
    expect(it.does(refuses).does(checks).refused).toBeUndefined();
    expect(it.does(confirms).obligation('check-copy-1').end).toBeUndefined();
  });
});

describe('a check that passes to the next head', () => {
  it('keeps its day and what has been said of it: the law’s month runs on', () => {
    const asked = began.does(asks('teacher-1'));
    const { due } = asked.obligation('check-copy-1');
    const late = asked.until(`${plusDays(due.local.slice(0, 10), 2)}T12:00`);
    const passed = late.does(names('head', 'lead'));
    expect(passed.obligation('check-copy-1').due).toEqual(due);
    expect(passed.obligation('check-copy-1').chased).toEqual(late.obligation('check-copy-1').chased);
  });
});

describe('dates that the lead moves', () => {
  it('leave the day of a check where it is, though there is no school', () => {
    const saturday = began.until('2026-09-12T12:00').does(asks('teacher-1'));
    expect(saturday.obligation('check-copy-1').due.local).toBe('2026-09-26T17:00');
    const moved = { ...cohort, calendar: { ...cohort.calendar, inset: ['2026-10-01'] } };
    const shifts = shiftsOf(saturday.partnership, cohort, moved, saturday.now);
    expect(shifts.map(({ obligation }) => obligation)).not.toContain('check-copy-1');
  });
});

describe('who has not been asked yet', () => {
  it('is reminded of no copy, and the lead hears nothing of its being late', () => {
    const asked = began.does(asks('teacher-1'));
    const { partnership: p } = asked;
    const o = asked.obligation('check-copy-1');
    const message = { key: 'waits', kind: 'copy-check-request' as const, to: 'head', about: [o.id] };
    const outbox = [{ ...message, queued: asked.now, state: 'to-send' as const, attempts: 0 }];
    const now = `${plusDays(o.due.local.slice(0, 10), 2)}T12:00:00.000Z`;
    const due = copyRules({ ...p, outbox }, asked.cohort, now).filter(({ at }) => at <= now);
    expect(due.length).toBeGreaterThan(0);
    const changes = due.flatMap((rule) => rule.do({ ...p, outbox }));
    expect(changes.filter(({ what }) => what === 'message-queued')).toEqual([]);
  });
});

describe('someone whose successor waits to be confirmed', () => {
  it('has not left: they are asked before they are erased', () => {
    const named = began.does(names('teacher-1'));
    expect(isReachable(named.partnership, kept(named, 'teacher-1'))).toBe(true);
    const gone = began.does((p, c, now) => reportGone(p, c, 'teacher-1', 'bounced', now)).does(names('teacher-1'));
    expect(isReachable(gone.partnership, kept(gone, 'teacher-1'))).toBe(false);
  });
});

describe('a link that waited for the right address', () => {
  it('works there for its fourteen days', () => {
    const waits = began
      .does(asks('teacher-1'))
      .does((p, c, now) => reportGone(p, c, 'teacher-1', 'bounced', now))
      .does(checks);
    expect(waits.partnership.outbox.find(({ kind }) => kind === 'copy-ready')?.held).toBe(true);
    const later = waits.until(`${plusDays(cohort.launch, 20)}T12:00`);
    const right = later.does((p, c, now) => correctAddress(p, c, 'teacher-1', 'right@example.org', 'lead', now));
    const asked = requestOf(right.partnership, 'copy-1');
    expect(asked && isLive(right.partnership, asked, right.now)).toBe(true);
    expect(asked?.until && asked.until > right.now).toBe(true);
  });
});

describe('someone of whom a report has yet to reach its reader', () => {
  const [first] = began.partnership.sessions.toSorted((a, b) => (a.start.at < b.start.at ? -1 : 1));
  const coach = first?.coach ?? '';
  const reported = began
    .until(first?.end.local.slice(0, 16) ?? '')
    .does((p, c, now) => reportGone(p, c, 'head', 'bounced', now))
    .does((p, c, now) => sendReport(p, c, first?.id ?? '', coach, now))
    .does((p, c, now) => withdrawPerson(p, c, coach, coach, now));

  it('is forgotten with it, not before', () => {
    expect(reportedOn(reported.partnership, kept(reported, `${coach}~1`))).not.toContain(first?.id);
    expect(canForget(reported.partnership, `${coach}~1`)).toBe(false);
    const read = reported.does(names('head', 'lead')).decides();
    expect(reportedOn(read.partnership, kept(read, `${coach}~1`))).toContain(first?.id);
    expect(canForget(read.partnership, `${coach}~1`)).toBe(true);
  });
});
