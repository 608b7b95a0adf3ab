import { type IChainable, JsonPath, Map as MapState } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AppFunction } from '#infra/constructs/app-function.ts';
import { call, from } from './call.ts';

export interface LaunchCohortFunctions {
  /**
   * `{step: 'check', cohort}` -> `{cohort, schools: urns}`; `{step: 'open', cohort, urn}`; `{step: 'begin', cohort}`
   */
  readonly launchCohort: AppFunction;
}

/**
 * Launches a cohort: check it, open a partnership for each school (ten at a time), begin its turns. Launching it again
 * opens nothing twice, so a launch that failed half-way is simply launched again. Input: `{"cohort": id}`.
 */
export function launchCohort(scope: Construct, functions: LaunchCohortFunctions): IChainable {
  const fn = functions.launchCohort;
  const cohort = from('cohort');
  const open = call(scope, 'Open the partnership', {
    fn,
    payload: { step: 'open', cohort, urn: from('urn') },
    answer: 'dropped',
  });
  return call(scope, 'Check the cohort', { fn, payload: { step: 'check', cohort } })
    .next(
      new MapState(scope, 'Open each partnership', {
        itemsPath: '$.schools',
        itemSelector: { cohort, urn: JsonPath.stringAt('$$.Map.Item.Value') },
        maxConcurrency: 10,
        resultPath: JsonPath.DISCARD,
      }).itemProcessor(open),
    )
    .next(call(scope, 'Begin the turns', { fn, payload: { step: 'begin', cohort }, answer: 'ignored' }));
}
