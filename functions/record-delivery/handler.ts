import * as z from 'zod';
import { outboxIn, tagToKey } from '#email/ses.ts';
import { outboxByKey } from '#records/earlier-messages.ts';
import type { DeliveryFate } from '#records/outbox.ts';
import type { Parts } from '#use-cases/parts.ts';
import { tellFate } from '#use-cases/record-fate.ts';

/** What of an SES event we read: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-eventbridge-examples.html */
const input = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});

const fates: Readonly<Record<string, DeliveryFate>> = {
  Send: 'sent',
  Delivery: 'delivered',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'rejected',
};

/** Writes into the history what SES says became of an email. An email that passes for a while (a full inbox) is no bounce. */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const { eventType, mail, bounce } = input.parse(event).detail;
  const fate = fates[eventType];
  const tag = mail.tags.key?.[0];
  if (!fate || !tag || (bounce && bounce.bounceType === 'Transient')) return { recorded: false };
  const key = tagToKey(tag);
  return { recorded: await tellFate(parts, outboxIn(mail.tags) ?? outboxByKey(key), key, fate, mail.messageId) };
};
