import { Choice, Condition, type IChainable, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';
import { sendEachMessage } from './send-each-message.ts';

export interface PlanCoverFunctions {
  /**
   * `{step: 'ask', partnership}` -> `{partnership, ask?, first?}`; `{step: 'show' | 'record', partnership, ask, answer}`;
   * `{step: 'give-up', partnership, ask}`
   */
  readonly planCover: AppFunction;
  /** `{question, how}` -> the planner's answer */
  readonly solveCover: AppFunction;
  /** `{partnership}` -> `{partnership, messages}` */
  readonly decideTurn: AppFunction;
  /** `{outbox, of, key}` */
  readonly sendMessage: AppFunction;
}

/**
 * Plans a school's sessions and their cover: ask, show a first plan, prove that none is better, record it, and tell
 * the link. A plan that was agreed is repaired at once instead. A planner that fails leaves it to the link's own hand.
 * Input: `{"partnership": id}`.
 */
export function planCover(scope: Construct, functions: PlanCoverFunctions): IChainable {
  const { planCover: fn, solveCover, decideTurn, sendMessage } = functions;
  const partnership = from('partnership');
  const told = { partnership, ask: from('ask') };
  const turn = call(scope, 'Decide', { fn: decideTurn, payload: { partnership } })
    .next(sendEachMessage(scope, sendMessage, 'partnership'))
    .next(call(scope, 'Look again', { fn: decideTurn, payload: { partnership }, answer: 'ignored' }));
  const giveUp = call(scope, 'Leave it to the link', {
    fn,
    payload: { step: 'give-up', ...told },
    answer: 'ignored',
  }).next(turn);
  const solve = (name: string, how: 'first' | 'best') =>
    call(scope, name, {
      fn: solveCover,
      payload: { question: from('ask.question'), how },
      answer: '$.answer',
    }).addCatch(giveUp, { errors: ['States.ALL'], resultPath: '$.failed' });
  const record = (name: string, step: 'show' | 'record') =>
    call(scope, name, { fn, payload: { step, ...told, answer: from('answer') }, answer: 'ignored' });

  const best = solve('Find the best plan', 'best').next(record('Record the plan', 'record')).next(turn);
  const first = solve('Look for a first plan', 'first').next(record('Show the first plan', 'show')).next(best);
  return call(scope, 'Ask the planner', { fn, payload: { step: 'ask', partnership } }).next(
    new Choice(scope, 'Is a plan wanted?')
      .when(Condition.and(Condition.isPresent('$.ask'), Condition.isPresent('$.first')), first)
      .when(Condition.isPresent('$.ask'), best)
      .otherwise(new Pass(scope, 'No plan is wanted').next(turn)),
  );
}
