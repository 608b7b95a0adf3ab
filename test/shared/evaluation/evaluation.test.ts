import { describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Cycle, Duty } from '#domain/cycles/cycle.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { evaluationOf } from '#evaluation/evaluation.ts';
import { holdings } from '#evaluation/holding.ts';
import { holdingInWords, methodInWords, percentOf, timelinessInWords } from '#evaluation/in-words.ts';
import { timelinessOf } from '#evaluation/timeliness.ts';
import { active, cohort } from '#test/support/first-school.ts';

const NOW = '2027-07-20T09:00:00Z';
const DUE = '2026-09-21T16:00:00Z';

const time = (at: string) => ({ local: at.slice(0, 16), at });

const owed = (kind: Obligation['kind'], ended?: string, how: 'done' | 'lapsed' | 'released' = 'done'): Obligation => ({
  id: `${kind}-${ended}-${how}`,
  kind,
  owner: 'link',
  opened: '2026-09-07T07:00:00Z',
  due: time(DUE),
  policy: 'school',
  chased: [],
  reminded: [],
  moved: [],
  linkVersion: 1,
  end: ended ? { how, at: ended } : undefined,
});

const session = (id: string, change: Partial<Session>): Session => ({
  id,
  coach: 'coach-1',
  teacher: 'teacher-1',
  start: time('2026-10-05T09:00:00Z'),
  end: time('2026-10-05T10:00:00Z'),
  place: '',
  focus: '',
  state: 'held',
  sequence: 0,
  ...change,
});

const school = (change: Partial<Partnership>): Partnership => ({
  ...active.partnership,
  stage: 'completed',
  obligations: [],
  sessions: [],
  cycles: [],
  ...change,
});

const NOTHING = { inTime: 0, late: 0, never: 0, waiting: 0 };

describe('timeliness', () => {
  it('counts what was done by its date, after it, not at all, and what is not due yet; not what was released', () => {
    const obligations = [
      owed('sign-agreement', DUE),
      owed('sign-agreement', '2026-09-21T16:00:01Z'),
      owed('sign-agreement', '2027-07-01T08:00:00Z', 'lapsed'),
      owed('sign-agreement'),
      owed('sign-agreement', '2026-09-10T08:00:00Z', 'released'),
    ];
    const of = (now: string) => timelinessOf({ steps: [] }, [school({ obligations })], now);
    expect(of(NOW)).toEqual([{ what: 'agreements', inTime: 1, late: 1, never: 2, waiting: 0 }]);
    expect(of('2026-09-20T09:00:00Z')).toEqual([{ what: 'agreements', inTime: 1, late: 1, never: 1, waiting: 1 }]);
    expect(timelinessOf({ steps: [] }, [school({})], NOW)).toEqual([]);
  });

  it('of reports is when the head heard: late only with a report, for good once the school has ended', () => {
    const heard = (at: string, how: 'report' | 'late') => ({ headHeard: { at, how } });
    const report = { version: 1, at: '2026-10-05T12:00:00Z' };
    const reports = (stage: 'active' | 'completed') =>
      timelinessOf(
        { steps: [] },
        [
          school({
            stage,
            sessions: [
              session('session-1', { report, ...heard('2026-10-05T12:00:00Z', 'report') }),
              session('session-2', { report, ...heard('2026-10-06T10:00:00Z', 'late') }),
              session('session-3', heard('2026-10-06T10:00:00Z', 'late')),
              session('session-4', {}),
              session('session-5', { state: 'cancelled' }),
            ],
          }),
        ],
        NOW,
      );
    const counts = { ...NOTHING, what: 'reports', inTime: 1, late: 1 };
    expect(reports('active')).toEqual([{ ...counts, never: 1, waiting: 1 }]);
    expect(reports('completed')).toEqual([{ ...counts, never: 2 }]);
  });

  it('reads as a sentence, without a share of nothing', () => {
    expect(timelinessInWords({ what: 'cover', inTime: 5, late: 1, never: 1, waiting: 2 })).toBe(
      '5 of 7 in time (71%), 1 late, 1 not at all, 2 not due yet',
    );
    expect(timelinessInWords({ ...NOTHING, what: 'cover', waiting: 1 })).toBe('0 of 0 in time, 1 not due yet');
  });
});

