import { expect, it } from 'vitest';
import { faultSentence } from '#import/fault.ts';
import { readCohort } from '#import/read-cohort.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { cohortDraft, writeFiles } from '#test/support/cohorts.ts';

const ours = { ...lessonStudy, key: 'ours' };
const files = (programme?: string) => {
  const draft = cohortDraft();
  draft.cohort.programme = 'ours';
  return [...writeFiles(draft), ...(programme === undefined ? [] : [{ name: 'programme.json', text: programme }])];
};
const said = async (...given: Parameters<typeof readCohort>) => {
  const read = await readCohort(...given);
  return 'faults' in read ? read.faults.map(faultSentence) : read.cohort.programme;
};

it('may lie beside its cohort, or be the lead’s own', async () => {
  expect(await said(files(writeProgramme(ours)))).toEqual(ours);
  expect(await said(files(), { ours })).toEqual(ours);
});

it('has its faults told with their places, and is not looked for in vain', async () => {
  expect(await said(files())).toEqual([expect.stringMatching(/^cohort\.json, programme: There is no programme/)]);
  expect(await said(files(writeProgramme(ours).replace('"after": [],', '"after": ["never"],')))).toEqual([
    "programme.json, step 1, after: This names 'never', and no step has that key. Change it here, or where it is named.",
  ]);
});
