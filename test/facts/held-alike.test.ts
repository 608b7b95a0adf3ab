import { describe, expect, it } from 'vitest';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { holdings } from '#evaluation/holding.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { sessionsCard } from '#web/journeys/school/page.ts';

describe('what was held', () => {
  it.each(['coaching-package', 'grow-coaching', 'co-coaching'])(
    'is counted alike in the ledger, the closing letter, the evaluation and on the school’s page: %s',
    async (name) => {
      const { cohort, schools } = await sampleCohort(name);
      if (!cohort.programme.sessions) return;
      const coach = schools[0]?.coaches?.[0]?.email.toLowerCase() ?? '';
      const story = readStory(JSON.stringify([{ at: '2026-10-19T10:00', who: coach, does: 'withdraw' }]));
      for (const told of [[], story])
        for (const cast of ['typical', 'silent'] as const) {
          const { partnerships } = rehearse({ cohort, schools, cast, seed: 5, story: told });
          for (const now of ['2026-10-20T12:00:00Z', '2027-02-01T12:00:00Z', '2027-08-30T12:00:00Z'])
            for (const some of [partnerships, ...partnerships.map((p) => [p])]) {
              const ledger = ledgerOf(cohort.programme, some, now);
              const [sessions] = holdings(some, now).filter(({ what }) => what === 'sessions');
              expect([ledger.held, ledger.unsaid]).toEqual([sessions?.held ?? 0, sessions?.unsaid ?? 0]);
              const answered = ledger.rows.filter(
                ({ outcome }) => outcome === 'not-asked' || outcome === 'before-agreement',
              ).length;
              expect(ledger.within + ledger.late + ledger.waiting + answered).toBe(ledger.held + ledger.unsaid);
              const [only, ...more] = some;
              if (only && more.length === 0)
                expect(sessionsCard({ cohort, partnership: only }, '', now).held).toBe(sessions?.held ?? 0);
            }
        }
    },
  );
});