describe('what was held against what was planned', () => {
  it('counts sessions, with the reasons that people gave', () => {
    const sessions = [
      session('session-1', {}),
      session('session-2', { sequence: 1, why: 'The coach was ill' }),
      session('session-3', { state: 'cancelled', sequence: 1, why: 'the coach was ill. ' }),
      session('session-4', { state: 'missed', sequence: 1 }),
      session('session-5', { state: 'planned' }),
      session('session-6', { state: 'moved', sequence: 2, why: 'Snow', end: time('2027-08-01T09:00:00Z') }),
    ];
    const [found] = holdings([school({ sessions })], NOW);
    expect(found).toEqual({
      what: 'sessions',
      planned: 6,
      held: 2,
      moved: 2,
      cancelled: 1,
      missed: 1,
      unsaid: 1,
      toCome: 1,
      reasons: [
        { why: 'The coach was ill', count: 2 },
        { why: '', count: 1 },
        { why: 'Snow', count: 1 },
      ],
    });
    expect(found && holdingInWords(found)).toBe(
      '2 of 6 held (33%), 2 moved, 1 cancelled, 1 did not happen, 1 not recorded, 1 to come',
    );
  });

  it('counts a cycle’s cover as kept when the cycle was held, and remembers what a cancelled one had', () => {
    const slot = { start: time('2026-11-02T09:00:00Z'), end: time('2026-11-02T10:00:00Z'), period: '1' };
    const duty: Duty = { kind: 'cover', date: '2026-11-02', period: '1', by: 'cover-1', whom: 'teacher-1' };
    const cycle = (change: Partial<Cycle>): Cycle => ({
      id: 'cycle-1-1',
      group: 'A',
      nth: 1,
      members: ['teacher-1'],
      teaching: 'teacher-1',
      planning: slot,
      lesson: slot,
      debrief: slot,
      duties: [duty],
      state: 'held',
      sequence: 0,
      coverVersion: 0,
      ...change,
    });
    const { duties: _, ...rest } = cycle({});
    const cycles = [
      cycle({}),
      cycle({ duties: [] }),
      cycle({ state: 'cancelled', duties: [], was: { ...rest, duties: [duty] } }),
    ];
    expect(holdings([school({ cycles })], NOW).map(({ what, planned, held }) => [what, planned, held])).toEqual([
      ['cycles', 3, 2],
      ['covered', 2, 1],
    ]);
  });

  it('counts meetings by what their owners said', () => {
    const obligations = [
      owed('hold-meeting', DUE),
      owed('hold-meeting'),
      owed('hold-meeting', DUE, 'lapsed'),
      owed('hold-meeting', DUE, 'released'),
    ];
    expect(holdings([school({ obligations })], NOW)).toMatchObject([
      { what: 'meetings', planned: 4, held: 1, missed: 0, unsaid: 2, cancelled: 1, toCome: 0 },
    ]);
    expect(holdings([school({ obligations })], DUE.replace('16', '09'))).toMatchObject([{ unsaid: 1, toCome: 1 }]);
  });
});

describe('an evaluation', () => {
  const closed: Cohort = { ...cohort, stage: 'closed' };
  const [step] = closed.programme.steps.filter(({ questionnaire }) => questionnaire);
  const key = step?.key ?? '';
  const asked = (ended?: string, how?: 'done' | 'released'): Obligation => ({
    ...owed('answer-questionnaire', ended, how),
    step: key,
    questionnaire: step?.questionnaire,
  });
  const partnerships = [
    school({ obligations: [asked(DUE)] }),
    school({ stage: 'declined', obligations: [asked(DUE, 'released')] }),
    school({ stage: 'active', obligations: [asked()] }),
  ];

  it('has each point at which a questionnaire is asked, of whom, and how many answered', () => {
    const found = evaluationOf(closed, partnerships, new Map(), NOW);
    expect(found.responses[0]).toEqual({
      title: closed.programme.questionnaires[step?.questionnaire ?? '']?.title,
      owner: step?.owner,
      asked: 2,
      answered: 1,
    });
    expect(found.schools).toEqual({ invited: 3, running: 1, completed: 1, declined: 1, withdrawn: 0, lapsed: 0 });
    expect(found.final).toBe(true);
    expect(evaluationOf({ ...closed, stage: 'launched' }, partnerships, new Map(), NOW).final).toBe(false);
  });

  it('names nobody, nor a school, but for reasons that people typed', () => {
    const { holdings: _, ...rest } = evaluationOf(closed, [active.partnership], new Map(), NOW);
    const told = JSON.stringify(rest);
    for (const { name, email } of active.partnership.people) {
      expect(told).not.toContain(name);
      expect(told).not.toContain(email);
    }
    expect(told).not.toContain(active.partnership.school);
  });

  it('says how it was counted, and no more than holds for it', () => {
    const sentences = methodInWords(evaluationOf(closed, partnerships, new Map(), NOW)).join(' ');
    expect(sentences).toContain('no answers are shown of fewer than 5 people');
    expect(sentences).not.toContain('sign test');
    expect(sentences).not.toContain('email to the head');
  });
});

describe('a share of a whole', () => {
  it('is rounded as people do, and is all or nothing only where it is', () => {
    const shares = [
      [2, 3, '67%'],
      [1, 3, '33%'],
      [299, 300, '99%'],
      [1, 300, '1%'],
      [3, 3, '100%'],
      [0, 3, '0%'],
      [0, 0, '–'],
    ] as const;
    for (const [part, whole, words] of shares)
      expect([part, whole, percentOf(part, whole)]).toEqual([part, whole, words]);
  });
});
