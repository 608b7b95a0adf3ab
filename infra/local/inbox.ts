import { appendFile, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Instant } from '#calendar/london.ts';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import { sameAddress } from '#domain/people/person.ts';
import { type Post, sesClient, sesPost } from '#email/ses.ts';

const require = createRequire(import.meta.url);
// CommonJS, and its default export is a property
const { default: startServer } = require('aws-ses-v2-local') as typeof import('aws-ses-v2-local');
const store = require('aws-ses-v2-local/dist/store.js') as {
  getStoreReadonly(): { readonly emails: LocalEmail[] };
  saveEmail(email: LocalEmail): void;
  clearStore(): void;
};

/** An email as the stand-in for SES lists it at `GET /store`; we add its key and kind, and when it went on our clock. */
export interface LocalEmail {
  readonly messageId: string;
  readonly subject: string;
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text?: string; readonly html?: string };
  /** seconds of the epoch */
  at: number;
  headers?: { readonly name: string; readonly value: string }[];
}

/** An email that has gone, and what SES knows it by. */
export interface EmailGone extends Pick<Parameters<Post['send']>[0], 'key' | 'kind' | 'outbox'> {
  readonly messageId: string;
}

export interface Inbox {
  readonly url: string;
  readonly post: Post;
  /** what has gone since the last time anybody asked: for the event feed */
  takeGone(): readonly EmailGone[];
  /** the last email to an address, of those about sessions if there are any */
  lastTo(address: string): EmailGone | undefined;
  close(): Promise<void>;
}

/**
 * SES on this machine, with an inbox to look at in the browser. Where there is a folder, what was sent is kept there
 * and shown again after a restart. One to a process: the stand-in has a single store.
 */
export async function openInbox({
  port,
  sender,
  folder,
  now,
  patient = false,
}: {
  readonly port: number;
  readonly sender: string;
  readonly folder?: string | undefined;
  readonly now: () => Instant;
  /** waits for an answer however long it takes: where more happens at once than this machine has hands for */
  readonly patient?: boolean;
}): Promise<Inbox> {
  const file = folder && join(folder, 'inbox.jsonl');
  store.clearStore();
  const gone: EmailGone[] = [];
  for (const email of file ? await keptIn(file) : []) {
    store.saveEmail(email);
    // Said once more after a restart: it settles what was sent and not yet marked.
    gone.push(...goneBy(email));
  }
  const server: Server = await startServer({ host: '127.0.0.1', port });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const client = sesClient({
    endpoint: url.replace('localhost', '127.0.0.1'),
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...(patient && { requestHandler: {} }),
  });
  const ses = sesPost({ client, sender });
  return {
    url,
    post: {
      async send(message) {
        const sent = await ses.send(message);
        const email = store.getStoreReadonly().emails.findLast((one) => one.messageId === sent.id);
        if (email) {
          mark(email, message, now());
          if (file) await appendFile(file, `${JSON.stringify(email)}\n`);
        }
        const { key, kind, outbox } = message;
        gone.push({ key, kind, outbox, messageId: sent.id });
        return sent;
      },
    },
    takeGone: () => gone.splice(0),
    lastTo: (address) => lastOf(store.getStoreReadonly().emails, address),
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What was sent before this process was started. */
async function keptIn(file: string): Promise<readonly LocalEmail[]> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  // what a killed process left of a line stays by itself, and is no email
  if (kept && !kept.endsWith('\n')) await appendFile(file, '\n');
  return kept
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => emailIn(line) ?? []);
}

/** As what it went, and when by our clock. */
function mark(email: LocalEmail, { key, kind, outbox }: Omit<EmailGone, 'messageId'>, at: Instant): void {
  email.at = Date.parse(at) / 1000;
  email.headers = [
    { name: 'X-Drumbeat-Key', value: key },
    { name: 'X-Drumbeat-Kind', value: kind },
    ...(outbox ? [{ name: 'X-Drumbeat-Outbox', value: JSON.stringify(outbox) }] : []),
  ];
}

function lastOf(emails: readonly LocalEmail[], address: string): EmailGone | undefined {
  const found = emails
    .filter((email) => email.destination.to.some((to) => addressIn(to) === sameAddress(address)))
    .flatMap(goneBy);
  return found.findLast(({ kind }) => isAboutSession(kind)) ?? found.at(-1);
}

/** Of `"Ada Example" <ada@example.org>` or of an address alone. */
const addressIn = (to: string): string => sameAddress(/<([^<>]*)>$/.exec(to)?.[1] ?? to);

const headerOf = (email: LocalEmail, name: string): string | undefined =>
  email.headers?.find((h) => h.name === name)?.value;

function goneBy(email: LocalEmail): readonly EmailGone[] {
  const key = headerOf(email, 'X-Drumbeat-Key');
  const kind = headerOf(email, 'X-Drumbeat-Kind') ?? '';
  const outbox = headerOf(email, 'X-Drumbeat-Outbox');
  return key ? [{ key, kind, outbox: outbox && JSON.parse(outbox), messageId: email.messageId }] : [];
}

const isAboutSession = (kind: string): boolean => catalogue[kind as MessageKind]?.speaksOf === 'session';

function emailIn(line: string): LocalEmail | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
