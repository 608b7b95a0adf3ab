import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { london } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import type { Post } from '#email/ses.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import type { Engine } from '#infra/local/engine.ts';
import type { Inbox } from '#infra/local/inbox.ts';
import { type MovableClock, movableClock } from '#infra/local/movable-clock.ts';
import { type Scheduler, startScheduler } from '#infra/local/scheduler.ts';
import { synthesiseWorkflows } from '#infra/local/workflows.ts';
import { readCohortFacts, replaceSchools, saveCohort } from '#records/cohorts.ts';
import { openTable, type Table } from '#records/documents.ts';
import { readPartnership } from '#records/partnerships.ts';
import { ensureTables, tablesNamed } from '#records/table.ts';
import { matterOf, perform } from '#rehearsal/perform.ts';
import { type ActLine, isDisturbance, isPeopleLine, isSessionLine } from '#rehearsal/story.ts';
import { act } from '#use-cases/act.ts';
import { type Count, counting } from './counting.ts';

export const SENDER = 'programmes@drumbeat.example.org';
const ORIGIN = 'http://localhost';

/** Before the sample cohort's launch. */
const FIRST_DAY = london('2026-09-04', '09:00').at;

/** What something took: requests, and what Step Functions and SES would charge for. */
export interface Taken extends Count {
  readonly transitions: number;
  readonly emails: number;
}

/** A draft cohort on the local edition's own parts and a table to itself, where what happens is counted. */
export interface Stage {
  readonly scheduler: Scheduler;
  readonly clock: MovableClock;
  /** the same table, and nobody counts */
  readonly aside: Table;
  taking(happening: () => Promise<unknown>): Promise<Taken>;
  /** what a line of a story says, at its time or, where that is past, now */
  play(line: ActLine): Promise<void>;
  close(): void;
}

/** @param paced what an email passes on its way to the inbox; it may ask the table, and is counted then */
export async function openStage(
  engine: Engine,
  inbox: Inbox,
  { cohort, schools }: ReadCohort,
  paced: (post: Post, parts: { readonly table: Table; readonly clock: MovableClock }) => Post = (post) => post,
): Promise<Stage> {
  const names = tablesNamed(`bench-${schools.length}-${performance.now()}`);
  const client = new DynamoDBClient(engine.connection);
  await ensureTables(client, names);
  const [table, aside] = [openTable(names, engine.connection), openTable(names, engine.connection)];
  await saveCohort(aside, undefined, cohort, undefined);
  await replaceSchools(aside, cohort.id, schools);

  let emails = 0;
  const post: Post = {
    async send(message) {
      emails++;
      return inbox.post.send(message);
    },
  };
  const clock = await movableClock(aside, FIRST_DAY);
  const scheduler = startScheduler({
    table,
    clock,
    inbox: { ...inbox, post: paced(post, { table, clock }) },
    workflows: await synthesiseWorkflows(),
    secret: async () => ({ current: 'for the benchmark alone', leaked: [] }),
    sender: SENDER,
    origin: ORIGIN,
  });
  const count = counting(table);

  return {
    scheduler,
    clock,
    aside,
    async taking(happening) {
      count.take();
      const before = { transitions: scheduler.transitions(), emails };
      await happening();
      await scheduler.settled();
      const [failure] = scheduler.failures;
      if (failure) throw new Error(`${failure.execution} failed: ${failure.error}`);
      return {
        ...count.take(),
        transitions: scheduler.transitions() - before.transitions,
        emails: emails - before.emails,
      };
    },
    async play(line) {
      if (isSessionLine(line) || isDisturbance(line) || isPeopleLine(line) || line.does === 'move-dates')
        throw new Error('The benchmark plays no sessions');
      await scheduler.moveTo(london(line.at.slice(0, 10), line.at.slice(11)).at);
      const id = partnershipId(cohort.id, line.urn ?? '');
      const facts = await readCohortFacts(aside, cohort.id);
      const kept = await readPartnership(aside, id);
      const matter = facts && kept && matterOf(line, facts, [kept.value]);
      if (!matter) throw new Error(`Nobody can ${line.does} at ${line.at}`);
      const { obligation } = matter;
      await act(scheduler.parts, id, obligation.owner, (p, its, now) => perform(line, its, p, obligation, now));
    },
    close() {
      for (const one of [table.documents, aside.documents, client]) one.destroy();
    },
  };
}
