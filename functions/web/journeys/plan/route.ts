import { Hono } from 'hono';
import type { Cycle } from '#domain/cycles/cycle.ts';
import { agreePlan, planAroundOthers, proposeByHand } from '#domain/cycles/plan-acts.ts';
import { isPlannable } from '#domain/cycles/planning.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { act } from '#use-cases/act.ts';
import { planByHandPages } from '#web/journeys/plan-by-hand/route.ts';
import { draftNames, draftOf, journeyOf, unlessSent } from '#web/kit/checking.ts';
import { cycleClashes } from '#web/kit/clashes.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { uncheckedInWords } from '#web/kit/words/timetable.ts';
import { momentInWords } from '#wording/wording.ts';
import { agreeingDoes } from './agreeing.ts';
import { calendarOf } from './calendar.ts';
import { wishesIn } from './form.ts';
import { planFacts } from './page.ts';
import { peopleOf } from './people.ts';
import { nameOfProposal, type Shown, shownPlan } from './shown.ts';
import { wishInWords } from './wished.ts';
import { planWishes, sendWishes } from './wishes.ts';

/** The link sees the plan of their school's cycles, asks for another, and agrees. */
export const plan = new Hono<Web>();

/** What is agreed can be read on; nothing else is left to do there. */
plan.use((c, next) => {
  const { obligation, base } = c.var.doing;
  if (obligation.kind !== 'agree-plan' || isOpen(obligation)) return journeyOf('agree-plan')(c, next);
  return c.req.path === `${base}/plan` || c.req.path === `${base}/plan/people`
    ? next()
    : Promise.resolve(goTo(c, base));
});

const place = (c: Asked) => {
  const { base, partnership, home } = c.var.doing;
  return { base, home, school: partnership.school, unchecked: uncheckedInWords(partnership) };
};

/** What the planner is doing. The page loads itself anew until it has an answer. */
function progress(c: Asked): Promise<Response> {
  const { doing } = c.var;
  const { plan: asked } = doing.partnership;
  const first = asked?.proposal;
  return page(c, 'journeys/plan/progress', {
    ...place(c),
    title: first ? 'A first plan is here' : 'The planner is at work',
    since: asked && momentInWords(asked.asked),
    why: asked?.disturbance,
    still: c.req.query('again') === 'by-hand',
    notFree: c.req.query('told') === 'not-free',
    ...(first && planFacts(doing, first)),
    first: first !== undefined,
  });
}

async function proposed(c: Asked, { proposal }: Shown) {
  const { doing } = c.var;
  const { partnership: p } = doing;
  const wishes = wishesIn(await draftOf(c), p);
  const facts = planFacts(doing, proposal);
  return {
    ...place(c),
    title: facts.repair ? 'What changes, and for whom' : 'The plan of your sessions and their cover',
    back: doing.base,
    ...facts,
    wishes: wishes.map((wish) => wishInWords(p, wish)),
  };
}

/** The cycles of the agreed plan, those called off left out. */
const agreed = (c: Asked): readonly Cycle[] | undefined =>
  isOpen(c.var.doing.obligation)
    ? undefined
    : c.var.doing.partnership.cycles.filter(({ state }) => state === 'planned' || state === 'held');

plan.get('/', async (c) => {
  const { doing } = c.var;
  const { partnership, base } = doing;
  const cycles = agreed(c);
  if (cycles)
    return page(c, 'journeys/plan/agreed', {
      ...place(c),
      title: 'The plan as it is agreed now',
      back: base,
      weeks: calendarOf(doing, cycles),
      clashes: await cycleClashes(c.var.parts, partnership, c.var.parts.now()),
    });
  const { state } = partnership.plan ?? { state: 'wanted' };
  if (state === 'by-hand') return goTo(c, `${base}/plan/by-hand`);
  const shown = await shownPlan(c);
  return shown ? page(c, 'journeys/plan/view', await proposed(c, shown)) : progress(c);
});

