import type { Cohort } from '#domain/cohort/cohort.ts';
import { goesOn } from '#domain/cohort/unlaunched.ts';
import { dueFor, launchMoment } from '#domain/dates/timeline.ts';
import type { cohort as kinds } from '#domain/messages/catalogue/cohort.ts';
import { signerOf, signingStep } from '#domain/programme/signing.ts';
import { cohortLaunched, cohortSummary } from '#email/templates/cohort.ts';
import { draftEnding } from '#email/templates/own-data.ts';
import { postResumed } from '#email/templates/post-resumed.ts';
import type { Reading } from '#email/templates/reader.ts';
import type { Parts } from '#use-cases/parts.ts';
import { readSummary } from '#use-cases/read-summary.ts';
import { type Letters, lettersFrom } from './letter.ts';

/** An email of a cohort to its lead at the moment when it goes. */
export interface SendingToLead {
  readonly cohort: Cohort;
  readonly parts: Pick<Parts, 'table' | 'origin'>;
}

const letter = lettersFrom<SendingToLead>();

const readingOf = ({ cohort: { name, programme, lead } }: SendingToLead): Reading => ({
  to: { name: lead.name, role: lead.role },
  cohort: name,
  programme: programme.name,
  lead: lead.name,
});

const pageOf = ({ cohort, parts }: SendingToLead): string => `${parts.origin}/cohorts/${cohort.id}`;

/** Of a whole cohort, or of a draft of one. */
export const cohortLetters = {
  'cohort-launched': letter(cohortLaunched, (sending) => {
    const { cohort } = sending;
    const signing = signingStep(cohort.programme);
    return {
      ...readingOf(sending),
      schools: cohort.schoolCount,
      signing: signing && { by: signerOf(signing), due: dueFor(cohort, signing, launchMoment(cohort)).at },
      link: pageOf(sending),
    };
  }),
  'cohort-summary': letter(cohortSummary, async (sending) => {
    const { cohort, parts } = sending;
    const summary = await readSummary(parts, cohort.id);
    if (!summary) throw new Error(`There is no cohort ${cohort.id} to sum up`);
    return { ...readingOf(sending), ...summary, link: `${pageOf(sending)}/evaluation` };
  }),
  'post-resumed': letter(postResumed, (sending) => {
    const { waited } = sending.cohort;
    if (!waited) throw new Error(`No emails of cohort ${sending.cohort.id} waited`);
    return { ...readingOf(sending), ...waited, link: pageOf(sending) };
  }),
  'draft-ending': letter(draftEnding, (sending) => {
    const { cohort, parts } = sending;
    const files = cohort.files === true && (cohort.of ? ('named' as const) : ('unnamed' as const));
    const link = files ? `${parts.origin}/cohorts/import` : pageOf(sending);
    return { ...readingOf(sending), files, on: goesOn(cohort) ?? cohort.launch, link };
  }),
} satisfies Letters<SendingToLead, keyof typeof kinds>;
