import * as z from 'zod';
import type { Parts } from '../../shared/use-cases/parts.ts';
import { takeTurn } from '../../shared/use-cases/take-turn.ts';

const input = z.object({ partnership: z.string() });

/** `{partnership}` -> `{partnership, messages}`: decides what a partnership needs now; `messages` are the keys to send. */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const { partnership } = input.parse(event);
  return { partnership, ...(await takeTurn(parts, partnership)) };
};
