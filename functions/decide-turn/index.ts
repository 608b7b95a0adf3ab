import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { now } from '../../shared/aws/clock.ts';
import { config } from '../../shared/config.ts';
import { openTable, Poisoned } from '../../shared/records/documents.ts';
import { handler as decideTurn } from './handler.ts';

const logger = new Logger();
const metrics = new Metrics();
const turn = decideTurn({ table: openTable(config('TABLE').TABLE), now });

export const handler = async (event: unknown) => {
  const count = (metric: 'UnknownSends' | 'Parked', n: number) => {
    metrics.addMetric(metric, MetricUnit.Count, n);
    metrics.publishStoredMetrics();
  };
  try {
    const answer = await turn(event);
    if (answer.unknown > 0) count('UnknownSends', answer.unknown);
    return answer;
  } catch (error) {
    if (error instanceof Poisoned) {
      // where in the code, never what it read
      const places = error.cause instanceof Error ? error.cause.stack?.match(/^ {4}at .*$/gm)?.slice(0, 4) : undefined;
      logger.error('A turn is parked', { why: error.message, places });
      count('Parked', 1);
    }
    throw error;
  }
};
