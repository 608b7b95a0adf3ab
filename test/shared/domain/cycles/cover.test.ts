import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { callOffCycle, closeDay, confirmCover, dropOut, sayHeld } from '#domain/cycles/acts.ts';
import { planAgain, proposeByHand } from '#domain/cycles/plan-acts.ts';
import { planChanges } from '#domain/cycles/planning.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { settleGroup } from '#domain/people/settling.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { answers, type JudgedAct } from '#test/support/acting.ts';
import {
  agrees,
  byHandSchool,
  coverSchool,
  plannedSchool,
  proposalFor,
  proposedSchool,
  proposes,
  withoutRecords,
} from '#test/support/cover-school.ts';
import { days, type Given, sentAfter } from '#test/support/given.ts';

const confirms =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    confirmCover(p, id, 'cover', now);
const keeps =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    sayHeld(p, id, 'teacher-1', now);
const dropsOut =
  (who: string, from: string, until?: string): JudgedAct =>
  (p, cohort, now) =>
    dropOut(p, cohort, { who, from, until }, now);
const closes =
  (date: string): JudgedAct =>
  (p, cohort, now) =>
    closeDay(p, cohort, { date, why: 'Snow' }, now);
const cancels =
  (id: string): JudgedAct =>
  (p, cohort, now) =>
    callOffCycle(p, cohort, id, 'Ofsted is here', 'lead', now);

const agreed = coverSchool();

describe('the plan', () => {
  it('is asked of the planner at once, and the link hears when there is one', () => {
    const planning = plannedSchool();
    expect(planning.partnership.plan?.state).toBe('wanted');
    expect(planning.next).toBe(planning.now);
    expect(planning.sent.filter((line) => line.includes('plan-request'))).toEqual([]);
    expect(planning.does(proposes(proposalFor(planning))).said).toEqual(['plan-request to link: agree-plan']);
  });

  it('is asked for again a quarter of an hour after a planner has gone silent', () => {
    const planning = plannedSchool();
    const shown = planning.does((p, cohort, now) => ({
      partnership: { ...p, plan: p.plan && { ...p.plan, proposal: { ...proposalFor(planning), at: now } } },
      changes: [],
      cohort,
    }));
    expect(shown.next).toBe('2026-09-08T09:15:00Z');
  });

  it('is the link’s own where there are no timetables', () => {
    const byHand = byHandSchool();
    expect(byHand.partnership.plan?.state).toBe('by-hand');
    expect(byHand.sent).toContain('2026-09-08 10:00 plan-request to link: agree-plan');
  });

  it('answers only the last question', () => {
    const proposed = proposedSchool();
    const again = proposed.does((p, _cohort, now) =>
      planAgain(p, [{ what: 'avoid', group: 'Triad 1', nth: 1, date: '2026-10-08' }], now),
    );
    const stale = again.does((p, cohort, now) => proposes(proposalFor(proposed))({ ...p, plan: p.plan }, cohort, now));
    expect(again.partnership.plan?.nth).toBe(2);
    expect(stale.partnership.plan?.state).toBe('proposed');
    expect(stale.does(proposes(proposalFor(stale))).refused).toBe('already');
    // who is on the page sees it: no email tells them
    expect(stale.said).toEqual([]);
  });

  it('once agreed is told to everyone in it, and to the cover manager in one pack', () => {
    expect(agreed.said.map((line) => line.split(':')[0])).toEqual([
      'cover-pack to cover',
      ...[1, 2, 3, 4, 5, 6].map((n) => `plan-invitation to teacher-${n}`),
    ]);
    expect(agreed.partnership.cycles).toHaveLength(8);
    expect(agreed.does(agrees).refused).toBe('not-asked');
  });
});

describe('a cycle that is called off while a plan waits to be agreed', () => {
  it('stays off when the link agrees', () => {
    const again: JudgedAct = (p, _cohort, now) => planAgain(p, [], now);
    const moved: JudgedAct = (p, cohort, now) => {
      const off = (id: string) => (id === 'cycle-1-2' ? 1 : 0);
      const cycles = p.cycles.map((c) => ({ ...c, duties: c.duties.slice(off(c.id)) }));
      return proposes({ ...proposalFor(plannedSchool()), at: now, cycles })(p, cohort, now);
    };
    const proposed = agreed.at('2026-09-10T10:00').does(again).does(moved);
    expect(proposed.partnership.plan?.state).toBe('proposed');
    const done = proposed.does(cancels('cycle-1-2')).does(agrees);
    expect(done.refused).toBeUndefined();
    expect(done.partnership.plan?.state).toBe('agreed');
    expect(done.partnership.cycles.find((c) => c.id === 'cycle-1-2')?.state).toBe('cancelled');
  });
});

