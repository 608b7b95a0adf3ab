import { Hono } from 'hono';
import { holdMeeting } from '#domain/obligations/acts.ts';
import { meetingOf } from '#email/work-of.ts';
import { act } from '#use-cases/act.ts';
import { readDate } from '#web/forms/date.ts';
import type { Fault } from '#web/forms/fault.ts';
import { goTo, mend, page } from '#web/page.ts';
import { thingInWords } from '#web/views/obligation-in-words.ts';
import type { Asked, Web } from '#web/web-parts.ts';
import { journeyOf } from './checking.ts';

/** Whoever was to hold a meeting says when it was. */
export const meeting = new Hono<Web>();

meeting.use(journeyOf('hold-meeting'));

const form = (c: Asked) => {
  const { doing } = c.var;
  const { base, home = base, cohort, partnership } = doing;
  const held = meetingOf(doing);
  return {
    title: `When was ${thingInWords(doing)} held?`,
    back: home,
    action: `${base}/meeting`,
    school: partnership.school,
    about: held?.about,
    guide: cohort.programme.guides?.find(({ key }) => key === held?.guide),
  };
};

meeting.get('/', (c) => page(c, 'owed/meeting', { ...form(c), typed: {} }));

meeting.post('/', async (c) => {
  const { parts, posted, doing } = c.var;
  const again = (faults: readonly Fault[]) => mend(c, 'owed/meeting', { ...form(c), typed: posted, faults });
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
