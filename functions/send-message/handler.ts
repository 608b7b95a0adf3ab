import * as z from 'zod';
import { outboxByKey } from '#records/earlier-messages.ts';
import type { Parts } from '#use-cases/parts.ts';
import { type SendResult, sendMessage } from '#use-cases/send-message.ts';

const input = z.object({ outbox: z.string(), of: z.enum(['partnership', 'cohort']).optional(), key: z.string() });

/** `{outbox, of, key}`: sends one message of a partnership's or a cohort's outbox. Fails when it did not go, or may not have gone. */
export const handler =
  (parts: Pick<Parts, 'table' | 'now' | 'secret' | 'post' | 'sender' | 'origin'>) =>
  async (event: unknown): Promise<{ readonly sent: SendResult }> => {
    const { outbox: id, of: kind, key } = input.parse(event);
    return { sent: await sendMessage(parts, kind ? { kind, id } : outboxByKey(key), key) };
  };
