import { type ApiGatewayRequestContextV2, handle } from 'hono/aws-lambda';
import { now } from '#aws/clock.ts';
import { secretOf } from '#aws/secret.ts';
import { startOf } from '#aws/start.ts';
import { config } from '#config';
import { sesClient, sesPost } from '#email/ses.ts';
import { openTable } from '#records/documents.ts';
import { createApp } from './app.ts';
import { noSoonerThan } from './kit/evenly.ts';

const settings = config(
  'TABLE',
  'PRIVATE_TABLE',
  'SITE_ORIGIN',
  'SENDER',
  'CONFIGURATION_SET',
  'LINK_SECRET_ID',
  'LEADS',
  'TURN_MACHINE',
  'DELIVER_MACHINE',
  'PLAN_MACHINE',
  'COHORT_MACHINE',
  'LAUNCH_MACHINE',
);

/** Milliseconds: longer than it takes to hand an email to SES, so that no one learns from it whether one went. */
const SIGN_IN_TAKES = 2_000;

export const handler = handle(
  createApp({
    table: openTable(settings),
    now,
    secret: secretOf(settings.LINK_SECRET_ID, (secret) => console.log({ event: 'secret', secret })),
    post: sesPost({ client: sesClient(), sender: settings.SENDER, configurationSet: settings.CONFIGURATION_SET }),
    sender: settings.SENDER,
    origin: settings.SITE_ORIGIN,
    start: startOf({
      'partnership-turn': settings.TURN_MACHINE,
      'deliver-report': settings.DELIVER_MACHINE,
      'plan-cover': settings.PLAN_MACHINE,
      'close-cohort': settings.COHORT_MACHINE,
      'launch-cohort': settings.LAUNCH_MACHINE,
    }),
    leads: settings.LEADS,
    // as an object: Lambda writes it as JSON under `message`, where its fields can be asked for
    log: (event) => console.log(event),
    sourceOf: (c) => (c.env as { requestContext?: ApiGatewayRequestContextV2 }).requestContext?.http.sourceIp,
    evenly: noSoonerThan(SIGN_IN_TAKES),
  }),
);
