import { beforeAll, describe, expect, it } from 'vitest';
import { plusDays } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import { answerTo, proposalOf, questionOf } from '#cover/planner.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { callOffCycle } from '#domain/cycles/acts.ts';
import { type Cycle, cycleParts, dateOf } from '#domain/cycles/cycle.ts';
import type { Proposal, Wish } from '#domain/cycles/plan.ts';
import { planAgain } from '#domain/cycles/plan-acts.ts';
import { planChanges } from '#domain/cycles/planning.ts';
import { disturb } from '#domain/cycles/preview.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { settleGroup } from '#domain/people/settling.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { agrees, plannedSchool, proposes } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

const NOW = '2026-09-10T09:00:00Z';

/** What the product's own planner proposes. */
async function proposalNow(p: Partnership, cohort: Cohort, now: string): Promise<Proposal> {
  return proposalOf(p, cohort, now, await answerTo(questionOf(p, cohort, now), 'best'), now);
}

/** As if nothing had ever been agreed. */
const anew = (p: Partnership, cohort: Cohort): Promise<Proposal> =>
  proposalNow({ ...p, cycles: [], plan: p.plan && { ...p.plan, wishes: [] } }, cohort, NOW);

/** One of each of the year's windows, and of both groups. */
const someCycles = (): readonly Cycle[] => agreed.partnership.cycles.filter((_, i) => i % 3 === 1);

const wanted = (p: Partnership): Partnership => ({
  ...p,
  plan: p.plan && { ...p.plan, state: 'wanted', nth: p.plan.nth + 1, wishes: [] },
});

let agreed: Given;
beforeAll(async () => {
  const asked = plannedSchool();
  const first = await proposalNow(asked.partnership, asked.cohort, asked.now);
  agreed = asked.does(proposes(first)).at('2026-09-09T10:00').does(agrees);
  expect(agreed.partnership.cycles).toHaveLength(8);
}, 60_000);

const calendarWith = (cohort: Cohort, part: Partial<Cohort['calendar']>): Cohort => ({
  ...cohort,
  calendar: { ...cohort.calendar, ...part },
});

const inset = (cohort: Cohort, day: string): Cohort =>
  calendarWith(cohort, { inset: [...cohort.calendar.inset, day].sort() });

const inTerm = (cohort: Cohort, day: string, change: 'end' | 'half-term'): Cohort =>
  calendarWith(cohort, {
    terms: cohort.calendar.terms.map((term) =>
      term.start > day || day > term.end
        ? term
        : change === 'end'
          ? { ...term, end: plusDays(day, -1) }
          : { ...term, halfTerm: [day, day] },
    ),
  });

/** The ways in which a day on which something is agreed can leave the calendar. */
const losses: Readonly<Record<string, (cohort: Cohort, cycle: Cycle) => Cohort>> = {
  'an INSET day on the lesson': (cohort, c) => inset(cohort, dateOf(c.lesson)),
  'an INSET day on the planning meeting': (cohort, c) => inset(cohort, dateOf(c.planning)),
  'a half-term on the lesson': (cohort, c) => inTerm(cohort, dateOf(c.lesson), 'half-term'),
  'the end of term before the lesson': (cohort, c) => inTerm(cohort, dateOf(c.lesson), 'end'),
};

