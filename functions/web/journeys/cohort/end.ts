import { Hono } from 'hono';
import { endCohortEarly } from '#use-cases/end-cohort.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { countOf } from '#wording/wording.ts';

/** The lead ends a cohort before its last day. */
export const endCohort = new Hono<Web>();

const form = ({ var: { cohort } }: Asked): AskPage => ({
  title: 'End the cohort early',
  school: cohort.name,
  back: `/cohorts/${cohort.id}`,
  follows: [
    `Each of the ${countOf(cohort.schoolCount, 'school')} that still takes part is told once, its SLT link and its head.`,
    'Nothing is owed any more and nobody is reminded. Sessions and cover to come are called off; everybody who had them in the calendar is told.',
    'The cohort closes, and you get its summary. This cannot be undone.',
  ],
  tick: `${cohort.name} ends now`,
  button: 'End the cohort',
  warns: true,
});

const mayEnd = ({ var: { cohort } }: Asked): boolean => cohort.stage === 'launched' && !cohort.ending;

endCohort.get('/', (c) => (mayEnd(c) ? ask(c, form(c)) : refusal(c, 404)));

endCohort.post('/', (c) => {
  if (!mayEnd(c)) return Promise.resolve(goTo(c, `/cohorts/${c.var.cohort.id}`));
  return askAndAct(c, {
    form: form(c),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: async () => ({ done: await endCohortEarly(c.var.parts, c.var.cohort.id) }),
    done: () => goTo(c, `/cohorts/${c.var.cohort.id}?told=ending`),
  });
});
