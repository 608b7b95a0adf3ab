import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { now } from '#aws/clock.ts';
import { startOf } from '#aws/start.ts';
import { config } from '#config';
import { openTable } from '#records/documents.ts';
import { handler as tickHandler } from './handler.ts';

const { TABLE, TURN_MACHINE, DELIVER_MACHINE, PLAN_MACHINE, COHORT_MACHINE, LAUNCH_MACHINE } = config(
  'TABLE',
  'TURN_MACHINE',
  'DELIVER_MACHINE',
  'PLAN_MACHINE',
  'COHORT_MACHINE',
  'LAUNCH_MACHINE',
);
const metrics = new Metrics();
const take = tickHandler({
  table: openTable({ TABLE }),
  now,
  start: startOf({
    'partnership-turn': TURN_MACHINE,
    'deliver-report': DELIVER_MACHINE,
    'plan-cover': PLAN_MACHINE,
    'close-cohort': COHORT_MACHINE,
    'launch-cohort': LAUNCH_MACHINE,
  }),
});

export const handler = async () => {
  const { started, failed, oldestOverdueMinutes, postStopped } = await take();
  metrics.addMetric('OldestOverdueMinutes', MetricUnit.Count, oldestOverdueMinutes);
  metrics.addMetric('TurnsStarted', MetricUnit.Count, started);
  if (postStopped !== undefined) metrics.addMetric('PostStopped', MetricUnit.Count, postStopped ? 1 : 0);
  metrics.publishStoredMetrics();
  if (failed > 0) throw new Error(`${failed} turns could not be started; the next tick tries again`);
};
