import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnStateMachine, DefinitionBody, type IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Consequence } from './alarm.ts';
import type { AppFunction } from './app-function.ts';

export type WorkflowName = 'launch-cohort' | 'partnership-turn' | 'deliver-report' | 'plan-cover' | 'close-cohort';

export interface WorkflowProps {
  readonly name: WorkflowName;
  /** makes the steps in the scope it is given */
  readonly steps: (scope: Construct) => IChainable;
  /** the functions that the steps call */
  readonly calls: readonly AppFunction[];
  readonly timeoutMinutes: number;
  readonly whenItFails: Consequence;
}

/** The key of a state machine's metadata that says which workflow it is. */
export const WORKFLOW_METADATA = 'drumbeat:workflow';

/** One Step Functions workflow (Standard), with a role that may call its functions and nothing else. */
export class WorkflowParts extends Construct {
  readonly name: WorkflowName;
  readonly machine: StateMachine;
  readonly whenItFails: Consequence;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    this.name = props.name;
    this.whenItFails = props.whenItFails;
    const ours = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', { conditions: ours }),
    });
    for (const fn of props.calls) fn.letInvoke(role);
    this.machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(props.steps(this)),
      timeout: Duration.minutes(props.timeoutMinutes),
      comment: `Drumbeat: ${props.name}`,
      // the steps would add the right to call every version that ever was
      role: role.withoutPolicyUpdates(),
    });
    (this.machine.node.defaultChild as CfnStateMachine).addMetadata(WORKFLOW_METADATA, props.name);
    Validations.of(this.machine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason: 'A Standard execution keeps its whole history for 90 days, and a failed one raises an alarm.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason: 'The history of an execution holds the time of every step; traces would say nothing more.',
      },
    );
  }
}
