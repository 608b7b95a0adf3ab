import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { now as realNow } from '#aws/clock.ts';
import { type Instant, london } from '#calendar/london.ts';
import { parseSecrets, type ReadSecrets } from '#links/secrets.ts';
import { openTable } from '#records/documents.ts';
import { moveEarlierWords } from '#records/earlier-words.ts';
import { ensureTables, tablesNamed } from '#records/table.ts';
import { createApp } from '#web/app.ts';
import { bounceRoutes } from './bounces.ts';
import { clockBar, clockRoutes } from './clock-bar.ts';
import { type Engine, endOrphan, startEngine } from './engine.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { type MovableClock, movableClock } from './movable-clock.ts';
import { PlainFault } from './plain-fault.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';
import { synthesiseWorkflows } from './workflows.ts';

const TABLES = tablesNamed('drumbeat');
const SENDER = 'programmes@drumbeat.example.org';

/** The first morning of the sample cohort's term, before anything is due. */
const FIRST_DAY = london('2026-09-04', '09:00').at;

/** The whole product on one machine. */
export interface Edition {
  readonly url: string;
  readonly engine: Engine['name'];
  readonly inbox: Inbox;
  readonly clock: MovableClock;
  readonly scheduler: Scheduler;
  close(): Promise<void>;
}

interface Opening {
  readonly port: number;
  readonly inboxPort: number;
  readonly folder?: string;
  readonly fresh?: boolean;
  readonly leads?: readonly string[];
  readonly start?: Instant;
}

/**
 * Starts everything: the records, SES, the workflows out of the synthesised stack, the pages and the clock. Ports are
 * this machine's own only; 0 takes a free one. Without a folder nothing is kept. @throws {PlainFault}
 */
export async function openEdition(opening: Opening): Promise<Edition> {
  const { port, inboxPort, folder, fresh = false, leads = [], start = FIRST_DAY } = opening;
  if (folder) await prepare(folder, fresh);
  const engine = await startEngine(folder ? { folder } : {});
  const client = new DynamoDBClient(engine.connection);
  await ensureTables(client, TABLES);
  const table = openTable(TABLES, engine.connection);
  if (folder) await moveEarlierWords(table);
  const clock = await movableClock(table, start);
  const inbox = await openInbox({ port: inboxPort, sender: SENDER, folder, now: clock.now });
  const workflows = await synthesiseWorkflows();
  const secret = await secretIn(folder);

  const outer = new Hono();
  const server = await listenFor(outer, port);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  const scheduler = startScheduler({ table, clock, inbox, workflows, secret, sender: SENDER, origin: url });
  const moving = { now: clock.now, next: scheduler.next, moveTo: scheduler.moveTo };
  outer.route('/local', clockRoutes(moving));
  outer.route('/local', bounceRoutes({ lastTo: inbox.lastTo, bounce: scheduler.bounce }));
  outer.route(
    '/',
    createApp({
      ...scheduler.parts,
      leads,
      log: (event) => process.env.DRUMBEAT_LOG && process.stdout.write(`${JSON.stringify(event)}\n`),
      banner: (path: string) => clockBar(moving, inbox.url, path),
      sessionNow: realNow,
    }),
  );
  await scheduler.moveTo(clock.now());

  return {
    url,
    engine: engine.name,
    inbox,
    clock,
    scheduler,
    async close() {
      await hangUp(server);
      await scheduler.settled();
      await inbox.close();
      table.documents.destroy();
      client.destroy();
      await engine.stop();
    },
  };
}

async function listenFor(site: Hono, port: number): Promise<Server> {
  const server = serve({ fetch: site.fetch, hostname: '127.0.0.1', port }) as Server;
  await new Promise<void>((listening) => (server.listening ? listening() : server.once('listening', listening)));
  return server;
}

const hangUp = (server: Server & { closeAllConnections?: () => void }): Promise<unknown> =>
  new Promise((done) => {
    server.close(done);
    server.closeAllConnections?.();
  });

/** A folder to keep records in, emptied if asked, but never while another process keeps its records there. */
async function prepare(folder: string, fresh: boolean): Promise<void> {
  const make = () =>
    mkdir(folder, { recursive: true }).catch(() => {
      throw new PlainFault(
        `${folder} cannot be used as a folder for the records. Choose another: DRUMBEAT_DATA=... npm start`,
      );
    });
  await make();
  if (!fresh) return;
  await endOrphan(folder);
  await rm(folder, { recursive: true, force: true });
  await make();
}

/** Links signed yesterday work today: the secret is made once and kept, in a file that can be changed while it runs. */
async function secretIn(folder: string | undefined): Promise<ReadSecrets> {
  const made = randomBytes(48).toString('base64url');
  if (!folder) return async () => parseSecrets(made);
  const file = join(folder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (!kept) await writeFile(file, made, { mode: 0o600 });
  return async () => parseSecrets(await readFile(file, 'utf8'));
}
