import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** The tables and how to reach them. */
export interface Table {
  readonly documents: DynamoDBDocumentClient;
  readonly name: string;
  /** of the table of private words; undefined for whoever may not read them, and is not told where they are */
  readonly privateName: string | undefined;
  /** writes that fit one transaction, where fewer do than DynamoDB takes: so a simulation saves small schools in parts */
  readonly mostWrites?: number | undefined;
}

/** The tables by name, as a function's environment has them. */
export interface TableNames {
  readonly TABLE: string;
  readonly PRIVATE_TABLE?: string | undefined;
}

/** The table of answers, drafts and reports. @throws where it is not known */
export function privateWords(table: Table): Table {
  if (table.privateName === undefined) throw new Error('Private words are read or written by who is not let at them');
  return { ...table, name: table.privateName };
}

export type Item = Readonly<Record<string, unknown>>;

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Somebody else saved meanwhile, or it was done already: read again and decide again. */
export class Conflict extends Error {
  override name = 'Conflict';
}

/** What is kept cannot be read, or cannot be decided on: it is the same at every try, until somebody has mended it. */
export class Poisoned extends Error {
  override name = 'Poisoned';
}

/** @param whose an id, for whoever is to mend it @throws {Poisoned} where `make` fails; what it read is not repeated */
export function unpoisoned<T>(whose: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new Poisoned(`${whose}: ${(cause as Error).name}`, { cause });
  }
}

export function openTable({ TABLE, PRIVATE_TABLE }: TableNames, config: DynamoDBClientConfig = {}): Table {
  const client = new DynamoDBClient(config);
  return {
    name: TABLE,
    privateName: PRIVATE_TABLE,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

type Queried = Omit<QueryCommandInput, 'TableName'>;

/** Page by page: what is written meanwhile may be in one and not in the one before. */
async function pagesOf(table: Table, input: Queried): Promise<readonly (readonly Item[])[]> {
  const pages: (readonly Item[])[] = [];
  for await (const page of paginateQuery({ client: table.documents }, { TableName: table.name, ...input }))
    pages.push(page.Items ?? []);
  return pages;
}

export const queryAll = async (table: Table, input: Queried): Promise<readonly Item[]> =>
  (await pagesOf(table, input)).flat();

/** All items of a partition, of whatever kind, as they are now. DynamoDB takes no empty text for how a key begins. */
export const wholePartition = (table: Table, pk: string): Promise<readonly Item[]> =>
  queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });

/** All of a partition whose sort key begins so, as it is now. @param prefix of one character at least */
export const readPartition = async (table: Table, pk: string, prefix: string): Promise<readonly Item[]> =>
  (await partitionPages(table, pk, prefix)).flat();

/** The same in the pages that were read one after the other. */
export const partitionPages = (table: Table, pk: string, prefix: string): Promise<readonly (readonly Item[])[]> =>
  pagesOf(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ConsistentRead: true,
  });

/** All or nothing. @throws {Conflict} when a condition no longer holds or another transaction is at the same items */
export async function transact(table: Table, writes: readonly Write[]): Promise<void> {
  try {
    await table.documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
  } catch (error) {
    const conflict = asConflict(error);
    throw conflict ?? error;
  }
}

/** Any number of puts and deletes, in no order and not at once; repeating them changes nothing. */
export async function batch(table: Table, writes: readonly BatchEntry[]): Promise<void> {
  for (let i = 0; i < writes.length; i += 25) {
    let left: Record<string, unknown[]> | undefined = { [table.name]: writes.slice(i, i + 25) };
    while (left && Object.keys(left).length > 0) {
      const answer = await table.documents.send(new BatchWriteCommand({ RequestItems: left as never }));
      left = answer.UnprocessedItems as typeof left;
    }
  }
}

type BatchEntry = { readonly PutRequest: { readonly Item: Item } } | { readonly DeleteRequest: { readonly Key: Item } };

/** The conflict that an error of DynamoDB's means, if it means one. */
export function asConflict(error: unknown): Conflict | undefined {
  const { name, CancellationReasons: reasons } = error as { name?: string; CancellationReasons?: { Code?: string }[] };
  if (name === 'ConditionalCheckFailedException' || name === 'TransactionConflictException') return new Conflict(name);
  const met = reasons?.find((r) => r.Code === 'ConditionalCheckFailed' || r.Code === 'TransactionConflict');
  return met && new Conflict(met.Code);
}
