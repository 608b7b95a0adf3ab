import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '#email/compose.ts';
import { keyToTag, outboxIn, sesClient, sesPost, tagsOf, tagToKey } from '#email/ses.ts';
import { sesAnswers } from '#email/ses-answers.ts';
import { type Inbox, openInbox } from '#test/support/inbox.ts';
import { letters } from '#use-cases/letters.ts';
import { samples } from './sample-facts.ts';

const sender = 'drumbeat@example.org';
const account = { region: 'eu-west-2', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const clientAt = (endpoint: string) => sesClient({ ...account, endpoint });
const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const message = {
  to: 'ben.sample@example.org',
  raw: new TextEncoder().encode('From: a@example.org\r\n\r\nHello'),
  key: 'lesson-study-2026/100001/reminder/link/2026-09-14',
  kind: 'reminder',
  outbox: { kind: 'partnership', id: 'lesson-study-2026/100001' },
} as const;

describe('tags', () => {
  it('hold any key, in letters that SES allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (key) => {
        fc.pre(key.isWellFormed());
        fc.pre(encodeURIComponent(key).length < 85);
        const tag = keyToTag(key);
        expect(tag).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(tagToKey(tag)).toBe(key);
      }),
    );
  });

  it('say whose email it is, a school’s or a cohort’s', () => {
    for (const outbox of [message.outbox, { kind: 'cohort', id: 'lesson-study-2026' } as const])
      expect(outboxIn(tagsOf({ ...message, outbox }))).toEqual(outbox);
    expect(outboxIn(tagsOf({ key: 'sign-in-code/1', kind: 'sign-in-code' }))).toBeUndefined();
  });

  it('refuse a key that is too long to be told apart', () => {
    expect(() => keyToTag('k'.repeat(256))).toThrow(RangeError);
    expect(keyToTag('k'.repeat(255))).toHaveLength(255);
  });
});

describe('by the SES of this machine', () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await openInbox();
  });
  afterAll(() => inbox.close());

  it('an email arrives whole, with its tags', async () => {
    const letter = letters.reminder.template(samples.reminder[0]);
    const raw = await compose({
      letter,
      kind: 'reminder',
      key: message.key,
      from: { name: 'Drumbeat', email: sender },
      to: { name: 'Ben Sample', email: message.to },
      replyTo: { name: 'Amina Example', email: 'amina@example.org' },
      date: '2026-09-14T07:00:00Z',
    });
    const post = sesPost({ client: clientAt(inbox.endpoint), sender, configurationSet: 'drumbeat' });
    const { id } = await post.send({ ...message, raw });

    const [kept] = await inbox.emails();
    expect(kept).toMatchObject({
      messageId: id,
      subject: letter.subject,
      replyTo: ['"Amina Example" <amina@example.org>'],
      destination: { to: ['"Ben Sample" <ben.sample@example.org>'] },
    });
    expect(kept?.body.text).toContain('https://drumbeat.example.org/a/TOKEN-1');
    expect(kept?.body.html).toContain('href="https://drumbeat.example.org/a/TOKEN-1"');

    const request = Object.fromEntries(inbox.requests[0] ?? []);
    expect(request).toMatchObject({
      Action: 'SendRawEmail',
      Source: sender,
      'Destinations.member.1': message.to,
      ConfigurationSetName: 'drumbeat',
      'Tags.member.1.Name': 'key',
      'Tags.member.2.Name': 'kind',
      'Tags.member.2.Value': 'reminder',
    });
    expect(tagToKey(request['Tags.member.1.Value'] ?? '')).toBe(message.key);
    const { key, kind, partnership } = tagsOf(message);
    expect([1, 2, 3].map((n) => request[`Tags.member.${n}.Value`])).toEqual([key, kind, partnership].flat());
    expect(request['Tags.member.3.Name']).toBe('partnership');
    const mail = await simpleParser(Buffer.from(request['RawMessage.Data'] ?? '', 'base64'));
    expect(mail.headers.get('x-drumbeat-key')).toBe(message.key);
  });

  it('a key too long for a tag is rejected before anything is sent', async () => {
    const sent = inbox.requests.length;
    const post = sesPost({ client: clientAt(inbox.endpoint), sender });
    await expect(post.send({ ...message, key: 'k'.repeat(300) })).rejects.toMatchObject({ name: 'Rejected' });
    expect(inbox.requests).toHaveLength(sent);
  });
});