describe('a plan that holds fewer cycles than the programme promises', () => {
  const fewer = (said: readonly string[]) => said.filter((line) => line.startsWith('plan-holds-fewer'));
  const missing = (nth: number) => ({ group: 'Triad 2', nth, nearest: [] });
  const lacks = (...nths: readonly number[]): JudgedAct => {
    const without = nths.map((nth) => `cycle-2-${nth}`);
    return (p, cohort, now) => {
      const cycles = p.cycles.length > 0 ? p.cycles : proposalFor({ partnership: p, cohort, now } as Given).cycles;
      const proposal = { ...proposalFor(plannedSchool()), at: now, notHeld: nths.map(missing) };
      return proposes({ ...proposal, cycles: cycles.filter((c) => !without.includes(c.id)) })(p, cohort, now);
    };
  };
  const again: JudgedAct = (p, _cohort, now) => planAgain(p, [], now);
  const one = plannedSchool().does(lacks(4)).at('2026-09-09T10:00').does(agrees);

  it('is told to the lead once the link has agreed to it', () => {
    expect(fewer(plannedSchool().does(lacks(4)).said)).toEqual([]);
    expect(fewer(one.said)).toEqual(['plan-holds-fewer to lead']);
    expect(fewer(agreed.said)).toEqual([]);
  });

  it('is told when it holds as it was, and something more is lacking that was promised', () => {
    const pair = agreed
      .at('2026-09-10T10:00')
      .does((p, c, now) => withdrawPerson(p, c, 'teacher-6', 'teacher-6', now))
      .does((p, c, now) => settleGroup(p, c, 'settle-group-teacher-6', { what: 'carry-on' }, 'link', now));
    expect(pair.partnership.plan?.state).toBe('wanted');
    const stands = pair.does(lacks(3));
    expect(stands.partnership.plan?.state).toBe('agreed');
    expect(fewer(stands.said)).toEqual(['plan-holds-fewer to lead']);
    expect(fewer(stands.does(again).does(lacks(3)).said)).toEqual([]);
  });

  it('is told again only when more is lacking', () => {
    const same = one.does(again).does(lacks(4));
    expect(same.partnership.plan?.state).toBe('agreed');
    expect(fewer(same.said)).toEqual([]);
    const more = one.does(again).does(lacks(3, 4));
    expect(fewer(more.does(agrees).said)).toEqual(['plan-holds-fewer to lead']);
  });

  it('is not told when another holds them all before the email goes', () => {
    const evening = plannedSchool().does(lacks(4)).at('2026-09-09T20:00').does(agrees);
    expect(fewer(evening.said)).toEqual([]);
    const all = evening.does(again).does(lacks()).does(agrees);
    expect(all.partnership.plan?.notHeld).toEqual([]);
    expect(fewer(all.until('2026-09-12T12:00').sent.map((line) => line.slice(17)))).toEqual([]);
  });
});

describe('cover', () => {
  const day = (id: string, on = agreed) =>
    sentAfter(on.until('2026-10-08T18:00'), '2026-09-30T00:00').filter((l) => l.includes(id));

  it('is asked for five school days before, chased, and alarms with two to go', () => {
    expect(day('cycle-1-1-lesson-cover')).toEqual([
      '2026-10-01 08:00 cover-request to cover: cycle-1-1-lesson-cover',
      '2026-10-02 08:00 reminder to cover: cycle-1-1-lesson-cover, cycle-2-1-planning-cover',
      '2026-10-06 08:00 cover-alarm to lead: cycle-1-1-lesson-cover',
      '2026-10-06 08:00 cover-alarm to link: cycle-1-1-lesson-cover',
      '2026-10-06 08:00 cover-request to cover: cycle-2-1-lesson-cover, cycle-1-1-lesson-cover, cycle-2-1-planning-cover',
      '2026-10-07 08:00 reminder to cover: cycle-1-1-lesson-cover, cycle-2-1-planning-cover, cycle-2-1-lesson-cover',
    ]);
  });

  it('confirmed is asked for no more', () => {
    const confirmed = agreed.until('2026-10-01T09:00').does(confirms('cycle-1-1-lesson-cover'));
    expect(day('cycle-1-1-lesson-cover', confirmed)).toHaveLength(1);
    expect(confirmed.does(confirms('cycle-1-1-lesson-cover')).refused).toBe('already');
  });

  it('unconfirmed lapses when the lesson begins', () => {
    expect(agreed.until('2026-10-08T12:00').obligation('cycle-1-1-lesson-cover').end?.how).toBe('lapsed');
  });
});

