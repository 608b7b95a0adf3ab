import * as z from 'zod';
import { answerTo, type SolverQuestion } from '#cover/planner.ts';

const input = z.object({ question: z.custom<SolverQuestion>(), how: z.enum(['first', 'best']) });

/** `{question, how}` -> the planner's answer: a first plan within seconds, or the best within about a minute. Knows no names and no records. */
export const handler = async (event: unknown) => {
  const { question, how } = input.parse(event);
  return answerTo(question, how);
};
