import { Hono } from 'hono';
import { inWords, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { roleInWords } from '#domain/people/person.ts';
import { signerOf, signingStep } from '#domain/programme/signing.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { note, whoOf } from '#web/kit/security/log.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { capital, countOf } from '#wording/wording.ts';

/** The lead launches a draft. Twice is once. */
export const launch = new Hono<Web>();

const home = (c: Asked) => `/cohorts/${c.var.cohort.id}`;

/** Who is written to first, and for what. */
function askedFirst({ programme, schoolCount }: Cohort): string {
  const schools = countOf(schoolCount, 'school');
  const signing = signingStep(programme);
  return signing
    ? `The ${roleInWords[signerOf(signing)]} of ${schoolCount === 1 ? 'the school' : `each of ${schools}`} will be asked by email to sign the agreement.`
    : `${capital(schools)} will be asked by email for what comes first.`;
}

const form = (c: Asked) => {
  const { cohort, parts } = c.var;
  return {
    title: `Launch ${cohort.name}`,
    back: home(c),
    cohort,
    asked: askedFirst(cohort),
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
