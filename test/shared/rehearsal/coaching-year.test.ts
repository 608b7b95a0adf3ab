import { expect, test } from 'vitest';
import { hoursBetween } from '#calendar/london.ts';
import { schoolDays } from '#calendar/school-calendar.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { endOf } from '#domain/sessions/session.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const SCHOOLS = 15;
const SESSIONS_EACH = 200;
const TIMES = [
  ['09:00', '10:00'],
  ['11:00', '12:00'],
  ['13:30', '14:30'],
  ['15:30', '16:30'],
  ['23:00', '00:00'],
] as const;

const sample = await sampleCohort();
const cohort = { ...sample.cohort, programme: coachingPackage, schoolCount: SCHOOLS };
const days = schoolDays(cohort.calendar).filter((day) => day > '2026-09-21' && day < '2027-07-15');
const coaches = Array.from({ length: 8 }, (_, i) => ({ name: `Coach ${i}`, email: `coach-${i}@coaches.example.org` }));

const schools = Array.from({ length: SCHOOLS }, (_, i): School => {
  const at = (who: string) => ({ name: `${who} ${i}`, email: `${who}@school-${i}.example.org` });
  const coach = coaches[i % coaches.length] as (typeof coaches)[number];
  const teachers = Array.from({ length: 6 }, (_, t) => ({ ...at(`teacher-${t}`), group: '' }));
  return {
    urn: String(910_000 + i),
    name: `School ${i}`,
    phase: 'primary',
    head: at('head'),
    link: at('link'),
    teachers,
    coaches: [coach],
    sessions: Array.from({ length: SESSIONS_EACH }, (_, s) => {
      const [start, end] = TIMES[s % TIMES.length] as (typeof TIMES)[number];
      const date = days[(s * 7 + i) % days.length] as string;
      const teacher = teachers[s % teachers.length]?.email ?? '';
      return { date, start, end, coach: coach.email, teacher, place: 'Room 4', focus: 'Questions' };
    }),
  };
});

test('in a year of 3,000 sessions with prompt, late and silent coaches, every head hears within 24 hours and a minute', () => {
  const played = rehearse({ cohort, schools, cast: 'typical' });
  const ledger = ledgerOf(coachingPackage, played.partnerships, '9999-12-31T00:00:00Z');
  expect(ledger.rows.length).toBe(SCHOOLS * SESSIONS_EACH);

  const first = new Map<string, string>();
  for (const m of played.messages)
    if (m.kind === 'coach-report' || m.kind === 'coach-report-late') {
      const name = `${m.urn}/${m.session}`;
      if (!first.has(name)) first.set(name, m.at);
    }
  // a school that never signs, and what was over before one did: nobody hears of that
  const held = ledger.rows.filter((row) => row.outcome !== 'not-held' && row.outcome !== 'before-agreement');
  for (const { partnership, session } of held) {
    const heard = first.get(`${partnership.urn}/${session.id}`);
    expect(heard, `${partnership.urn} ${session.id}`).toBeDefined();
    expect(hoursBetween(endOf(session), heard ?? '')).toBeLessThanOrEqual(24 + 1 / 60);
  }
  // of those from before the agreement nothing is asked
  const before = ledger.rows.filter(({ outcome }) => outcome === 'before-agreement').length;
  expect(held.length + before).toBe(ledger.held + ledger.unsaid);
  expect(ledger.within + ledger.late + before).toBe(ledger.held + ledger.unsaid);
  expect(ledger.late).toBeGreaterThan(100);
  expect(ledger.within).toBeGreaterThan(2000);
  console.log(
    `${ledger.held} held, ${ledger.within} within 24 h, ${ledger.late} told late, longest ${ledger.longestHours} h`,
  );
});