describe('a plan made around what has changed', () => {
  it.each(Object.keys(losses))(
    'holds no fewer cycles than one made anew, each on a school day: %s',
    { timeout: 120_000 },
    async (loss) => {
      for (const cycle of someCycles()) {
        const cohort = losses[loss]?.(agreed.cohort, cycle) as Cohort;
        const p = wanted(agreed.partnership);
        const made = await proposalNow(p, cohort, NOW);
        const days = made.cycles.flatMap((c) => cycleParts.map((part) => dateOf(c[part])));
        expect(days.filter((day) => notASchoolDay(cohort.calendar, day))).toEqual([]);
        if (made.cycles.length < 8)
          expect(made.cycles.length).toBeGreaterThanOrEqual((await anew(p, cohort)).cycles.length);
        expect(made.cycles.length + made.notHeld.length).toBe(8);
      }
    },
  );

  it('is as good after a day has left the calendar as after the school has closed it', {
    timeout: 60_000,
  }, async () => {
    for (const cycle of someCycles()) {
      const day = dateOf(cycle.lesson);
      const closed = disturb(
        agreed.partnership,
        agreed.cohort,
        { what: 'close', closure: { date: day, why: '' } },
        NOW,
      );
      if ('refused' in closed) throw new Error(closed.refused.sentence);
      const [one, other] = [
        await proposalNow(closed.partnership, agreed.cohort, NOW),
        await proposalNow(wanted(agreed.partnership), inset(agreed.cohort, day), NOW),
      ];
      expect(other.cycles).toHaveLength(8);
      expect(planChanges(agreed.partnership, other)).toHaveLength(planChanges(agreed.partnership, one).length);
    }
  });

  it('gives a pair that carries on the lessons that its third teacher was to teach', async () => {
    const seat = agreed.partnership.groups[0]?.members[0] ?? '';
    const left = agreed.at('2026-09-10T09:00').does((p, c, now) => withdrawPerson(p, c, seat, 'lead', now));
    const settles = left.partnership.obligations.find(({ kind }) => kind === 'settle-group')?.id ?? '';
    const pair = left.does((p, c, now) => settleGroup(p, c, settles, { what: 'carry-on' }, 'link', now));
    const off = pair.partnership.cycles.filter(({ state }) => state === 'cancelled');
    expect(off.length).toBeGreaterThan(0);
    const made = await proposalNow(pair.partnership, pair.cohort, NOW);
    expect(made.cycles.map(({ id }) => id)).toEqual(expect.arrayContaining(off.map(({ id }) => id)));
    expect(made.cycles).toHaveLength(8);
    expect(made.cycles.some(({ members }) => members.includes(seat))).toBe(false);
    expect(made.cycles.flatMap(({ duties }) => duties).some(({ whom }) => whom === seat)).toBe(false);
  });

  it('leaves alone what it is not asked about while a group is to be settled', async () => {
    const [first, second] = agreed.partnership.groups;
    const left = agreed
      .at('2026-09-10T09:00')
      .does((p, c, now) => withdrawPerson(p, c, first?.members[0] ?? '', 'lead', now));
    const hit = left.partnership.cycles.find(({ group }) => group === second?.name);
    const made = await proposalNow(
      wanted(left.partnership),
      inset(left.cohort, dateOf(hit?.lesson as Cycle['lesson'])),
      NOW,
    );
    const changed = planChanges(left.partnership, made).map(({ before, after }) => (before ?? after)?.group);
    expect(made.cycles).toHaveLength(8);
    expect(new Set(changed)).toEqual(new Set([second?.name]));
    expect(made.notHeld).toEqual([]);
  });

  it('keeps what two groups have held apart when one joins the other', async () => {
    const [first, second] = agreed.partnership.groups;
    const begun = agreed.until('2026-11-01T10:00');
    const cycles = begun.partnership.cycles.map((c) =>
      c.lesson.start.at < begun.now ? { ...c, state: 'held' as const } : c,
    );
    const held = { ...begun.partnership, cycles };
    const seat = first?.members[0] ?? '';
    const left = withdrawPerson(held, begun.cohort, seat, 'lead', begun.now);
    if ('refused' in left) throw new Error(left.refused.sentence);
    const settles = left.partnership.obligations.find(({ kind }) => kind === 'settle-group')?.id ?? '';
    const into = second?.name ?? '';
    const joined = settleGroup(left.partnership, begun.cohort, settles, { what: 'merge', into }, 'link', begun.now);
    if ('refused' in joined) throw new Error(joined.refused.sentence);
    const p = joined.partnership;
    const made = await proposalNow(p, begun.cohort, begun.now);
    const names = made.cycles.map(({ id, group, nth }) => ({ id, group, nth }));
    const before = p.cycles.map(({ id, group, nth }) => ({ id, group, nth }));
    for (const one of names) expect(before.filter(({ id }) => id === one.id)).toEqual([one]);
  });
});

describe('a cycle that somebody has called off', () => {
  const callsOff = (it: Given, id: string) => it.does((p, c, now) => callOffCycle(p, c, id, 'A trip', 'link', now));

  it('stays off when another is planned again, until somebody asks for a time for it', async () => {
    const [off, hit] = agreed.partnership.cycles as readonly [Cycle, Cycle];
    const called = callsOff(agreed.at('2026-09-10T09:00'), off.id);
    const cohort = inset(called.cohort, dateOf(hit.lesson));
    const made = await proposalNow(wanted(called.partnership), cohort, NOW);
    expect(made.cycles).toHaveLength(7);
    expect(made.cycles.some(({ id }) => id === off.id)).toBe(false);
    expect(made.notHeld).toEqual([]);

    const wish: Wish = { what: 'avoid', group: off.group, nth: off.nth, date: dateOf(off.lesson) };
    const asked = called.does((p, _c, now) => planAgain(p, [wish], now));
    const again = await proposalNow(asked.partnership, asked.cohort, NOW);
    expect(again.cycles.some(({ id }) => id === off.id)).toBe(true);
  });

  it('stays off when the planner was at work already', async () => {
    const [off] = agreed.partnership.cycles as readonly [Cycle];
    const p = wanted(agreed.partnership);
    const answer = await answerTo(questionOf(p, agreed.cohort, NOW), 'best');
    const called = callOffCycle(p, agreed.cohort, off.id, 'A trip', 'link', NOW);
    if ('refused' in called) throw new Error(called.refused.sentence);
    const made = proposalOf(called.partnership, agreed.cohort, NOW, answer, NOW);
    expect(made.cycles).toHaveLength(7);
    expect(made.cycles.some(({ id }) => id === off.id)).toBe(false);
  });

  it('does not come back when it did not take place', async () => {
    const [lesson] = agreed.partnership.cycles as readonly [Cycle];
    const past = agreed.at(`${plusDays(dateOf(lesson.lesson), 1)}T08:00`);
    const missed = callsOff(past, lesson.id);
    expect(missed.partnership.cycles[0]?.state).toBe('missed');
    const made = await proposalNow(wanted(missed.partnership), missed.cohort, missed.now);
    expect(made.cycles).toHaveLength(7);
    expect(made.notHeld).toEqual([]);
  });
});
