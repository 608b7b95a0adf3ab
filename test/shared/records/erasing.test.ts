import { expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { readAnswers } from '#records/answers.ts';
import { readDraft, saveDraft } from '#records/drafts.ts';
import { ownWords } from '#records/erasure.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, oneSchool, testParts } from '#test/support/parts.ts';

const dynamo = onDynamo();
const sample = oneSchool(await sampleCohort());
const id = partnershipId(sample.cohort.id, '900101');

it('erases what one person answered and drafted, and nobody else’s, not even their predecessor’s', async () => {
  const parts = testParts(await dynamo.table());
  await launch(parts, sample);
  const saved = async (more: object) => {
    const kept = await readPartnership(parts.table, id);
    if (kept)
      await savePartnership(parts.table, kept, kept.value, { events: [], nextAt: undefined, addresses: {}, ...more });
  };
  for (const [questionnaire, person] of [
    ['start', 'teacher-1'],
    ['start', 'teacher-1.2'],
    ['record.cycle-1-1', 'teacher-1.2'],
    ['start', 'teacher-12'],
  ])
    await saved({ answers: { questionnaire, person, given: { a: 1 }, at: parts.now() } });
  for (const one of ['theirs', 'not-theirs']) await saveDraft(parts.table, id, one, { typed: one }, parts.now());
  const theirs = { answersOf: 'teacher-1.2', drafts: ['theirs', 'never-begun'] };
  await saved({ erase: () => ownWords(parts.table, id, theirs) });
  expect((await readAnswers(parts.table, id)).map((a) => a.person).toSorted()).toEqual(['teacher-1', 'teacher-12']);
  expect(await readDraft(parts.table, id, 'theirs')).toEqual({});
  expect(await readDraft(parts.table, id, 'not-theirs')).toEqual({ typed: 'not-theirs' });
});