plan.post('/ways-out', async (c) => {
  const { doing, posted } = c.var;
  const shown = await shownPlan(c);
  if (!shown || shown.proposal.byHand || !isPlannable(doing.partnership)) return goTo(c, `${doing.base}/plan`);
  const way = shown.proposal.waysOut[Number(posted.way) - 1];
  if (!way) {
    const faults = [{ field: 'way', sentence: 'Choose what you can give' }];
    return mend(c, 'journeys/plan/view', { ...(await proposed(c, shown)), faults });
  }
  return sendWishes(c, { what: 'allow', relief: way.relief });
});

plan.get('/people', async (c) => {
  const { doing } = c.var;
  const shown = await shownPlan(c);
  const cycles = agreed(c) ?? (shown?.proposal ?? doing.partnership.plan?.proposal)?.cycles;
  if (!cycles) return goTo(c, `${doing.base}/plan`);
  const { teachers, cover } = peopleOf(doing, cycles);
  return page(c, 'journeys/plan/people', {
    ...place(c),
    title: 'The plan, person by person',
    back: `${doing.base}/plan`,
    parts: [
      { name: 'Teachers', people: teachers },
      { name: 'Whoever covers', people: cover },
    ],
  });
});

const check = (c: Asked, { proposal, shown }: Shown) => {
  const { doing } = c.var;
  return {
    ...place(c),
    title: 'Check what happens before you agree',
    back: `${doing.base}/plan`,
    shown,
    ...agreeingDoes(doing, proposal),
    ...(proposal.byHand && { weeks: calendarOf(doing, proposal.cycles) }),
  };
};

plan.get('/check', async (c) => {
  const shown = await shownPlan(c);
  return shown ? page(c, 'journeys/plan/check', check(c, shown)) : goTo(c, `${c.var.doing.base}/plan`);
});

const CHANGED = 'The plan has changed since you opened this page. Read it again before you agree';

plan.post('/check', async (c) => {
  const { parts, doing, posted } = c.var;
  const shown = await shownPlan(c);
  if (!shown) return unlessSent(c, () => goTo(c, `${doing.base}/plan`));
  const again = (faults: readonly FieldFault[]) =>
    unlessSent(c, () => mend(c, 'journeys/plan/check', { ...check(c, shown), faults }));
  if (posted.shown !== shown.shown) return again([{ field: 'confirm', sentence: CHANGED }]);
  const ticked = read(confirmation('Tick the box to agree the plan'), posted);
  if ('faults' in ticked) return again(ticked.faults);
  const id = doing.obligation.id;
  const by = doing.person.id;
  let notFree = false;
  const result = await act(
    parts,
    doing.partnership.id,
    by,
    (p, cohort, now) => {
      if (!isAsShown(p, doing.partnership)) return refuse('not-now', CHANGED);
      if (!shown.proposal.byHand) return agreePlan(p, cohort, id, by, now);
      return andThen(proposeByHand(p, { ...shown.proposal, at: now }, now), p, now, (made) =>
        agreePlan(made, cohort, id, by, now),
      );
    },
    {
      drafts: draftNames(doing),
      instead: (p, lost, now) => {
        notFree = true;
        return planAroundOthers(p, lost, now);
      },
    },
  );
  if (!('refused' in result) || result.refused.why !== 'not-now') return goTo(c, doing.base);
  if (!notFree) return goTo(c, `${doing.base}/plan/check`);
  return shown.proposal.byHand
    ? again([{ field: 'confirm', sentence: result.refused.sentence }])
    : goTo(c, `${doing.base}/plan?told=not-free`);
});

/** Nothing has been asked of the planner or answered by it since the page was read. */
const isAsShown = (p: Partnership, read: Partnership): boolean =>
  p.plan?.nth === read.plan?.nth &&
  p.plan?.state === read.plan?.state &&
  nameOfProposal(p.plan) === nameOfProposal(read.plan);

/** Two acts as one decision. */
function andThen(first: Outcome, p: Partnership, now: string, next: (made: Partnership) => Outcome): Outcome {
  if ('refused' in first) return first;
  const second = next(first.partnership);
  return 'refused' in second ? second : outcome(p, [...first.changes, ...second.changes], now);
}

plan.route('/by-hand', planByHandPages);
plan.route('/', planWishes);
