import { Choice, Condition, type IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';
import { sendEachMessage } from './send-each-message.ts';

export interface CloseCohortFunctions {
  /** `{step: 'gather', cohort}` -> `{cohort, messages}`; `{step: 'settle', cohort}` */
  readonly closeCohort: AppFunction;
  /** `{outbox, of, key}` */
  readonly sendMessage: AppFunction;
}

/**
 * The cohort's own turn: gather how its schools stand, send what the lead is to hear, set when to look next. Once every
 * school has ended, that closes the cohort. Input: `{"cohort": id}`.
 */
export function closeCohort(scope: Construct, functions: CloseCohortFunctions): IChainable {
  const cohort = from('cohort');
  const settle = call(scope, 'Set the next look', {
    fn: functions.closeCohort,
    payload: { step: 'settle', cohort },
    answer: 'ignored',
  });
  return call(scope, 'Gather the schools', { fn: functions.closeCohort, payload: { step: 'gather', cohort } }).next(
    new Choice(scope, 'Anything to send?')
      .when(Condition.isPresent('$.messages[0]'), sendEachMessage(scope, functions.sendMessage, 'cohort').next(settle))
      .otherwise(settle),
  );
}
