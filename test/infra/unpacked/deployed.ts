import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FUNCTION_FOLDERS, type FunctionFolder } from '#infra/bundling.ts';
import { WORKFLOW_METADATA, type WorkflowName } from '#infra/constructs/workflow.ts';
import { type Engine, startEngine } from '#infra/local/engine.ts';
import { runWorkflow, synthesiseWorkflows } from '#infra/local/workflows.ts';
import { openTable } from '#records/documents.ts';
import { ensureTables } from '#records/table.ts';
import { asText } from '#test/infra/iam.ts';
import { allOf, functionsIn, permissionsOf, tablesIn } from '#test/infra/synthesised.ts';
import { type Inbox, openInbox } from '#test/support/inbox.ts';
import { type TestParts, testParts } from '#test/support/parts.ts';
import { type Account, openAccount } from './account.ts';
import { type Assets, unpackedAssets } from './assets.ts';
import { type Instance, startInstance } from './instance.ts';

/** The product as it is deployed: each function from its own files, on a clock that the test sets. */
export interface Deployed {
  /** for what people do, on the same records and clock */
  readonly parts: TestParts;
  readonly inbox: Inbox;
  readonly account: Account;
  /** functions that have been called */
  readonly called: ReadonlySet<FunctionFolder>;
  readonly folders: Assets['folders'];
  invoke(folder: FunctionFolder, event: unknown): Promise<unknown>;
  run(workflow: WorkflowName, input: object): Promise<void>;
  /** ticks, and runs what each tick starts, until nothing is due */
  runDue(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeployed(): Promise<Deployed> {
  const assets: Assets = unpackedAssets();
  const { template } = assets;
  const engine: Engine = await startEngine();
  const client = new DynamoDBClient(engine.connection);
  const names = { TABLE: tablesIn(template).records.id, PRIVATE_TABLE: tablesIn(template).private.id };
  await ensureTables(client, names);
  const table = openTable(names, engine.connection);
  const parts = testParts(table);
  const inbox = await openInbox();
  const account = await openAccount({
    dynamodb: engine.connection.endpoint,
    ses: inbox.endpoint,
    secret: (await parts.secret()).current,
    permissions: (folder) => permissionsOf(template, folder),
  });
  const instances = new Map<FunctionFolder, Instance>();
  const instanceOf = (folder: FunctionFolder): Instance => {
    const running =
      instances.get(folder) ??
      startInstance(assets.folders[folder], {
        ...told(functionsIn(template)[folder].Properties.Environment.Variables),
        ...account.endpoints(folder),
        ...RUNTIME,
      });
    instances.set(folder, running);
    return running;
  };
  const invoke = (folder: FunctionFolder, event: unknown) => instanceOf(folder).invoke(event, parts.now());
  const workflows = await synthesiseWorkflows();
  const machines = Object.fromEntries(
    allOf(template, 'AWS::StepFunctions::StateMachine').map(([id, it]) => [id, it.Metadata?.[WORKFLOW_METADATA]]),
  ) as Record<string, WorkflowName>;
  const functions = Object.fromEntries(
    FUNCTION_FOLDERS.map((folder) => [folder, (event: unknown) => invoke(folder, event)]),
  );
  const run = async (workflow: WorkflowName, input: object) => {
    const executionName = `run-${account.started.length}`;
    await runWorkflow(workflows[workflow], input as Record<string, string>, { executionName, functions });
  };

  return {
    parts,
    inbox,
    account,
    folders: assets.folders,
    get called() {
      return new Set(instances.keys());
    },
    invoke,
    run,
    async runDue() {
      for (let ticks = 0; ticks < 10; ticks++) {
        const before = account.started.length;
        await invoke('tick', {});
        const started = account.started.slice(before);
        if (started.length === 0) return;
        for (const { machine, input } of started) await run(machines[machine] as WorkflowName, input as object);
      }
    },
    async close() {
      for (const instance of instances.values()) instance.stop();
      await account.close();
      await inbox.close();
      table.documents.destroy();
      client.destroy();
      await engine.stop();
      assets.remove();
    },
  };
}

const RUNTIME = {
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'unpacked',
  TZ: ':UTC',
};

/** What the template tells a function; what is made with the stack goes by its logical id. */
const told = (variables: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, asText(value)]));
