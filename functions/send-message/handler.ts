import * as z from 'zod';
import { outboxOf } from '#records/keys.ts';
import type { Parts } from '#use-cases/parts.ts';
import { type SendResult, sendMessage } from '#use-cases/send-message.ts';

const input = z.object({ outbox: z.string(), key: z.string() });

/** `{outbox, key}`: sends one message of a partnership's or a cohort's outbox. Fails when it did not go, or may not have gone. */
export const handler =
  (parts: Pick<Parts, 'table' | 'now' | 'secret' | 'post' | 'sender' | 'origin'>) =>
  async (event: unknown): Promise<{ readonly sent: SendResult }> => {
    const { outbox, key } = input.parse(event);
    return { sent: await sendMessage(parts, outboxOf(outbox), key) };
  };
