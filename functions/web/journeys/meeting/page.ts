import { meetingOfStep } from '#email/work-of.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { thingInWords } from '#web/kit/words/obligation.ts';

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
    guide: cohort.programme.guides?.find(({ key }) => key === held?.guide),
  };
};
