import { beforeAll, describe, expect, it } from 'vitest';
import { answerTo, quickAnswer, quickRepair } from '#cover/planner.ts';
import { callOffCycle, closeDay, dropOut } from '#domain/cycles/acts.ts';
import { agreePlan, planAroundOthers, planByHand, proposeByHand } from '#domain/cycles/plan-acts.ts';
import { agreeing } from '#domain/cycles/planning.ts';
import { busyOf } from '#domain/people/busy.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { inTwoPlaces, leftOver, unclaimed } from '#test/support/reserved.ts';
import { agreesToPlan, schoolAt, sharedCover, untilPlanned } from '#test/support/shared-cover.ts';
import { act } from '#use-cases/act.ts';
import { askPlanner, recordPlan } from '#use-cases/plan-cover.ts';

const FLOATER = 'k.floater@trustcover.example.org';
const { cohort, schools } = await sharedCover();
const [HARROW, SISTER] = schools.map(({ urn }) => `${cohort.id}/${urn}`) as [string, string];

const dynamo = onDynamo();
let parts: TestParts;

const at = (id: string) => schoolAt(parts, id);
const both = () => Promise.all([HARROW, SISTER].map(at));
const asked = async (id: string) => {
  const ask = await askPlanner(parts, id);
  if (!ask) throw new Error(`Nothing is asked for ${id}`);
  return ask;
};

/** The planner answers what it was asked, by the solver or without. */
async function answers(id: string, ask: Awaited<ReturnType<typeof asked>>, how: 'solver' | 'quick' = 'quick') {
  const quick = () => (ask.question.agreed ? quickRepair(ask.question) : quickAnswer(ask.question, 20, 20));
  const answer = how === 'solver' ? await answerTo(ask.question, 'best') : await quick();
  expect(await recordPlan(parts, id, ask, answer, { final: true })).toEqual({ recorded: true });
}

async function begin() {
  parts = testParts(await dynamo.table());
  await launch(parts, { cohort, schools });
  parts.at('2026-09-07T08:00');
  for (const id of [HARROW, SISTER]) await untilPlanned(parts, id);
}

const floaterAt = async (id: string) => busyOf(await at(id)).filter(({ address }) => address === FLOATER);

/** Nobody is in two places, and the reservations say what the schools say. */
async function agrees() {
  const [items, now] = [await dump(parts.table), parts.now()];
  expect(inTwoPlaces(await both())).toEqual([]);
  expect(unclaimed(items, await both(), now)).toEqual([]);
  expect(leftOver(items, await both(), now)).toEqual([]);
}

