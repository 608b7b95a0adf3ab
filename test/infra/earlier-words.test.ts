import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { readAnswers } from '#records/answers.ts';
import { readDraft, saveDraft } from '#records/drafts.ts';
import { moveEarlierWords } from '#records/earlier-words.ts';
import { readDocument, readReport } from '#records/reports.ts';
import { itemsOf } from '#test/functions/web/crawl.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const dynamo = onDynamo();
const id = 'cohort/900101';
const at = '2026-10-05T10:00:00Z';
const answers = { questionnaire: 'start', person: 'teacher-1', given: { a: 1 }, at };
const report = { session: 'session-1', version: 1, at, workedOn: 'a', seen: 'b', agreed: 'c', realTime: true };
const pdf = new Uint8Array([37, 80, 68, 70]);

it('what an earlier release kept beside everything else is moved, and what was written since stays', async () => {
  const table = await dynamo.table();
  const pk = `PARTNERSHIP#${id}`;
  const earlier = [
    { pk, sk: 'live#head', it: { id } },
    { pk, sk: 'private#answers#start#teacher-1', it: answers },
    { pk, sk: 'private#draft#mid-teacher-1', it: { hope: 'Much' }, at },
    { pk, sk: 'private#draft#end-teacher-1', it: { hope: 'Less' }, at },
    { pk, sk: 'private#report#session-1#1', it: report },
    { pk, sk: 'private#document#session-1#1', pdf },
  ];
  const put = earlier.map((Item) => ({ PutRequest: { Item } }));
  await table.documents.send(new BatchWriteCommand({ RequestItems: { [table.name]: put } }));
  await saveDraft(table, id, 'end-teacher-1', { hope: 'More' }, at, { role: 'lead' });

  expect(await moveEarlierWords(table)).toBe(5);
  expect(await readAnswers(table, id)).toEqual([answers]);
  expect(await readDraft(table, id, 'mid-teacher-1')).toEqual({ hope: 'Much' });
  expect(await readDraft(table, id, 'end-teacher-1')).toEqual({ hope: 'More' });
  expect(await readReport(table, id, 'session-1', 1)).toEqual(report);
  expect(await readDocument(table, id, 'session-1', 1)).toEqual(pdf);
  expect((await itemsOf(table)).map(({ sk }) => sk)).toEqual(['live#head']);
  expect(await moveEarlierWords(table)).toBe(0);
});
