import { Poisoned } from '#records/documents.ts';

/** What a function tells of its turns: its log and its metrics. Only a function makes them. */
interface Telling {
  readonly logger: { error(message: string, facts: Record<string, unknown>): void };
  readonly metrics: {
    addMetric(name: 'UnknownSends' | 'Parked', unit: 'Count', count: number): unknown;
    publishStoredMetrics(): void;
  };
}

/** Counts, for the alarms, messages of which nobody knows whether they went, and turns that are parked. */
export const countedTurn =
  <T extends { readonly unknown: number }>(turn: (event: unknown) => Promise<T>, { logger, metrics }: Telling) =>
  async (event: unknown): Promise<T> => {
    const count = (metric: 'UnknownSends' | 'Parked', n: number) => {
      metrics.addMetric(metric, 'Count', n);
      metrics.publishStoredMetrics();
    };
    try {
      const answer = await turn(event);
      if (answer.unknown > 0) count('UnknownSends', answer.unknown);
      return answer;
    } catch (error) {
      if (error instanceof Poisoned) {
        // where in the code, never what it read
        const places =
          error.cause instanceof Error ? error.cause.stack?.match(/^ {4}at .*$/gm)?.slice(0, 4) : undefined;
        logger.error('A turn is parked', { why: error.message, places });
        count('Parked', 1);
      }
      throw error;
    }
  };
