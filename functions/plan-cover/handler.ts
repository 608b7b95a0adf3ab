import * as z from 'zod';
import type { SolverAnswer } from '#cover/planner.ts';
import type { Parts } from '#use-cases/parts.ts';
import { type Ask, askPlanner, giveUpPlan, recordPlan } from '#use-cases/plan-cover.ts';

const asking = { partnership: z.string(), ask: z.custom<Ask>() };

const input = z.discriminatedUnion('step', [
  z.object({ step: z.literal('ask'), partnership: z.string() }),
  z.object({ ...asking, step: z.literal('show'), answer: z.custom<SolverAnswer>() }),
  z.object({ ...asking, step: z.literal('record'), answer: z.custom<SolverAnswer>() }),
  z.object({ ...asking, step: z.literal('give-up') }),
]);

/**
 * The steps of planning cover: `ask` -> `{partnership, ask?, first?}`, the question for the planner if a plan is wanted
 * and whether a first plan is shown meanwhile; `show` that first plan; `record` the best; `give-up` when the planner fails.
 */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const asked = input.parse(event);
  const { partnership } = asked;
  switch (asked.step) {
    case 'ask': {
      const ask = await askPlanner(parts, partnership);
      return { partnership, ...(ask && { ask }), ...(ask && !ask.question.agreed && { first: true }) };
    }
    case 'show':
    case 'record':
      return recordPlan(parts, partnership, asked.ask, asked.answer, { final: asked.step === 'record' });
    case 'give-up':
      return giveUpPlan(parts, partnership, asked.ask);
  }
};
