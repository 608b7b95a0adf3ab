import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { now } from '#aws/clock.ts';
import { secretOf } from '#aws/secret.ts';
import { config } from '#config';
import { sendRate, sesClient, sesPost } from '#email/ses.ts';
import { openTable } from '#records/documents.ts';
import { pacedPost } from '#use-cases/paced-post.ts';
import { handler as sendMessage } from './handler.ts';

const { TABLE, PRIVATE_TABLE, SENDER, SITE_ORIGIN, CONFIGURATION_SET, LINK_SECRET_ID } = config(
  'TABLE',
  'PRIVATE_TABLE',
  'SENDER',
  'SITE_ORIGIN',
  'CONFIGURATION_SET',
  'LINK_SECRET_ID',
);
const logger = new Logger();
const metrics = new Metrics();
const table = openTable({ TABLE, PRIVATE_TABLE });
const client = sesClient();
const send = sendMessage({
  table,
  now,
  secret: secretOf(LINK_SECRET_ID, (secret) => console.log({ event: 'secret', secret })),
  post: pacedPost(sesPost({ client, sender: SENDER, configurationSet: CONFIGURATION_SET }), {
    table,
    now,
    rate: sendRate(client, Date.now),
    nextSecond: () => pause(1000 - (Date.now() % 1000)),
  }),
  sender: SENDER,
  origin: SITE_ORIGIN,
});

export const handler = async (event: { readonly key?: unknown }) => {
  const { key } = event;
  const failed = (why: string) => {
    logger.error('A message did not go', { key, why });
    metrics.addMetric('SendsFailed', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
  try {
    const result = await send(event);
    logger.info('A message was dealt with', { key, ...result });
    if (result.sent === 'refused') failed('refused');
    return result;
  } catch (error) {
    // Only name and code: what the mail service says may hold an address.
    const { name, code } = error as Error & { readonly code?: unknown };
    failed(typeof code === 'string' ? `${name}: ${code}` : name);
    throw error;
  }
};