describe('a lesson', () => {
  const after = agreed.until('2026-10-08T13:00');

  it('is followed by its record, due five school days later', () => {
    expect(after.said).toEqual(['record-request to teacher-1: cycle-1-1-record']);
    expect(after.obligation('cycle-1-1-record').due.local).toBe('2026-10-15T17:00');
  });

  it('counts as held once there is a record', () => {
    expect(after.does(keeps('cycle-1-1-record')).partnership.cycles[0]?.state).toBe('held');
  });

  it('that did not take place has a reason, and no record', () => {
    const missed = after.does(cancels('cycle-1-1'));
    expect(missed.partnership.cycles[0]).toMatchObject({ state: 'missed', why: 'Ofsted is here' });
    expect(missed.obligation('cycle-1-1-record').end?.how).toBe('released');
    expect(missed.said).toEqual([]);
  });

  describe('of which no record is kept', () => {
    const over = withoutRecords(agreed).until('2026-10-08T13:00');
    const next = over.until('2026-10-12T09:00');

    it('is asked about, and held only once somebody says so', () => {
      expect(over.said).toEqual(['held-request to teacher-1: cycle-1-1-record']);
      expect(over.obligation('cycle-1-1-record')).toMatchObject({ kind: 'confirm-held', owner: 'teacher-1' });
      expect(over.obligation('cycle-1-1-record').due.local).toBe('2026-10-09T17:00');
      expect(over.partnership.cycles[0]?.state).toBe('planned');
      expect(over.does(keeps('cycle-1-1-record')).partnership.cycles[0]?.state).toBe('held');
    });

    it('is asked about of the link once the teacher has said nothing by the next school day', () => {
      expect(sentAfter(next, '2026-10-09T16:00').filter((line) => line.includes('held-request'))).toEqual([
        '2026-10-09 17:00 held-request to link: cycle-1-1-record-link',
      ]);
      expect(next.obligation('cycle-1-1-record').end?.how).toBe('lapsed');
      expect(next.obligation('cycle-1-1-record-link')).toMatchObject({ kind: 'confirm-held', owner: 'link' });
      const said = next.does((p, _cohort, now) => sayHeld(p, 'cycle-1-1-record-link', 'link', now));
      expect(said.partnership.cycles[0]?.state).toBe('held');
      expect(said.until('2026-10-20T09:00').obligation('cycle-1-1-record-link').end?.how).toBe('done');
    });

    it('that did not take place has a reason, whoever is asked, and is asked about no more', () => {
      for (const it of [over, next]) {
        const missed = it.does(cancels('cycle-1-1'));
        expect(missed.partnership.cycles[0]).toMatchObject({ state: 'missed', why: 'Ofsted is here' });
        const open = missed
          .until('2026-10-20T09:00')
          .partnership.obligations.filter((o) => isOpen(o) && o.kind === 'confirm-held');
        expect(open.filter(({ cycle }) => cycle === 'cycle-1-1')).toEqual([]);
      }
    });

    it('and of which nobody says anything by the end counts as neither held nor missed', () => {
      const { partnership: p } = withoutRecords(agreed).until('2027-07-31T09:00');
      expect(p.stage).toBe('completed');
      expect(p.cycles.filter(({ state }) => state === 'held' || state === 'missed')).toEqual([]);
    });
  });

  it('to come that is cancelled is told to its people and the cover manager', () => {
    const off = agreed.until('2026-10-05T09:00').does(cancels('cycle-1-1'));
    expect(off.said).toEqual([
      'cover-changed to cover',
      'cycles-changed to teacher-1',
      'cycles-changed to teacher-2',
      'cycles-changed to teacher-3',
    ]);
    expect(off.until('2026-10-08T18:00').partnership.obligations.map((o) => o.id)).not.toContain('cycle-1-1-record');
  });

  it('still to come keeps the school’s part going; its end cancels what is left', () => {
    const year = ['start', 'mid', 'end'].reduce(
      (it, when) =>
        it
          .until({ start: '2026-09-30T09:00', mid: '2026-12-10T09:00', end: '2027-06-20T09:00' }[when] ?? '')
          .does(answers(when as 'start')),
      agreed,
    );
    const closed = year.until('2027-07-31T09:00');
    expect(closed.partnership.stage).toBe('completed');
    expect(
      closed.partnership.cycles.filter((c) => c.state === 'planned').every((c) => c.lesson.end.at < closed.now),
    ).toBe(true);
    expect(closed.next).toBeUndefined();
  });
});

