import * as z from 'zod';
import type { Parts } from '#use-cases/parts.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const input = z.object({ partnership: z.string(), reports: z.literal('render').optional() });

/**
 * `{partnership}` -> `{partnership, messages, reports}`: decides what a partnership needs now; `messages` are the keys
 * to send, `reports` what is to be rendered before that: `{session, version}`. Unless the caller says that it renders
 * them, coaches' reports are left for the workflow that does.
 */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const { partnership, reports } = input.parse(event);
  return { partnership, ...(await takeTurn(parts, partnership, { rendering: reports === 'render' })) };
};
