import { Hono } from 'hono';
import { checkTimetable, type Week } from '#domain/cycles/timetable-acts.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask } from '#web/kit/confirmation-page.ts';
import { read } from '#web/kit/fields/fault.ts';
import { asItStands, goOnLate, isLate } from '#web/kit/late.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { inPeriod } from '#web/kit/words/timetable.ts';
import { readTimetable, sameOrOther, typedOf } from './form.ts';
import { about, form } from './page.ts';
import { sentBy } from './sent.ts';

/** Whether whoever took a teacher's seat has the same lessons, or which ones. */
export const timetable = new Hono<Web>();

timetable.use(journeyOf('check-timetable'));

timetable.get('/', (c) => ask(c, form(c.var.doing)));

timetable.post('/', (c) => {
  const { posted, doing } = c.var;
  const said = read(sameOrOther, posted);
  if ('faults' in said)
    return mend(c, 'kit/ask', { ...form(doing), action: c.req.path, typed: posted, faults: said.faults });
  return said.values.lessons === 'other' ? goTo(c, `${doing.base}/timetable/week`) : save(c, undefined);
});

const week = ({ var: { doing } }: Asked) => {
  const { name, days } = about(doing);
  return {
    title: `Which lessons does ${name} teach?`,
    school: doing.partnership.school,
    back: `${doing.base}/timetable`,
    days,
    choices: Object.entries(inPeriod).map(([value, text]) => ({ value, text })),
  };
};

timetable.get('/week', (c) => {
  const known = about(c.var.doing);
  return page(c, 'journeys/timetable/week', { ...week(c), typed: typedOf(known.days, known.week) });
});

timetable.post('/week', (c) => {
  const given = readTimetable(c.var.posted, about(c.var.doing).days);
  return 'faults' in given
    ? mend(c, 'journeys/timetable/week', { ...week(c), typed: c.var.posted, faults: given.faults })
    : save(c, given.values);
});

async function save(c: Asked, given: Week | undefined): Promise<Response> {
  const { parts, doing } = c.var;
  const { partnership, obligation, person, base, home } = doing;
  const outcome = await act(parts, partnership.id, person.id, (p, cohort, now) =>
    checkTimetable(p, cohort, obligation.id, given, person.id, now),
  );
  if (!isLate(outcome)) return goTo(c, home ?? base);
  await asItStands(c);
  return goOnLate(c, home ?? base, sentBy(c, c.req.path));
}
