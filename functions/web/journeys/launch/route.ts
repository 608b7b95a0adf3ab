import { Hono } from 'hono';
import { inWords, localDate } from '#calendar/london.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { note, whoOf } from '#web/kit/security/log.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** The lead launches a draft. Twice is once. */
export const launch = new Hono<Web>();

const home = (c: Asked) => `/cohorts/${c.var.cohort.id}`;

const form = (c: Asked) => {
  const { cohort, parts } = c.var;
  return {
    title: `Launch ${cohort.name}`,
    back: home(c),
    cohort,
    invitations: inWords(localDate(launchMoment({ ...cohort, launched: parts.now() }))),
  };
};

launch.get('/', (c) => (c.var.cohort.stage === 'draft' ? page(c, 'journeys/launch/view', form(c)) : goTo(c, home(c))));

launch.post('/', async (c) => {
  const { cohort, parts, posted } = c.var;
  if (cohort.stage !== 'draft') return goTo(c, home(c));
  const ticked = read(confirmation('Tick the box to launch the cohort'), posted);
  if ('faults' in ticked) return mend(c, 'journeys/launch/view', { ...form(c), ...ticked });
  await pressLaunch(parts, cohort.id);
  note(parts, { what: 'launched', who: await whoOf(parts, cohort.lead.email), cohort: cohort.id });
  return goTo(c, home(c));
});
