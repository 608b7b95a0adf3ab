import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
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

/** Makes the table where there is none: on one machine and in tests. On AWS the stack makes it. */
export async function ensureTable(client: DynamoDBClient, name: string): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const { table, ...others } = keySchema;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: Object.values(keySchema)
        .flat()
        .map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: key(table),
      GlobalSecondaryIndexes: Object.entries(others).map(([IndexName, attributes]) => ({
        IndexName,
        KeySchema: key(attributes),
        Projection:
          IndexName === indexes.due
            ? { ProjectionType: 'INCLUDE', NonKeyAttributes: ['version', 'kind'] }
            : { ProjectionType: IndexName === indexes.owed ? 'KEYS_ONLY' : 'ALL' },
      })),
    }),
  );
}