describe('a disturbance', () => {
  const before = agreed.until('2026-10-05T09:00');

  it('that hits nothing changes nothing', () => {
    const away = before.does(dropsOut('teacher-1', '2026-10-20', '2026-10-21'));
    expect(away.changed).toEqual(['away']);
    expect(away.partnership.plan?.state).toBe('agreed');
  });

  it('sets the planner to work, and the link agrees to what changes', () => {
    const away = before.does(dropsOut('cover-1', '2026-10-08'));
    expect(away.partnership.plan).toMatchObject({ state: 'wanted', disturbance: 'somebody dropped out' });
    const { cycles } = away.partnership;
    const repaired = cycles.map((c) => ({
      ...c,
      duties: c.duties.map((d) => (d.by === 'cover-1' ? { ...d, by: 'cover-2' } : d)),
    }));
    const proposed = away.does(proposes({ ...proposalFor(away), cycles: repaired }));
    expect(proposed.said).toEqual(['plan-request to link: agree-plan-2']);
    expect(planChanges(proposed.partnership, { cycles: repaired }).every((c) => c.cover && !c.times)).toBe(true);
    const done = proposed.does(agrees);
    // no teacher’s time changes: the cover manager alone is told
    expect(done.said).toEqual(['cover-changed to cover']);
    expect(done.obligation('cycle-1-1-lesson-cover').end?.how).toBe('released');
    expect(done.decides().said).toContain('cover-request to cover: cycle-1-1-lesson-cover-1');
  });

  it('is to be agreed to before the first lesson that it changes, by the school’s clock', () => {
    const away = agreed.until('2026-10-07T15:00').does(dropsOut('cover-2', '2026-10-08'));
    const repaired = away.partnership.cycles.map((c) => ({
      ...c,
      duties: c.duties.map((d) => (d.by === 'cover-2' ? { ...d, by: 'cover-1' } : d)),
    }));
    const proposed = away.does(proposes({ ...proposalFor(away), cycles: repaired }));
    expect(proposed.obligation('agree-plan-2').due).toEqual(london('2026-10-08', '11:15'));
  });

  it('that moves a lesson tells its teachers, and raises its calendar entries', () => {
    const closed = before.does(closes('2026-10-08'));
    const moved = closed.partnership.cycles.map((c) =>
      c.id === 'cycle-1-1'
        ? { ...c, lesson: { ...c.lesson, start: { local: '2026-10-09T11:15', at: '2026-10-09T10:15:00Z' } } }
        : c,
    );
    const done = closed.does(proposes({ ...proposalFor(closed), cycles: moved })).does(agrees);
    expect(done.said).toEqual(['teacher-1', 'teacher-2', 'teacher-3'].map((id) => `cycles-changed to ${id}`));
    expect(done.partnership.cycles.map((c) => c.sequence)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('that leaves no time for a cycle calls it off with its reason', () => {
    const closed = before.does(closes('2026-10-08'));
    const left = closed.partnership.cycles.filter((c) => c.id !== 'cycle-1-1');
    const done = closed.does(proposes({ ...proposalFor(closed), cycles: left })).does(agrees);
    expect(done.partnership.cycles[0]).toMatchObject({
      state: 'cancelled',
      why: 'the school is closed on Thursday 8 October 2026',
    });
  });

  it('twice is once, and what is over cannot be disturbed', () => {
    const away = before.does(dropsOut('cover-1', '2026-10-08', '2026-10-08'));
    expect(away.does(dropsOut('cover-1', '2026-10-08', '2026-10-08')).refused).toBe('already');
    expect(before.does(dropsOut('cover-1', '2026-10-01', '2026-10-02')).refused).toBe('not-now');
    expect(before.does(closes('2026-10-01')).refused).toBe('not-now');
    expect(before.does(closes('2026-10-10')).refused).toBe('already');
  });

  it('of a plan made by hand is the link’s to mend', () => {
    const byHand = byHandSchool();
    expect(byHand.does(dropsOut('teacher-1', '2026-10-08')).partnership.plan?.state).toBe('by-hand');
  });

  it('of a plan made by hand is told to the second contact too', () => {
    const byHand = byHandSchool({ second: { name: 'Sorrel Fictitious', email: 'sorrel@example.org' } });
    const agreed = byHand
      .does((p, _cohort, now) => proposeByHand(p, proposalFor(byHand), now))
      .at('2026-09-09T10:00')
      .does(agrees);
    expect(agreed.at('2026-10-05T10:00').does(dropsOut('teacher-1', '2026-10-08')).said).toEqual([
      'plan-request to link: agree-plan-2',
      'plan-request to link-2: agree-plan-2',
    ]);
  });
});

describe('over a year', () => {
  it('no one is asked for cover of a lesson twice', () => {
    const keys = agreed.until('2027-07-31T09:00').steps.flatMap((step) => step.sent.map((m) => m.key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(days(agreed.until('2027-07-31T09:00'), 'record-request')).toHaveLength(8);
  });
});
