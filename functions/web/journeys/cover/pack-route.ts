import { Hono } from 'hono';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { callOffCycle } from '#domain/cycles/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Owed } from '#domain/obligations/owed.ts';
import { cycleOf, hasEnded } from '#domain/partnership/partnership.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { notHeldBecause } from '#web/journeys/disturbance/form.ts';
import { disturbances } from '#web/journeys/disturbance/route.ts';
import { ownTasks } from '#web/journeys/own-page/tasks.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goOnLate, isLate, readAnew, reasonSent } from '#web/kit/late.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleFacts } from '#web/kit/words/cover.ts';
import { coverState } from '#web/kit/words/cover-state.ts';
import { dueInWords, taskInWords } from '#web/kit/words/obligation.ts';
import { coverPack } from './pack-page.ts';

/** All cover to come, by day: what the cover manager prints and keeps; with what they are to confirm now. */
export async function showPack(c: Asked, back?: string): Promise<Response> {
  const { parts, covering: it } = c.var;
  const { partnership, cohort, by, base } = it;
  const owed = partnership.obligations
    .filter((o) => o.kind === 'confirm-cover' && isOpen(o) && o.owner === by)
    .map((obligation): Owed => ({ cohort, partnership, obligation }));
  return page(c, 'journeys/cover/pack', {
    title: `Cover at ${partnership.school}`,
    back,
    base,
    cohort,
    school: partnership.school,
    lead: by === 'lead' ? undefined : cohort.lead,
    told: c.req.query('told') === 'off' ? 'The cycle is called off. Everybody in it is told.' : undefined,
    tasks: by === 'lead' ? undefined : ownTasks(c, 'confirm-cover'),
    ended: hasEnded(partnership.stage),
    twoWeeks: partnership.provision?.weeks === 2,
    changing: partnership.plan?.disturbance && partnership.plan.state !== 'agreed' ? coverState(it).title : undefined,
    owed: owed.map((one) => ({
      what: taskInWords(one),
      due: dueInWords(one.obligation),
      href: `${it.home}/owed/${one.obligation.id}`,
    })),
    ...coverPack(partnership, cohort, parts.now()),
  });
}

/** The same for the lead, who may call off a cycle too. */
export const coverOfSchool = new Hono<Web>();

coverOfSchool.use(async (c, next) => {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  if (!kept || !(cohort.programme.cycles || cohort.programme.sessions)) return refusal(c, 404);
  const home = `/cohorts/${cohort.id}/schools/${kept.value.urn}`;
  c.set('covering', { cohort, partnership: kept.value, by: 'lead', base: `${home}/cover`, home });
  return next();
});

coverOfSchool.get('/', (c) => (c.var.cohort.programme.cycles ? showPack(c, c.var.covering.home) : refusal(c, 404)));

coverOfSchool.route('/', disturbances);

/** The cycle that the path names, while nobody has said what became of it. */
const named = (c: Asked) => {
  const cycle = cycleOf(c.var.covering.partnership, c.req.param('cycle') ?? '');
  return cycle?.state === 'planned' ? cycle : undefined;
};

const offForm = (c: Asked) => {
  const { covering: it, parts } = c.var;
  const cycle = named(c);
  return (
    cycle && {
      title: 'Call off a cycle',
      school: it.partnership.school,
      back: it.home,
      action: `${it.base}/${cycle.id}/off`,
      cycle: cycleFacts(it.partnership, cycle, parts.now()),
      button: 'Call it off',
    }
  );
};

coverOfSchool.get('/:cycle/off', (c) => {
  const form = offForm(c);
  return form ? page(c, 'journeys/disturbance/off', { ...form, typed: {} }) : refusal(c, 404);
});

coverOfSchool.post('/:cycle/off', async (c) => {
  const { parts, posted, covering: it } = c.var;
  const form = offForm(c);
  if (!form) {
    const cycle = cycleOf(it.partnership, c.req.param('cycle'));
    return cycle ? goOnLate(c, `${it.home}?told=already`, reasonSent(cycle.why)) : refusal(c, 404);
  }
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/disturbance/off', { ...form, typed: posted, faults });
  const said = read(notHeldBecause, posted);
  if ('faults' in said) return again(said.faults);
  const outcome = await act(parts, it.partnership.id, 'lead', (p, cohort, now) =>
    callOffCycle(p, cohort, form.cycle.id, said.values.why, 'lead', now),
  );
  if (!isLate(outcome)) return goTo(c, `${it.home}?told=off`);
  const off = cycleOf(await readAnew(c, it.partnership), form.cycle.id);
  return goOnLate(c, `${it.home}?told=off`, reasonSent(off?.why));
});
