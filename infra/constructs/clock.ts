import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { AppFunction } from './app-function.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Records } from './records.ts';

export interface ClockProps {
  readonly settings: Settings;
  readonly records: Records;
  readonly lifecycle: Lifecycle;
}

/** The one clock: once a minute the tick asks the `due` index who is due, and starts a turn for each. */
export class Clock extends Construct {
  readonly tick: AppFunction;

  constructor(scope: Construct, id: string, { settings, records, lifecycle }: ClockProps) {
    super(scope, id);
    this.tick = new AppFunction(this, 'Tick', {
      settings,
      folder: 'tick',
      description: 'Once a minute: starts the workflow of every partnership and cohort that is due',
      environment: {
        TABLE: records.table.tableName,
        LAUNCH_MACHINE: lifecycle.launch.stateMachineArn,
        TURN_MACHINE: lifecycle.turn.stateMachineArn,
        DELIVER_MACHINE: lifecycle.deliver.stateMachineArn,
        PLAN_MACHINE: lifecycle.plan.stateMachineArn,
        COHORT_MACHINE: lifecycle.cohort.stateMachineArn,
      },
      memoryMegabytes: 512,
      timeoutSeconds: 55,
      alarmFrom: 3,
      whenItFails: {
        breaks: 'three ticks of the clock or more fell out within five minutes.',
        forWhom: 'every school: what is due waits for a tick that works.',
        whatToDo:
          'open the log of the tick function; if every tick fails, undo the last deployment. The first tick that works catches up by itself.',
      },
    });
    records.query(this.tick, ['due']);
    records.readPost(this.tick);
    lifecycle.letStart(this.tick);
    // A lost tick is caught by the next: tried again by Lambda, it would only race with its successor.
    this.tick.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });

    const ours = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: ours }),
    });
    this.tick.letInvoke(role);
    new Schedule(this, 'EveryMinute', {
      description: 'Drumbeat: the one clock',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(this.tick.function, {
        role: role.withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
  }
}
