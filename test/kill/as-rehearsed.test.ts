import { describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/calendar/london.ts';
import type { HistoryEvent } from '../../shared/domain/partnership.ts';
import { sampleCohort } from '../support/cohorts.ts';
import { asRehearsed } from './as-rehearsed.ts';

const { cohort } = await sampleCohort('middle-leaders');
const KEY = 'cohort/100001/questionnaire-request/start-link';
const AT = '2026-09-08T07:00:00Z';
const AN_HOUR_LATER = '2026-09-08T08:00:00Z';

const email = (at: Instant, to = 'link@example.org') => {
  const ms = Date.parse(at);
  return { at: ms, began: ms, to, key: KEY, kind: 'questionnaire-request' };
};

/** What is found of one message, that was rehearsed for `AT`. */
function found(
  gone: readonly ReturnType<typeof email>[],
  {
    doubts = [],
    told = 'message-sent',
  }: { doubts?: readonly Instant[]; told?: 'message-sent' | 'message-dropped' } = {},
) {
  const { broken, late } = asRehearsed({
    rehearsed: {
      sample: 'middle-leaders',
      acts: [],
      ends: {},
      messages: [{ at: AT, to: 'link@example.org', kind: 'questionnaire-request', urn: '100001', about: [], key: KEY }],
    },
    gone,
    now: '2027-07-01T07:00:00Z',
    when: 'at the end',
    unknown: new Map(doubts.length > 0 ? [[KEY, doubts]] : []),
    waiting: new Set(),
    sent: new Map([[KEY, { change: { what: told } } as HistoryEvent]]),
    calendar: cohort.calendar,
  });
  return { broken: broken.map((how) => how.replace(`${KEY} `, '')), late };
}

describe('an email that was rehearsed', () => {
  it('comes at its time, once', () => {
    expect(found([email(AT)])).toEqual({ broken: [], late: 0 });
    expect(found([email(AT), email(AT)]).broken).toEqual(['went 2 times, in doubt 0 times']);
    expect(found([email(AT, 'other@example.org')]).broken).toEqual(['went to another than link@example.org']);
    expect(found([]).broken).toEqual([`of ${AT} has not come`]);
  });

  it('comes later, or again, if it was in doubt and then alone', () => {
    const doubts = [AN_HOUR_LATER];
    expect(found([email(AN_HOUR_LATER)], { doubts })).toEqual({ broken: [], late: 1 });
    expect(found([email(AT), email(AN_HOUR_LATER)], { doubts })).toEqual({ broken: [], late: 1 });
    expect(found([email(AN_HOUR_LATER)]).broken).toHaveLength(1);
    expect(found([email('2026-09-08T09:00:00Z')], { doubts }).broken).toHaveLength(1);
  });

  it('is dropped if it was in doubt and what it asks is settled since', () => {
    expect(found([], { doubts: [AN_HOUR_LATER], told: 'message-dropped' }).broken).toEqual([]);
    expect(found([], { told: 'message-dropped' }).broken).toHaveLength(1);
  });
});
