import { Hono } from 'hono';
import { holdMeeting } from '#domain/obligations/acts.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { readDate } from '#web/kit/fields/date.ts';
import type { FieldFault } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { form } from './page.ts';

/** Whoever was to hold a meeting says when it was. */
export const meeting = new Hono<Web>();

meeting.use(journeyOf('hold-meeting'));

meeting.get('/', (c) => page(c, 'journeys/meeting/view', { ...form(c), typed: {} }));

meeting.post('/', async (c) => {
  const { parts, posted, doing } = c.var;
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/meeting/view', { ...form(c), typed: posted, faults });
  const on = readDate(posted, 'on', 'The day of the meeting');
  if ('faults' in on) return again(on.faults);
  const { obligation, partnership, person } = doing;
  const outcome = await act(parts, partnership.id, person.id, (p, _cohort, now) =>
    holdMeeting(p, obligation.id, person.id, on.values, now),
  );
  if ('refused' in outcome && outcome.refused.why === 'not-now')
    return again([{ field: 'on-day', sentence: outcome.refused.sentence }]);
  return goTo(c, doing.home ?? doing.base);
});
