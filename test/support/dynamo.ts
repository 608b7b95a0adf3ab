import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openTable, type Table } from '../../shared/records/documents.ts';
import { ensureTable } from '../../shared/records/table.ts';

export interface Dynamo {
  readonly endpoint: string;
  /** a new, empty table with every index */
  table(): Promise<Table>;
  stop(): Promise<void>;
}

const local = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** A real DynamoDB engine in memory on a free port, for the tests of one file. */
export async function startDynamo(): Promise<Dynamo> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const engine = spawn(binary, ['--port', String(port)], { stdio: 'ignore' });
  const stopped = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
  const client = new DynamoDBClient(local(endpoint));
  await answering(client);
  return {
    endpoint,
    async table() {
      const name = `drumbeat-${randomUUID()}`;
      await ensureTable(client, name);
      return openTable(name, local(endpoint));
    },
    async stop() {
      client.destroy();
      engine.kill();
      await stopped;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(client: DynamoDBClient): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
