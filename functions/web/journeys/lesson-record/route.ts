import { Hono } from 'hono';
import { callOffCycle } from '#domain/cycles/acts.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { cycleOf, personOf } from '#domain/partnership/partnership.ts';
import { act } from '#use-cases/act.ts';
import { notHeldBecause } from '#web/journeys/disturbance/form.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { type Fault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Doing } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleFacts } from '#web/kit/words/cover.ts';
import { cycleName, nameOf, slotInWords } from '#web/kit/words/cycle.ts';
import { questionnaireOf } from '#web/kit/words/obligation.ts';

/** The lesson whose record is owed did not take place: then no record is. */
export const lesson = new Hono<Web>();

lesson.use(journeyOf('lesson-record'));

const form = ({ var: { doing, parts } }: Asked) => {
  const { partnership, obligation, base } = doing;
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return {
    title: 'The lesson did not take place',
    school: partnership.school,
    back: base,
    action: `${base}/lesson/off`,
    cycle: cycle && cycleFacts(partnership, cycle, parts.now()),
    /** who plans it anew, if it is to be held after all */
    link: personOf(partnership, 'link'),
    button: 'It did not take place',
  };
};

lesson.get('/off', (c) => page(c, 'journeys/disturbance/off', { ...form(c), typed: {} }));

lesson.post('/off', async (c) => {
  const { parts, posted, doing } = c.var;
  const again = (faults: readonly Fault[]) =>
    mend(c, 'journeys/disturbance/off', { ...form(c), typed: posted, faults });
  const said = read(notHeldBecause, posted);
  if ('faults' in said) return again(said.faults);
  await act(parts, doing.partnership.id, doing.person.id, (p, _cohort, now) =>
    callOffCycle(p, doing.obligation.cycle ?? '', said.values.why, doing.person.id, now),
  );
  return goTo(c, doing.base);
});

/** Where the record of a lesson begins. */
export const aboutRecord = ({ cohort, partnership, obligation, base }: Doing) => {
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return {
    start: `${base}/questions/1`,
    what: [
      ...(cycle ? [`The research lesson of ${cycleName(cycle)}: ${slotInWords(cycle.lesson)}.`] : []),
      questionnaireOf({ cohort, obligation })?.introduction,
    ],
    minutes: 15,
    readers: 'It is kept for the evaluation of the programme alone. No summary shows what you write.',
    otherwise: { text: 'The lesson did not take place', href: `${base}/lesson/off` },
  };
};

/** What comes for somebody who has sent a record: their group's next lesson. */
export function afterRecord({ partnership, person }: Doing): readonly string[] {
  const next = partnership.cycles
    .filter((cycle) => isAhead(cycle) && cycle.members.includes(person.id))
    .toSorted((a, b) => (a.planning.start.at < b.planning.start.at ? -1 : 1))[0];
  return [
    next
      ? `Your next planning meeting is on ${slotInWords(next.planning)}; ${next.teaching === person.id ? 'you teach' : `${nameOf(partnership, next.teaching)} teaches`} the lesson on ${slotInWords(next.lesson)}.`
      : 'No more cycles are planned for you.',
  ];
}

export const lessonIsOff = ({ partnership, obligation }: Doing): boolean =>
  ['missed', 'cancelled'].includes(cycleOf(partnership, obligation.cycle ?? '')?.state ?? '');

/** What the record's link says once the lesson is off. */
export function showLessonOff(c: Asked): Promise<Response> {
  const { partnership, obligation, cohort } = c.var.doing;
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return page(
    c,
    'journeys/owed/ended',
    {
      title: 'The lesson did not take place',
      sentence: `No record is owed.${cycle?.why ? ` The reason that was given: “${cycle.why}”.` : ''} If it is still to be held, tell ${personOf(partnership, 'link')?.name ?? 'the SLT link'}.`,
      lead: cohort.lead,
    },
    410,
  );
}
