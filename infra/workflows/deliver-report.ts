import { type IChainable, JsonPath, Map as MapState, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';
import { sendEachMessage } from './send-each-message.ts';

export interface DeliverReportFunctions {
  /** `{partnership, reports: 'render'}` -> `{partnership, messages, reports}`: with the reports that are to be rendered first */
  readonly decideTurn: AppFunction;
  /** `{partnership, session, version}`: makes the document of a report and keeps it in the table */
  readonly renderReport: AppFunction;
  /** `{outbox, of, key}` */
  readonly sendMessage: AppFunction;
}

/**
 * The turn of a school in which a coach's report is to go: decide, render each report, send, look again. Neither the
 * words of a report nor its document pass through here. Rendering that fails holds up nothing: the words go in the
 * email all the same. Input: `{"partnership": id}`.
 */
export function deliverReport(scope: Construct, functions: DeliverReportFunctions): IChainable {
  const { decideTurn, renderReport, sendMessage } = functions;
  const payload = { partnership: from('partnership'), reports: 'render' };
  const without = new Pass(scope, 'Send it without the document', { outputPath: JsonPath.DISCARD });
  const render = call(scope, 'Render the report', {
    fn: renderReport,
    payload: { partnership: from('partnership'), session: from('session'), version: from('version') },
    answer: 'dropped',
  }).addCatch(without, { errors: ['States.ALL'] });

  return call(scope, 'Decide', { fn: decideTurn, payload })
    .next(
      new MapState(scope, 'Render each report', {
        itemsPath: '$.reports',
        itemSelector: {
          partnership: from('partnership'),
          session: JsonPath.stringAt('$$.Map.Item.Value.session'),
          version: JsonPath.numberAt('$$.Map.Item.Value.version'),
        },
        maxConcurrency: 5,
        resultPath: JsonPath.DISCARD,
      }).itemProcessor(render),
    )
    .next(sendEachMessage(scope, sendMessage, 'partnership'))
    .next(call(scope, 'Look again', { fn: decideTurn, payload, answer: 'ignored' }));
}
