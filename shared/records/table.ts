import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import type { TableNames } from './documents.ts';
import { indexes } from './keys.ts';

const key = ([hash, range]: readonly [string, string]): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

/** The attributes of every key, by index; the stack and the local edition make the table from these. */
export const keySchema = {
  table: ['pk', 'sk'],
  [indexes.due]: ['dueShard', 'nextAt'],
  [indexes.owed]: ['ownerAddress', 'due'],
  [indexes.cohort]: ['cohortId', 'inCohort'],
} as const;

/** The names of both tables where one machine makes them. */
export const tablesNamed = (name: string) => ({ TABLE: name, PRIVATE_TABLE: `${name}-private` }) satisfies TableNames;

/** Makes the tables where there are none: on one machine and in tests. On AWS the stack makes them. */
export async function ensureTables(client: DynamoDBClient, names: Required<TableNames>): Promise<void> {
  const { table, ...others } = keySchema;
  await ensureTable(client, names.TABLE, { table, ...others });
  await ensureTable(client, `${names.PRIVATE_TABLE}`, { table });
}

type Schema = Pick<typeof keySchema, 'table'> & Partial<typeof keySchema>;

async function ensureTable(client: DynamoDBClient, name: string, { table, ...others }: Schema): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const indexed = Object.entries(others);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [table, ...Object.values(others)]
        .flat()
        .map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: key(table),
      ...(indexed.length > 0 && {
        GlobalSecondaryIndexes: indexed.map(([IndexName, attributes]) => ({
          IndexName,
          KeySchema: key(attributes),
          Projection:
            IndexName === indexes.due
              ? { ProjectionType: 'INCLUDE', NonKeyAttributes: ['version', 'kind'] }
              : { ProjectionType: IndexName === indexes.owed ? 'KEYS_ONLY' : 'ALL' },
        })),
      }),
    }),
  );
}
