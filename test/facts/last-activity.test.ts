import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { type Obligation, openObligation } from '#domain/obligations/obligation.ts';
import { apply } from '#domain/partnership/changes.ts';
import { outcome, settle } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { holdSession, sendReport } from '#domain/sessions/acts.ts';
import { countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { type Given, given } from '#test/support/given.ts';

const start = async (name: string, nth = 0): Promise<Given> => {
  const { cohort, schools } = await sampleCohort(name);
  const it = given(cohort, schools[nth] as School)
    .at(`${cohort.launch}T08:00`)
    .decides();
  return it.does(signs).decides().does(countersigns).decides();
};

/** Whatever it is, it is done by its owner. */
const settles = (p: Partnership, asked: Obligation | undefined, now: string) =>
  outcome(p, [settle(asked ?? openObligation({} as never), 'done', asked?.owner ?? '', now)], now);

const active = (it: Given) => it.partnership.lastSignOfLife;

describe('the last activity at a school', () => {
  it('is not its coach’s from outside: not a session held, a report, or an answer', async () => {
    const agreed = await start('coaching-package');
    const met = agreed.until('2026-10-14T14:40');
    const ended = met.partnership.sessions.filter((s) => s.end.at < met.now);
    expect(ended.length).toBeGreaterThan(1);
    const [first, second] = ended.map((s) => s.id);
    const held: JudgedAct = (p, cohort, now) => holdSession(p, cohort, first ?? '', now, now);
    const reports: JudgedAct = (p, cohort, now) => sendReport(p, cohort, second ?? '', 'coach-1', now);
    const answers: JudgedAct = (p, _cohort, now) => {
      const asked = p.obligations.find(
        (o) => o.kind === 'answer-questionnaire' && o.owner.startsWith('coach-') && !o.end,
      );
      return settles(p, asked, now);
    };
    for (const does of [held, reports, answers]) {
      const done = met.does(does);
      expect(done.refused).toBeUndefined();
      expect(active(done)).toBe(active(met));
    }
  });

  it('is what its own people do, teachers and mentors too', async () => {
    for (const [name, role] of [
      ['itt-mentoring', 'mentor'],
      ['grow-coaching', 'teacher'],
    ] as const) {
      const agreed = (await start(name)).until('2026-11-20T10:00');
      const asked = agreed.partnership.obligations.find(
        (o) => !o.end && agreed.partnership.people.some((one) => one.id === o.owner && one.role === role),
      );
      expect(asked).toBeDefined();
      const done = agreed.does((p, _c, now) => settles(p, asked, now));
      expect(done.refused).toBeUndefined();
      expect(active(done)).toBe(done.now);
    }
  });

  it('is not a guest’s, who is of another school', async () => {
    const { cohort, schools } = await sampleCohort('peer-coaching');
    const host = schools.find(({ guests = [] }) => guests.length > 0) as School;
    const it = given(cohort, host).at(`${cohort.launch}T08:00`).decides().does(signs).decides().does(countersigns);
    const later = it.until('2026-12-20T10:00');
    const asked = later.partnership.obligations.find(
      (o) => !o.end && later.partnership.people.some((one) => one.id === o.owner && one.of !== undefined),
    );
    const done = later.does((p, _c, now) => settles(p, asked, now));
    expect(done.refused).toBeUndefined();
    expect(active(done)).toBe(active(later));
  });

  it('is not the clock’s, which says of a lesson without a record that it was held', () => {
    const it = coverSchool();
    const held = apply(it.partnership, { what: 'cycle-held', cycle: 'cycle-1-1' }, '2026-10-09T10:00:00Z');
    expect(held.cycles.find(({ id }) => id === 'cycle-1-1')?.state).toBe('held');
    expect(held.lastSignOfLife).toBe(active(it));
  });
});
