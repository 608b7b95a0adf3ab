import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { planByHand } from '#domain/cycles/plan-acts.ts';
import { isPlannable } from '#domain/cycles/planning.ts';
import type { Draft } from '#records/drafts.ts';
import { act } from '#use-cases/act.ts';
import { draftOf, keepTyped } from '#web/kit/checking.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { read } from '#web/kit/fields/fault.ts';
import type { EarlierForm } from '#web/kit/late.ts';
import { openedOn } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleName, nameOf, slotInWords } from '#web/kit/words/cycle.ts';
import { coverField, type HandCycle, handLines } from './fields.ts';
import { handCycles, handPlan, isEmpty, judged, typedByHand } from './form.ts';

/** The link puts the plan together, one page for each group's cycle. */
export const planByHandPages = new Hono<Web>();

const choosing = (c: Asked) => {
  const { base, partnership } = c.var.doing;
  return {
    title: 'Plan by hand',
    school: partnership.school,
    back: `${base}/plan`,
    action: `${base}/plan/by-hand/choose`,
    proposed: partnership.plan?.proposal !== undefined,
  };
};

const isByHand = (c: Asked): boolean => c.var.doing.partnership.plan?.state === 'by-hand';

planByHandPages.get('/choose', (c) =>
  isByHand(c) ? goTo(c, `${c.var.doing.base}/plan/by-hand`) : page(c, 'journeys/plan-by-hand/choose', choosing(c)),
);

planByHandPages.post('/choose', async (c) => {
  const { parts, doing, posted } = c.var;
  const ticked = read(confirmation('Tick the box to plan by hand'), posted);
  if ('faults' in ticked && !isByHand(c)) return mend(c, 'journeys/plan-by-hand/choose', { ...choosing(c), ...ticked });
  await act(parts, doing.partnership.id, doing.person.id, (p, _cohort, now) => planByHand(p, 'chosen', now));
  return goTo(c, `${doing.base}/plan/by-hand`);
});

planByHandPages.use((c, next) => (isByHand(c) ? next() : Promise.resolve(goTo(c, `${c.var.doing.base}/plan`))));

planByHandPages.get('/', async (c) => {
  const { doing, parts } = c.var;
  const { base, partnership: p } = doing;
  const { cycles, proposal } = handPlan(doing, await draftOf(c), parts.now());
  const groups = p.groups.map(({ name }) => ({
    name,
    tasks: cycles
      .filter(({ it }) => it.group === name)
      .map(({ it, read: made }) => ({
        name: `Cycle ${it.nth}`,
        href: `${base}/plan/by-hand/${it.id}`,
        hint: made && 'values' in made ? slotInWords(made.values.lesson) : windowOf(it),
        state: made ? ('values' in made ? 'done' : 'mend') : 'empty',
      })),
  }));
  return page(c, 'journeys/plan-by-hand/view', {
    title: 'Plan the sessions by hand',
    school: p.school,
    back: doing.base,
    base,
    why: p.plan?.disturbance,
    groups: groups.filter(({ tasks }) => tasks.length > 0),
    done: cycles.filter(({ read: made }) => made && 'values' in made).length,
    wanted: cycles.length,
    ready: proposal !== undefined,
    mend: cycles.some(({ read: made }) => made && 'faults' in made),
    plannable: isPlannable(p),
  });
});

const windowOf = ({ window }: HandCycle): string =>
  `The lesson is between ${inWords(window.from)} and ${inWords(window.until)}`;

const named = (c: Asked): HandCycle | undefined =>
  handCycles(c.var.doing, c.var.parts.now()).find(({ id }) => id === c.req.param('cycle'));

/** A cycle as it has been agreed since. */
export function sentBy(c: Asked, path: string): EarlierForm | undefined {
  const { doing, parts } = c.var;
  const it = handCycles(doing, parts.now()).find(({ id }) => path === `/plan/by-hand/${id}`);
  return it && { lines: linesOf(c, it), sent: typedIn(c)({}), hidden: doing.way === 'task' };
}

const form = (c: Asked, it: HandCycle) => {
  const { base, cohort, partnership: p } = c.var.doing;
  const [least, most] = cohort.programme.cycles?.planning ?? [0, 0];
  return {
    title: cycleName(it),
    school: p.school,
    back: `${base}/plan/by-hand`,
    action: `${base}/plan/by-hand/${it.id}`,
    id: it.id,
    window: windowOf(it),
    planning: `${least} to ${most} days before the lesson`,
    members: it.members.map((id) => ({ id, name: nameOf(p, id), field: coverField(it.id, id) })),
  };
};

const typedIn =
  (c: Asked) =>
  (draft: Draft): Draft =>
    typedByHand(c.var.doing.partnership, handCycles(c.var.doing, c.var.parts.now()), draft);

const linesOf = (c: Asked, it: HandCycle) => handLines(it, (id) => nameOf(c.var.doing.partnership, id));

const filling = (c: Asked, it: HandCycle, typed: Draft) => ({
  ...form(c, it),
  typed,
  openedOn: openedOn(linesOf(c, it), typed),
});

planByHandPages.get('/:cycle', async (c) => {
  const it = named(c);
  if (!it) return refusal(c, 404);
  return page(c, 'journeys/plan-by-hand/cycle', filling(c, it, typedIn(c)(await draftOf(c))));
});

planByHandPages.post('/:cycle', async (c) => {
  const it = named(c);
  if (!it) return refusal(c, 404);
  const { doing, parts, posted } = c.var;
  const cycles = handCycles(doing, parts.now());
  const before = typedIn(c)(await draftOf(c));
  const kept = await keepTyped(c, linesOf(c, it), typedIn(c));
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  const back = `${doing.base}/plan/by-hand`;
  if (posted.go === 'later') return goTo(c, `${doing.base}/saved`);
  // a cycle may be taken out of the plan again; one that was never in it is still to be filled in
  if (isEmpty(typed, it) && !isEmpty(before, it)) return goTo(c, back);
  const made = judged(doing, cycles, typed, it, parts.now());
  return 'faults' in made
    ? mend(c, 'journeys/plan-by-hand/cycle', { ...filling(c, it, typed), ...made })
    : goTo(c, back);
});
