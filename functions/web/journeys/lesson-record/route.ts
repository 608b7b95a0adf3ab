import { Hono } from 'hono';
import { callOffCycle } from '#domain/cycles/acts.ts';
import { cycleOf, personOf } from '#domain/partnership/partnership.ts';
import { act } from '#use-cases/act.ts';
import { notHeldBecause } from '#web/journeys/disturbance/form.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { asItStands, goOnLate, isLate } from '#web/kit/late.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { form, whyOff } from './page.ts';

/** The lesson whose record is owed did not take place: then no record is. Where none is kept, it does not count as held. */
export const lesson = new Hono<Web>();

lesson.use(journeyOf('lesson-record', 'confirm-held'));

lesson.get('/off', (c) => page(c, 'journeys/disturbance/off', { ...form(c), typed: {} }));

lesson.post('/off', async (c) => {
  const { parts, posted, doing } = c.var;
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/disturbance/off', { ...form(c), typed: posted, faults });
  const said = read(notHeldBecause, posted);
  if ('faults' in said) return again(said.faults);
  const outcome = await act(parts, doing.partnership.id, doing.person.id, (p, cohort, now) =>
    callOffCycle(p, cohort, doing.obligation.cycle ?? '', said.values.why, doing.person.id, now),
  );
  if (!isLate(outcome)) return goTo(c, doing.base);
  await asItStands(c);
  return goOnLate(c, doing.base, whyOff(c.var.doing));
});

/** What the record's link says once the lesson is off. */
export function showLessonOff(c: Asked): Promise<Response> {
  const { partnership, obligation, cohort } = c.var.doing;
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return page(
    c,
    'journeys/owed/ended',
    {
      title: 'The lesson did not take place',
      sentence: `${obligation.kind === 'confirm-held' ? 'It does not count as held.' : 'No record is owed.'}${cycle?.why ? ` The reason that was given: “${cycle.why}”.` : ''} If it is still to be held, tell ${personOf(partnership, 'link')?.name ?? 'the SLT link'}.`,
      lead: cohort.lead,
    },
    410,
  );
}
