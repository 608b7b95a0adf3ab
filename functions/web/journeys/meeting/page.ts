import { eventOf } from '#domain/dates/lead-events.ts';
import { eventInWords } from '#email/templates/events.ts';
import { meetingOfStep } from '#email/work-of.ts';
import type { AtTask } from '#web/kit/readers.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { thingInWords } from '#web/kit/words/obligation.ts';

/** Of what the lead holds, when and where, in sentences: for whoever comes. */
export function whereAndWhen(doing: AtTask): readonly string[] {
  const { cohort, obligation, person } = doing;
  if (meetingOfStep(doing)?.by !== 'lead' || person.role === 'lead') return [];
  return eventInWords(eventOf(cohort, obligation.step ?? '')).map(([what, said]) => `${what}: ${said}.`);
}

/** The form that says when a meeting was. */
export const form = (c: Asked) => {
  const { doing } = c.var;
  const { base, home = base, cohort, partnership } = doing;
  const held = meetingOfStep(doing);
  return {
    title: `When was ${thingInWords(doing)} held?`,
    back: home,
    action: `${base}/meeting`,
    school: partnership.school,
    about: held?.about,
    known: whereAndWhen(doing),
    guide: cohort.programme.guides?.find(({ key }) => key === held?.guide),
  };
};
