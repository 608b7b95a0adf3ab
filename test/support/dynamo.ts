import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '#infra/local/engine.ts';
import { openTable, type Table } from '#records/documents.ts';
import { ensureTables, tablesNamed } from '#records/table.ts';
import { openStore, tableOn } from '#test/simulation/store.ts';

export interface Dynamo {
  readonly endpoint: string;
  /** new, empty tables with every index */
  table(): Promise<Table>;
  stop(): Promise<void>;
}

/**
 * A real DynamoDB engine in memory on a free port, for the tests of one file; Amazon's own with DYNAMO_ENGINE=local, and
 * with DYNAMO_ENGINE=simulated the table of the simulation, which is to answer as they do.
 */
export async function startDynamo(): Promise<Dynamo> {
  if (process.env.DYNAMO_ENGINE === 'simulated') {
    const answering = () => {
      const store = openStore(() => 0);
      return tableOn(async (command) => store.answer(command));
    };
    return { endpoint: '', table: async () => answering(), stop: async () => {} };
  }
  const engine = await startEngine({ choose: process.env.DYNAMO_ENGINE === 'local' ? 'DynamoDB Local' : 'dynoxide' });
  const client = new DynamoDBClient(engine.connection);
  const tables: Table[] = [];
  return {
    endpoint: engine.connection.endpoint,
    async table() {
      const names = tablesNamed(`drumbeat-${randomUUID()}`);
      await ensureTables(client, names);
      const table = openTable(names, engine.connection);
      tables.push(table);
      return table;
    },
    async stop() {
      for (const table of tables) table.documents.destroy();
      client.destroy();
      await engine.stop();
    },
  };
}