describe('two schools that share who covers', () => {
  beforeAll(begin, 60_000);

  it('are both proposed the same times, if both ask before either has agreed', async () => {
    const asks = await Promise.all([HARROW, SISTER].map(asked));
    expect(asks.map(({ question }) => question.problem.schools[0]?.cover[0]?.busy)).toEqual([[], []]);
    await answers(HARROW, asks[0] as never, 'solver');
    await answers(SISTER, asks[1] as never, 'solver');
    const proposed = (await both()).map((p) => busyOf({ ...p, cycles: p.plan?.proposal?.cycles ?? [] }));
    expect(proposed.map((one) => one.filter(({ address }) => address === FLOATER).length > 0)).toEqual([true, true]);
    const met = (proposed[0] ?? []).filter(({ address, from }) =>
      proposed[1]?.some((other) => address === FLOATER && other.address === address && other.from === from),
    );
    expect(met.length).toBeGreaterThan(0);
  }, 180_000);

  it('have each what the first agrees to, and the second is planned anew around it', async () => {
    expect(await agreesToPlan(parts, HARROW)).toBe('agreed');
    const first = await floaterAt(HARROW);
    expect(await agreesToPlan(parts, SISTER)).toBe('Kit Floater is not free then. Choose another time.');
    expect(await floaterAt(SISTER)).toEqual([]);
    const { plan } = await at(SISTER);
    expect([plan?.state, plan?.nth]).toEqual(['wanted', 2]);
    const ask = await asked(SISTER);
    expect(ask.question.problem.schools[0]?.cover[0]?.busy?.length).toBe(new Set(first.map(({ from }) => from)).size);
    expect(JSON.stringify(ask)).not.toMatch(/floater|harrow/i);
    await answers(SISTER, ask, 'solver');
    expect(await agreesToPlan(parts, SISTER)).toBe('agreed');
    await agrees();
    expect((await both()).map(({ cycles }) => cycles.length)).toEqual([8, 8]);
    expect((await floaterAt(SISTER)).length).toBeGreaterThan(0);
  }, 180_000);

  it('give back what a plan no longer needs, and what is planned around a disturbance is free too', async () => {
    const cycles = (await at(HARROW)).cycles;
    const day = cycles[3]?.lesson.start.local.slice(0, 10) ?? '';
    parts.at('2026-09-21T08:00');
    const off = await act(parts, HARROW, 'link', (p, c, now) =>
      callOffCycle(p, c, cycles[1]?.id ?? '', 'Trip', 'link', now),
    );
    expect(off).toHaveProperty('done');
    await agrees();
    for (const id of [HARROW, SISTER]) {
      const closed = await act(parts, id, 'link', (p, c, now) => closeDay(p, c, { date: day, why: 'Snow' }, now));
      expect(closed).toHaveProperty('done');
      if ((await at(id)).plan?.state !== 'wanted') continue;
      await answers(id, await asked(id));
      if (agreeing(await at(id))) expect(await agreesToPlan(parts, id)).toBe('agreed');
      await agrees();
    }
    const who = (await at(SISTER)).provision?.cover[0]?.id ?? '';
    const absence = { who, from: '2026-11-02', until: '2026-12-18' };
    await act(parts, SISTER, 'link', (p, c, now) => dropOut(p, c, absence, now));
    if ((await at(SISTER)).plan?.state === 'wanted') {
      await answers(SISTER, await asked(SISTER));
      if (agreeing(await at(SISTER))) await agreesToPlan(parts, SISTER);
    }
    await agrees();
  }, 120_000);
});

describe('a plan by hand', () => {
  beforeAll(begin, 60_000);

  it('is not agreed with somebody who is needed elsewhere, and says who and when, never where', async () => {
    for (const id of [HARROW, SISTER]) {
      const ask = await asked(id);
      await answers(id, ask);
    }
    const sisters = (await at(SISTER)).plan?.proposal;
    if (!sisters) throw new Error('No proposal');
    expect(await agreesToPlan(parts, HARROW)).toBe('agreed');
    await act(parts, SISTER, 'link', (p, _c, now) => planByHand(p, 'chosen', now));
    const byHand = async (proposal: typeof sisters) =>
      act(
        parts,
        SISTER,
        'link',
        (p, c, now) => {
          const made = proposeByHand(p, { ...proposal, byHand: true }, now);
          return 'refused' in made ? made : agreePlan(made.partnership, c, agreeing(p)?.id ?? '', 'link', now);
        },
        { instead: planAroundOthers },
      );
    const said = await byHand(sisters);
    expect(said).toHaveProperty('refused');
    const sentence = 'refused' in said ? said.refused.sentence : '';
    expect(sentence).toMatch(/^Kit Floater is not free on \w+ \d+ \w+ \d{4} at .*\. Change the plan\.$/);
    expect(sentence).not.toContain((await at(HARROW)).school);
    expect((await at(SISTER)).plan?.state).toBe('by-hand');
    expect((await at(SISTER)).cycles).toEqual([]);
    const cover = (await at(SISTER)).provision?.cover[0]?.id;
    const withoutFloater = {
      ...sisters,
      cycles: sisters.cycles.map((c) => ({
        ...c,
        duties: c.duties.map((duty) => (duty.by === cover ? { ...duty, by: 'Somebody Of Ours' } : duty)),
      })),
    };
    expect(await byHand(withoutFloater)).toHaveProperty('done');
    await agrees();
  }, 120_000);
});
