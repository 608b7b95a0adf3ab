import { describe, expect, it } from 'vitest';
import { plusDays } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import { moveSession, planSession } from '#domain/sessions/acts.ts';
import { coached } from '#test/functions/web/posting-schools.ts';

const { partnership, cohort, now } = coached();
const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: '' };

describe('a session', () => {
  it('is planned or moved to each day of the year, after a question where it is no school day', () => {
    const seen = new Set<string | undefined>();
    for (let date = '2026-09-30'; date < '2027-06-30'; date = plusDays(date, 1)) {
      const holiday = notASchoolDay(cohort.calendar, date);
      seen.add(holiday);
      for (const despite of [undefined, true]) {
        const time = { date, start: '13:00', end: '13:50', despite };
        for (const said of [
          planSession(partnership, cohort, { ...who, ...time }, now),
          moveSession(partnership, cohort, 'session-2', time, 'Illness', 'coach-1', now),
        ]) {
          const why = 'refused' in said ? said.refused.why : 'done';
          expect([date, despite, why]).toEqual([date, despite, holiday && !despite ? 'asks' : 'done']);
          if (why === 'asks') expect('refused' in said && said.refused.sentence).toContain(holiday);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(4);
  });
});
