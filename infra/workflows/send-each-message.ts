import { JsonPath, Map as MapState, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';

/**
 * Sends the messages whose keys are in `$.messages`, one after another, out of the outbox named by `owner` (the input's
 * partnership or cohort). A message that cannot go stops no other: it stays in its outbox, where a later turn finds it.
 * The state's input is handed on.
 */
export function sendEachMessage(scope: Construct, sendMessage: AppFunction, owner: 'partnership' | 'cohort'): MapState {
  const leave = new Pass(scope, 'Leave it for the next turn', { outputPath: JsonPath.DISCARD });
  const send = call(scope, 'Send the message', {
    fn: sendMessage,
    payload: { outbox: from('outbox'), of: owner, key: from('key') },
    passing: ['Throttled', 'TooManyRequestsException'],
    answer: 'dropped',
  }).addCatch(leave, { errors: ['States.ALL'] });

  return new MapState(scope, 'Send each message', {
    itemsPath: '$.messages',
    itemSelector: { outbox: from(owner), key: JsonPath.stringAt('$$.Map.Item.Value') },
    maxConcurrency: 1,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(send);
}
