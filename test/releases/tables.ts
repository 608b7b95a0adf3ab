import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { startEngine } from '#infra/local/engine.ts';
import { ensureTables, tablesNamed } from '#records/table.ts';

/*
 * Both tables as lines of text: which table, and an item in DynamoDB's own JSON, with bytes in base64. A later release reads
 * them without a word of how this one's code sees them.
 */

/** As the local edition names them. */
const TABLES = tablesNamed('drumbeat');
const names = { main: TABLES.TABLE, private: TABLES.PRIVATE_TABLE } as const;

type Which = keyof typeof names;

type Marshalled = Record<string, AttributeValue>;

/** All items of both tables that are kept in a folder, one a line, in the order of their keys. No edition may be open on it. */
export const tablesIn = (folder: string): Promise<readonly string[]> =>
  withTables(folder, async (client) => {
    const lines: { readonly place: string; readonly line: string }[] = [];
    for (const table of Object.keys(names) as Which[])
      for await (const { Items = [] } of paginateScan({ client }, { TableName: names[table], ConsistentRead: true }))
        for (const item of Items)
          lines.push({
            place: JSON.stringify([table, item.pk?.S, item.sk?.S]),
            line: JSON.stringify({ table, item: inOrder(item) }, bytesAsText),
          });
    return lines.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ line }) => line);
  });

/** Keeps what such lines hold in a new folder, as if the release that wrote them had run there. */
export const putTables = (folder: string, lines: readonly string[]): Promise<void> =>
  withTables(folder, async (client) => {
    const all = lines.map(
      (line) => JSON.parse(line, textAsBytes) as { readonly table: Which; readonly item: Marshalled },
    );
    for (const [table, own] of Map.groupBy(all, (one) => one.table))
      for (let i = 0; i < own.length; i += AT_A_TIME) {
        const puts = own.slice(i, i + AT_A_TIME).map(({ item: Item }) => ({ PutRequest: { Item } }));
        const { UnprocessedItems } = await client.send(
          new BatchWriteItemCommand({ RequestItems: { [names[table]]: puts } }),
        );
        if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('The engine did not take every item');
      }
  });

/** DynamoDB takes so many in one request. */
const AT_A_TIME = 25;

async function withTables<T>(folder: string, what: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const engine = await startEngine({ folder });
  const client = new DynamoDBClient(engine.connection satisfies DynamoDBClientConfig);
  try {
    await ensureTables(client, TABLES);
    return await what(client);
  } finally {
    client.destroy();
    await engine.stop();
  }
}

/** The attributes of an item come in no order of their own. */
const inOrder = (item: Marshalled): Marshalled =>
  Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));

const bytesAsText = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

/** `B` is a map's own name only where an attribute value stands behind it, never a text. */
const textAsBytes = (key: string, value: unknown) =>
  key === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
