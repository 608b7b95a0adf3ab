import { Choice, Condition, type IChainable, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';
import { sendEachMessage } from './send-each-message.ts';

export interface PartnershipTurnFunctions {
  /** `{partnership}` -> `{partnership, messages}`: saves what is decided, and returns the keys of what is to be sent */
  readonly decideTurn: AppFunction;
  /** `{outbox, of, key}` */
  readonly sendMessage: AppFunction;
}

/**
 * One turn of one school in one cohort: decide, send what that left in the outbox, look again for the next moment.
 * Input: `{"partnership": id}`.
 */
export function partnershipTurn(scope: Construct, { decideTurn, sendMessage }: PartnershipTurnFunctions): IChainable {
  const payload = { partnership: from('partnership') };
  const lookAgain = call(scope, 'Look again', { fn: decideTurn, payload, answer: 'ignored' });
  return call(scope, 'Decide', { fn: decideTurn, payload }).next(
    new Choice(scope, 'Anything to send?')
      .when(Condition.isPresent('$.messages[0]'), sendEachMessage(scope, sendMessage, 'partnership').next(lookAgain))
      .otherwise(new Succeed(scope, 'Nothing to send')),
  );
}
