import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { plus } from '#calendar/london.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { HEAD, messageKey, sentKey } from '#records/keys.ts';
import { emails, headerOf } from '#test/journeys/people.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-doubt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { cohort, schools } = await sampleCohort('middle-leaders');
const id = `${cohort.id}/${schools[0]?.urn}`;
const open = () => openEdition({ port: 0, inboxPort: 0, folder });
const keysIn = async ({ url, inbox }: Edition) =>
  (await emails({ url, inboxUrl: inbox.url, cohort: '', lead: '' })).map((email) => headerOf(email, 'X-Drumbeat-Key'));

it('an email that went before its sender was killed does not go again, however often it is killed before the next turn', async () => {
  const first = await open();
  const { parts, moveTo } = first.scheduler;
  const files = cohortFiles('middle-leaders').map(({ name, text }) => [
    name,
    new TextDecoder().decode(text as Uint8Array),
  ]);
  await importCohort(parts, cohort.lead.email, Object.fromEntries(files));
  await pressLaunch(parts, cohort.id);
  await first.scheduler.settled();
  const launch = launchMoment(cohort);
  await moveTo(launch);
  const key = (await keysIn(first)).find((one) => one.startsWith(`${id}/agreement-request`)) ?? '';

  // as its sender left it: claimed, with the turn's first save behind it, and not marked
  const { documents, name: TableName } = parts.table;
  const pk = `PARTNERSHIP#${id}`;
  const claimed = { key, kind: 'agreement-request', to: 'link', about: ['sign-agreement'], queued: launch };
  const it = { ...claimed, state: 'claimed', attempts: 1, claimed: launch };
  await documents.send(new DeleteCommand({ TableName, Key: { pk, sk: sentKey(key) } }));
  await documents.send(new PutCommand({ TableName, Item: { pk, sk: messageKey(key), it } }));
  await documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk, sk: HEAD },
      UpdateExpression: 'SET nextAt = :next',
      ExpressionAttributeValues: { ':next': plus(launch, 'PT1H') },
    }),
  );
  await first.close();
  // what another left of the last line that it wrote
  appendFileSync(join(folder, 'inbox.jsonl'), '{"messageId": "cut o');

  const second = await open();
  await second.scheduler.moveTo(plus(launch, 'P20D'));
  const gone = await keysIn(second);
  await second.close();
  expect(gone.filter((one) => one === key)).toHaveLength(1);

  const third = await open();
  const kept = await keysIn(third);
  await third.close();
  expect(kept).toEqual(gone);
});
