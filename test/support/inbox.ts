import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

// its default export is a property of a CommonJS module, which test runner and Node unwrap differently
const { default: start } = createRequire(import.meta.url)('aws-ses-v2-local') as typeof import('aws-ses-v2-local');

/** What the stand-in for SES keeps of an email. It drops tags and headers: see `requests`. */
export interface Kept {
  readonly messageId: string;
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
}

export interface Inbox {
  readonly endpoint: string;
  /** every request as SES's own query protocol wrote it, in order */
  readonly requests: readonly URLSearchParams[];
  emails(): Promise<readonly Kept[]>;
  close(): Promise<void>;
}

/** SES on this machine, on a free loopback port; its store is one per process, and empty at the start. */
export async function openInbox(): Promise<Inbox> {
  const server: Server = await start({ host: '127.0.0.1', port: 0 });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requests: URLSearchParams[] = [];
  server.prependListener('request', (request: IncomingMessage) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/')
        requests.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    });
  });
  await fetch(`${endpoint}/clear-store`, { method: 'POST' });
  return {
    endpoint,
    requests,
    emails: async () => ((await (await fetch(`${endpoint}/store`)).json()) as { readonly emails: Kept[] }).emails,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
