import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roleInWords } from '#domain/people/person.ts';
import { openSite, type Site } from '#test/functions/web/site.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { sentencesOf } from '#test/support/written.ts';
import { letterOfCohort } from '#use-cases/letters.ts';

const programmes = readdirSync(join(import.meta.dirname, '..', 'cohorts'));

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

it.each(programmes)('who is asked to sign is told alike before and after the launch: %s', async (name) => {
  const read = await sampleCohort(name);
  const { cohort } = read;
  site.at(`${cohort.launch}T07:00`);
  await site.keep(read);
  const lead = await site.lead(cohort.lead.email);
  const owner = cohort.programme.steps.find(({ kind }) => kind === 'sign-agreement')?.owner ?? '';
  const signer = roleInWords[owner as 'link' | 'head'];
  expect((await lead.get(`/cohorts/${cohort.id}/launch`)).text).toMatch(
    new RegExp(`The ${signer} of (the school|each of .* schools) will be asked`),
  );
  const letter = await letterOfCohort({ kind: 'cohort-launched' }).write({ cohort, parts: site.parts });
  expect(sentencesOf(letter).join('\n')).toMatch(new RegExp(`The ${signer} of (the|each) school is being asked`));
});
