import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { type FunctionFolder, ROOT } from '#infra/bundling.ts';
import type { WorkflowName } from '#infra/constructs/workflow.ts';

/** A workflow as the deployment would have it, ready to run on this machine. */
export interface WorkflowDefinition {
  readonly name: WorkflowName;
  /** Amazon States Language, with every reference resolved */
  readonly states: StateMachineDefinition;
  /** the function that each task state calls, by the state's name */
  readonly calls: Readonly<Record<string, FunctionFolder>>;
}

export type WorkflowDefinitions = Readonly<Record<WorkflowName, WorkflowDefinition>>;

/** A function's handler, as Step Functions calls it: JSON in, JSON out. Its error's name is what a retry looks at. */
export type LocalFunction = (event: unknown) => Promise<unknown>;

export interface WorkflowRun {
  readonly output: unknown;
  /** state transitions, counted as AWS charges them: each state entered and each retry */
  readonly transitions: number;
}

const CACHE_FOLDER = `${ROOT}.drumbeat`;
const CACHE = `${CACHE_FOLDER}/workflows.json`;

/** A retry waits for another machine's sake; on this one there is nothing to wait for. */
const RETRY_AFTER_MS = 10;

/**
 * The workflows out of the synthesised stack. That takes seconds, so they are kept in `.drumbeat/` until the stack's
 * code or the lock file changes.
 */
export async function synthesiseWorkflows(): Promise<WorkflowDefinitions> {
  const key = stackHash();
  const kept = readCache();
  if (kept?.key === key) return kept.workflows;
  const workflows = await synthesise();
  mkdirSync(CACHE_FOLDER, { recursive: true });
  // whole or not at all: another process may be reading it
  const draft = `${CACHE}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ key, workflows }));
  renameSync(draft, CACHE);
  return workflows;
}

/**
 * Runs a workflow to its end, calling `functions` by folder for its tasks. Rejects when the execution fails, as an
 * execution on AWS would; the error's message ends with that of the function.
 */
export async function runWorkflow(
  workflow: WorkflowDefinition,
  input: Readonly<Record<string, string>>,
  options: {
    readonly executionName: string;
    readonly functions: Readonly<Partial<Record<FunctionFolder, LocalFunction>>>;
  },
): Promise<WorkflowRun> {
  const handlers = Object.entries(workflow.calls).map(([state, folder]) => {
    const fn = options.functions[folder];
    if (!fn) throw new Error(`The workflow ${workflow.name} calls ${folder}, and no such function was given.`);
    return [state, async (event: unknown) => throughJson(await fn(throughJson(event)))] as const;
  });
  const run = machineOf(workflow).run(input, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(handlers),
      retryIntervalOverrides: Object.fromEntries(Object.keys(workflow.calls).map((state) => [state, RETRY_AFTER_MS])),
    },
    context: { Execution: { Name: options.executionName } },
  });
  const output = await run.result;
  let transitions = 0;
  for await (const event of run.eventLogs) {
    if (event.type === 'StateEntered' || event.type === 'StateRetried') transitions++;
  }
  return { output, transitions };
}

// biome-ignore lint/suspicious/noExplicitAny: JSON on both sides, as the interpreter's own types have it
const throughJson = (value: unknown): any => JSON.parse(JSON.stringify(value ?? null));

const machines = new WeakMap<WorkflowDefinition, StateMachine>();

function machineOf(workflow: WorkflowDefinition): StateMachine {
  const known = machines.get(workflow);
  if (known) return known;
  // a copy: the interpreter's validator writes its defaults into what it is given
  const machine = new StateMachine(structuredClone(workflow.states));
  machines.set(workflow, machine);
  return machine;
}

function stackHash(): string {
  const hash = createHash('sha256');
  const files = ['*.ts', '{constructs,workflows}/*.ts', 'local/workflows.ts']
    .flatMap((pattern) => globSync(`infra/${pattern}`, { cwd: ROOT }))
    .sort();
  for (const file of [...files, 'package-lock.json']) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function readCache(): { key: string; workflows: WorkflowDefinitions } | undefined {
  try {
    return JSON.parse(readFileSync(CACHE, 'utf8'));
  } catch {
    return undefined; // none yet, or not whole: synthesised anew
  }
}

interface Resource {
  readonly Type: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly Properties: { readonly DefinitionString?: unknown };
}

async function synthesise(): Promise<WorkflowDefinitions> {
  // slow to load, and only needed here
  const { App } = await import('aws-cdk-lib');
  const { DrumbeatService } = await import('#infra/service.ts');
  const { settingsOf } = await import('#infra/settings.ts');
  const { FOLDER_METADATA } = await import('#infra/constructs/app-function.ts');
  const { WORKFLOW_METADATA } = await import('#infra/constructs/workflow.ts');

  const outdir = mkdtempSync(join(tmpdir(), 'drumbeat-'));
  try {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false, outdir });
    const stack = new DrumbeatService(app, 'local', settingsOf('test'));
    const template = app.synth().getStackByName(stack.stackName).template;
    const resources: Readonly<Record<string, Resource>> = template.Resources;
    const arnOf = (logicalId: string) =>
      `arn:aws:lambda:eu-west-2:000000000000:function:${resources[logicalId]?.Metadata?.[FOLDER_METADATA]}`;
    const found = Object.values(resources)
      .filter((resource) => resource.Metadata?.[WORKFLOW_METADATA])
      .map((resource) => {
        const name = resource.Metadata?.[WORKFLOW_METADATA] as WorkflowName;
        const states: StateMachineDefinition = JSON.parse(resolved(resource.Properties.DefinitionString, arnOf));
        return [name, { name, states, calls: callsIn(states) }] as const;
      });
    return Object.fromEntries(found) as Record<WorkflowName, WorkflowDefinition>;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The text of a template's value: a definition refers to nothing but the functions it calls. */
function resolved(value: unknown, arnOf: (logicalId: string) => string): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as {
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
    readonly 'Fn::GetAtt'?: readonly [string, string];
  };
  if (join) return join[1].map((part) => resolved(part, arnOf)).join(join[0]);
  if (attribute?.[1] === 'Arn') return arnOf(attribute[0]);
  throw new Error(`A workflow holds a reference that the local edition cannot follow: ${JSON.stringify(value)}`);
}

/** The function called by each task state, those inside a Map or a Parallel included. */
function callsIn({ States }: Pick<StateMachineDefinition, 'States'>): Record<string, FunctionFolder> {
  return Object.fromEntries(
    Object.entries(States).flatMap(([name, state]) => {
      if (state.Type === 'Task') return [[name, state.Resource.split(':').at(-1) as FunctionFolder]];
      if (state.Type === 'Map') return Object.entries(callsIn(state.ItemProcessor ?? state.Iterator ?? { States: {} }));
      if (state.Type === 'Parallel') return state.Branches.flatMap((branch) => Object.entries(callsIn(branch)));
      return [];
    }),
  );
}
