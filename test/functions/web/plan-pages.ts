import { callOffCycle, closeDay } from '#domain/cycles/acts.ts';
import { planAgain, proposePlan } from '#domain/cycles/plan-acts.ts';
import {
  byHandSchool,
  coverSchool,
  cycleOn,
  plannedSchool,
  proposalFor,
  proposedSchool,
} from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import { look, type NamedPage } from './look.ts';

/** A school whose day of the second lesson is closed, with the planner's answer to it: that lesson is a week later. */
export function disturbedSchool(): Given {
  const closed = coverSchool().does((p, cohort, now) =>
    closeDay(p, cohort, { date: '2026-10-13', why: 'the boiler is replaced' }, now),
  );
  const { partnership: p } = closed;
  const cycles = p.cycles.map((cycle) => (cycle.id === 'cycle-2-1' ? cycleOn(p, 1, 1, '2026-10-20') : cycle));
  const told = { proven: false, leastChanges: true };
  const proposal = { ...proposalFor(closed), cycles, hires: p.plan?.hires ?? [], ...told };
  return closed.does((p, cohort, now) => proposePlan(p, cohort, p.plan?.nth ?? 0, proposal, { final: true }, now));
}

/** The same, after the link had called off the cycle before. */
export function disturbedWithOneOff(): Given {
  const off = coverSchool().does((p, cohort, now) =>
    callOffCycle(p, cohort, 'cycle-1-1', 'The class is on a trip', 'link', now),
  );
  const asked = off.does((p, _cohort, now) => planAgain(p, [], now));
  const { partnership: p } = asked;
  const cycles = p.cycles.flatMap((c) =>
    c.id === 'cycle-1-1' ? [] : [c.id === 'cycle-2-1' ? cycleOn(p, 1, 1, '2026-10-20') : c],
  );
  const proposal = { ...proposalFor(asked), cycles, proven: false, leastChanges: false };
  return asked.does((it, cohort, now) => proposePlan(it, cohort, it.plan?.nth ?? 0, proposal, { final: true }, now));
}

/** A planner that has a first plan and goes on. */
export function improvingSchool(): Given {
  const it = plannedSchool();
  return it.does((p, cohort, now) => proposePlan(p, cohort, p.plan?.nth ?? 0, proposalFor(it), { final: false }, now));
}

/** One cycle as its form is filled in: the first triad's first. */
export const handCycle = (id = 'cycle-1-1'): Record<string, string> => ({
  [`${id}-teaching`]: 'teacher-1',
  [`${id}-planning-day`]: '5',
  [`${id}-planning-month`]: '10',
  [`${id}-planning-year`]: '2026',
  [`${id}-planning-start`]: '3:30pm',
  [`${id}-planning-end`]: '4:30pm',
  [`${id}-lesson-day`]: '8',
  [`${id}-lesson-month`]: 'Oct',
  [`${id}-lesson-year`]: '2026',
  [`${id}-lesson-start`]: '9:30',
  [`${id}-lesson-end`]: '10:30',
  [`${id}-debrief-start`]: '10:30',
  [`${id}-debrief-end`]: '11:15',
  [`${id}-cover-teacher-2`]: 'Corin Standfast',
  [`${id}-cover-teacher-3`]: 'Dilys Makebelieve',
  [`${id}-stand-by`]: 'Edda Notreal',
});

/** Every page on the plan, in each of its states. */
export async function everyPlanPage(pages: NamedPage[]): Promise<void> {
  const visit = async (given: Given, obligation: string, more: (at: CoverSite, link: string) => Promise<string[]>) => {
    const at = await coverSite(given, '2026-09-09T11:00');
    const link = await at.owed(obligation);
    const visitor = at.site.visitor();
    await look(pages, visitor, [link, ...(await more(at, link))]);
    await at.site.stop();
  };
  await visit(plannedSchool(), 'agree-plan', async () => []);
  await visit(improvingSchool(), 'agree-plan', async (_at, link) => [`${link}/plan/people`]);
  await visit(proposedSchool(), 'agree-plan', async (at, link) => {
    await at.site.visitor().fill(`${link}/plan/cycles/cycle-1-2`, { what: 'keep' });
    await at.site.visitor().fill(`${link}/plan/cycles/cycle-2-4`, { day: '2027-03-04', period: '4' });
    return [];
  });
  await visit(disturbedSchool(), 'agree-plan-2', async () => []);
  await visit(disturbedWithOneOff(), 'agree-plan-2', async () => []);
  await visit(coverSchool(), 'agree-plan', async () => []);
  await visit(byHandSchool(), 'agree-plan', async (at, link) => {
    const by = at.site.visitor();
    await by.fill(`${link}/plan/by-hand/cycle-1-1`, handCycle());
    await by.fill(`${link}/plan/by-hand/cycle-1-2`, { 'cycle-1-2-teaching': 'teacher-2' });
    return [`${link}/plan/check`, `${link}/plan/people`];
  });
  await visit(byHandSchool(), 'agree-plan', async (at, link) => {
    await at.site.visitor().fill(`${link}/plan/by-hand/cycle-1-1`, handCycle());
    return [];
  });
}
