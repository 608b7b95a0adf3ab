import { afterAll, beforeAll, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { type Inbox, openInbox } from '#infra/local/inbox.ts';
import { movableClock } from '#infra/local/movable-clock.ts';
import { startScheduler } from '#infra/local/scheduler.ts';
import { synthesiseWorkflows } from '#infra/local/workflows.ts';
import { saveCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { readHistory } from '#records/history.ts';
import { savePartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const SENDER = 'programmes@drumbeat.example.org';
const dynamo = onDynamo();
let inbox: Inbox;
beforeAll(async () => {
  inbox = await openInbox({ port: 0, sender: SENDER, now: () => '2026-09-07T07:00:00Z' });
});
afterAll(() => inbox?.close());

const { cohort, schools } = await sampleCohort();

/** A school that is invited at eight, on a machine on which the first turns fail. */
async function failing(times: number) {
  const table = await dynamo.table();
  const school = given(cohort, schools[0] as (typeof schools)[number]);
  await saveCohort(
    table,
    undefined,
    { ...cohort, stage: 'launched', schoolCount: 1, told: ['cohort-launched'] },
    undefined,
  );
  const at = london(cohort.launch, '08:00').at;
  await savePartnership(table, undefined, school.partnership, { events: [], nextAt: at, addresses: {} });
  const id = partnershipId(cohort.id, '900101');
  let left = times;
  const outOfBreath: Table = {
    ...table,
    documents: Object.create(table.documents, {
      send: {
        value(command: Parameters<Table['documents']['send']>[0]) {
          const reads = JSON.stringify(command.input).includes(`PARTNERSHIP#${id}`);
          if (reads && left-- > 0) return Promise.reject(new Error('The machine is out of breath'));
          return table.documents.send(command);
        },
      },
    }),
  };
  const clock = await movableClock(table, london(cohort.launch, '07:00').at);
  const workflows = await synthesiseWorkflows();
  const scheduler = startScheduler({
    table: outOfBreath,
    clock,
    inbox,
    workflows,
    secret: async () => ({ current: 's', leaked: [] }),
    sender: SENDER,
    origin: 'http://localhost',
  });
  return {
    scheduler,
    invited: async () => (await readHistory(table, id)).find(({ change }) => change.what === 'opened')?.at,
  };
}

it('a turn that failed is tried again at the next quarter of an hour, as on AWS, though nothing else is due then', async () => {
  const { scheduler, invited } = await failing(1);
  await scheduler.moveTo(london(cohort.launch, '12:00').at);
  expect(scheduler.failures).toHaveLength(1);
  expect(await invited()).toBe(london(cohort.launch, '08:15').at);
});

it('a turn that fails for ever stops nobody’s clock', async () => {
  const { scheduler } = await failing(Number.POSITIVE_INFINITY);
  await scheduler.moveTo(london(cohort.launch, '12:00').at);
  expect(scheduler.failures.length).toBeGreaterThan(1);
  expect(scheduler.failures.length).toBeLessThan(10);
  expect(await scheduler.next()).toBeUndefined();
});
