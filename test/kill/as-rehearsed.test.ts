import { describe, expect, it } from 'vitest';
import type { Instant } from '#calendar/london.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { asRehearsed } from './as-rehearsed.ts';

const { cohort } = await sampleCohort('middle-leaders');
const KEY = 'cohort/100001/7';
const NAME = '100001 questionnaire-request to link@example.org start-link';
const AT = '2026-09-08T07:00:00Z';
const AN_HOUR_LATER = '2026-09-08T08:00:00Z';

const email = (at: Instant, to = 'link@example.org') => {
  const ms = Date.parse(at);
  return { at: ms, began: ms, calendars: [], to, key: KEY, kind: 'questionnaire-request' };
};

/** What is found of one message, that was rehearsed for `AT`. */
function found(
  gone: readonly ReturnType<typeof email>[],
  {
    doubts = [],
    told = 'message-sent',
    at = AT,
    urn = '100001',
    about = 'start-link',
  }: {
    doubts?: readonly Instant[];
    told?: 'message-sent' | 'message-dropped';
    at?: Instant;
    urn?: string | null;
    about?: string;
  } = {},
) {
  const key = urn === null ? 'cohort/7' : KEY;
  const kind = 'questionnaire-request';
  const to = 'link@example.org';
  const { broken, late } = asRehearsed({
    rehearsed: {
      sample: 'middle-leaders',
      acts: [],
      ends: {},
      messages: [{ at, to, kind, urn, about: [], obligations: ['start-link'], key: 'of no meaning' }],
    },
    gone: gone.map((one) => ({ ...one, key })),
    now: '2027-07-01T07:00:00Z',
    when: 'at the end',
    unknown: new Map(doubts.length > 0 ? [[key, doubts]] : []),
    waiting: new Map(),
    sent: new Map([[key, { change: { what: told, about: [about] } } as unknown as HistoryEvent]]),
    calendar: cohort.calendar,
  });
  return { broken: broken.map((how) => how.replace(`${NAME} `, '')), late };
}

describe('an email that was rehearsed', () => {
  it('comes at its time, once', () => {
    expect(found([email(AT)])).toEqual({ broken: [], late: 0 });
    expect(found([email(AT), email(AT)]).broken).toEqual(['went 2 times, in doubt 0 times']);
    expect(found([email(AT, 'other@example.org')]).broken).toEqual([
      '100001 questionnaire-request to other@example.org start-link went, and was not rehearsed',
      `of ${AT} has not come`,
    ]);
    expect(found([email(AT)], { about: 'mid-link' }).broken).toHaveLength(2);
    expect(found([]).broken).toEqual([`of ${AT} has not come`]);
  });

  it('comes later, or again, if it was in doubt and then alone', () => {
    const doubts = [AN_HOUR_LATER];
    expect(found([email(AN_HOUR_LATER)], { doubts })).toEqual({ broken: [], late: 1 });
    expect(found([email(AT), email(AN_HOUR_LATER)], { doubts })).toEqual({ broken: [], late: 1 });
    expect(found([email(AN_HOUR_LATER)]).broken).toHaveLength(1);
    expect(found([email('2026-09-08T09:00:00Z')], { doubts }).broken).toHaveLength(1);
  });

  it('that was in doubt when the post had closed comes when it opens, and no later', () => {
    const [at, doubts] = ['2026-09-08T15:35:00Z', ['2026-09-08T16:35:00Z']];
    expect(found([email('2026-09-09T06:30:00Z')], { at, doubts })).toEqual({ broken: [], late: 1 });
    expect(found([email('2026-09-09T07:00:00Z')], { at, doubts }).broken).toHaveLength(1);
    // what goes at any hour
    expect(found([email('2026-09-08T16:35:00Z')], { at, doubts })).toEqual({ broken: [], late: 1 });
    // on a Friday, after the weekend
    const friday = { at: '2026-09-11T15:35:00Z', doubts: ['2026-09-11T16:35:00Z'] };
    expect(found([email('2026-09-14T06:30:00Z')], friday).broken).toEqual([]);
  });

  it('of a cohort, whose history tells of no doubts, may be in doubt several times', () => {
    const urn = null;
    for (const at of [AN_HOUR_LATER, '2026-09-08T09:00:00Z', '2026-09-08T10:00:00Z'])
      expect(found([email(at)], { urn }).broken).toEqual([]);
    expect(found([email('2026-09-08T08:30:00Z')], { urn }).broken).toHaveLength(1);
  });

  it('is dropped if it was in doubt and what it asks is settled since', () => {
    expect(found([], { doubts: [AN_HOUR_LATER], told: 'message-dropped' }).broken).toEqual([]);
    expect(found([], { told: 'message-dropped' }).broken).toHaveLength(1);
  });
});