describe('what went wrong', () => {
  const servers: Server[] = [];
  let tries = 0;
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    tries = 0;
  });
  const answering = async (listener: RequestListener) => {
    const server = createServer((request, response) => {
      tries += 1;
      request.resume().on('end', () => listener(request, response));
    });
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const saying = (status: number, code: string, text: string) =>
    answering((_, response) =>
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(
          `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escaped(text)}</Message></Error></ErrorResponse>`,
        ),
    );

  const asked = sesAnswers.flatMap(({ codes, example: [status, text], ...row }) =>
    status === 0 ? [] : codes.map((code) => ({ ...row, code, status, text })),
  );

  it.each(asked)('$status $code "$text" means $means', async ({ code, status, text, means, ofOddAddress }) => {
    const to = ofOddAddress ? 'jörg.sample@example.org' : message.to;
    const post = sesPost({ client: clientAt(await saying(status, code, text)), sender });
    const error = await post.send({ ...message, to }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: means });
    expect((error as Error).message).not.toContain('@');
    expect(tries).toBe(1);
  });

  it.each([
    ['the sender, by its name', 400, 'MessageRejected', 'Email address is not verified.', 'Refused'],
    ['a second’s places', 400, 'Throttling', 'Rate exceeded', 'Throttled'],
    ['a day’s places', 400, 'LimitExceededException', 'Daily message quota exceeded.', 'Refused'],
    [
      'an address in which nothing is odd',
      400,
      'InvalidParameterValue',
      'Domain contains illegal character',
      'Unclear',
    ],
    ['nothing that we know', 400, 'MessageRejected', `about ${message.to}`, 'Unclear'],
    ['nothing that we know, by a code that we do not', 418, 'Teapot', '', 'Unclear'],
    ['a second’s places, by the status alone', 429, 'Whatever', '', 'Throttled'],
    ['SES itself, by a code that we do not know', 502, 'BadGateway', '', 'Unknown'],
  ])('what is about %s: %i %s "%s" means %s', async (_, status, code, text, name) => {
    const post = sesPost({ client: clientAt(await saying(status, code, text)), sender });
    const error = await post.send(message).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name, code });
    expect((error as Error).message).not.toContain('@');
    expect(tries).toBe(1);
  });

  it('without credentials nothing is asked of SES, and it is the account’s fault', async () => {
    const endpoint = await saying(200, 'never', 'asked');
    const credentials = async () => {
      // as the SDK's own providers fail
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const client = sesClient({ region: 'eu-west-2', endpoint, credentials });
    await expect(sesPost({ client, sender }).send(message)).rejects.toMatchObject({ name: 'Refused' });
    expect(tries).toBe(0);
  });

  it('the table is the one that docs/running.md shows', async () => {
    const shown = await readFile('docs/running.md', 'utf8');
    for (const { codes, means, why, source } of sesAnswers) {
      const line = shown.split('\n').find((one) => one.startsWith('|') && one.includes(why));
      expect(line, why).toBeDefined();
      for (const said of [...codes.map((code) => `\`${code}\``), `**${means}**`, source]) expect(line).toContain(said);
    }
  });

  it('a connection that breaks after the email went out is unknown, and is not tried again', async () => {
    const endpoint = await answering((request) => request.socket.destroy());
    await expect(sesPost({ client: clientAt(endpoint), sender }).send(message)).rejects.toMatchObject({
      name: 'Unknown',
    });
    expect(tries).toBe(1);
  });

  it('silence is unknown, and is not waited for without end', async () => {
    const endpoint = await answering(() => {});
    const client = sesClient({
      ...account,
      endpoint,
      requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
    });
    await expect(sesPost({ client, sender }).send(message)).rejects.toMatchObject({ name: 'Unknown' });
    expect(tries).toBe(1);
  });
});
