import * as z from 'zod';
import type { Parts } from '#use-cases/parts.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const input = z.object({ step: z.enum(['gather', 'settle']), cohort: z.string() });

/**
 * `gather` -> `{cohort, messages}`: how the schools stand, and what the lead is to be told. `settle`, after the
 * sending, is the same look again: what went is out of the outbox, and the next look is set.
 */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const { cohort } = input.parse(event);
  return { cohort, ...(await turnCohort(parts, cohort)) };
};
