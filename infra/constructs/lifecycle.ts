import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { AppFunction } from './app-function.ts';
import { type LifecycleProps, lifecycleFunctions } from './lifecycle-functions.ts';
import { lifecycleWorkflows } from './lifecycle-workflows.ts';
import type { WorkflowParts } from './workflow.ts';

/** What happens to a cohort from its launch to its close: the workflows, and the functions that they call. */
export class Lifecycle extends Construct {
  readonly functions: readonly AppFunction[];
  readonly workflows: readonly WorkflowParts[];
  readonly launch: StateMachine;
  readonly turn: StateMachine;
  readonly deliver: StateMachine;
  readonly plan: StateMachine;
  readonly cohort: StateMachine;

  constructor(scope: Construct, id: string, props: LifecycleProps) {
    super(scope, id);
    const functions = lifecycleFunctions(this, props);
    const { launch, turn, deliver, plan, cohort } = lifecycleWorkflows(this, functions);
    this.functions = Object.values(functions);
    this.workflows = [launch, turn, deliver, plan, cohort];
    this.launch = launch.machine;
    this.turn = turn.machine;
    this.deliver = deliver.machine;
    this.plan = plan.machine;
    this.cohort = cohort.machine;
  }

  /** Lets a function start any of the workflows. */
  letStart(fn: AppFunction): void {
    fn.allow(
      ['states:StartExecution'],
      this.workflows.map(({ machine }) => machine.stateMachineArn),
    );
  }
}
