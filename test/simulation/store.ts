import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Table } from '#records/documents.ts';
import { keySchema } from '#records/table.ts';
import { type Attributes, holds, invalid, updated } from './expressions.ts';
import { type IndexName, openIndexes, projected } from './indexes.ts';
import { openPartitions, type Partitions } from './partitions.ts';
import type { Written } from './written.ts';

/** Both tables in memory, answering the commands of shared/records as DynamoDB does. */
export interface Store {
  /** Does a command at once. @throws what DynamoDB would. */
  answer(command: unknown, reading?: Reading): unknown;
  /** all items of a partition of the first table whose sort key begins so, as they are now */
  partition(pk: string, prefix: string): readonly Attributes[];
  /** how often anything in a partition was written */
  revision(pk: string): number;
  /** the earliest that the index `due` holds */
  nextDue(): string | undefined;
}

export interface Reading {
  /** how far an index is behind the table, in milliseconds */
  readonly behind?: number | undefined;
}

/** A page of a query ends at so many items: DynamoDB's own megabyte, about. */
const PAGE = 1500;

/** The tables by name. */
export const SIMULATED = { name: 'simulated', privateName: 'simulated-private' } as const;

type Key = { readonly pk: string; readonly sk: string };
type Conditional = Pick<
  UpdateCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** @param now milliseconds; @param onWritten sees what each command wrote, all of a transaction together */
export function openStore(now: () => number, onWritten: (written: readonly Written[]) => void = () => {}): Store {
  const partitions = openPartitions();
  const tables: Readonly<Record<string, Partitions>> = {
    [SIMULATED.name]: partitions,
    [SIMULATED.privateName]: openPartitions(),
  };
  const indexed = openIndexes(now);
  const tokens = new WeakSet<object>();

  function tableOf(name: string | undefined): Partitions {
    const found = tables[name ?? ''];
    if (!found) throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata: {} });
    return found;
  }

  const find = (table: string | undefined, key: Key) => tableOf(table).get(key.pk, key.sk);

  function commit(
    changes: readonly {
      readonly table: string | undefined;
      readonly key: Key;
      readonly after: Attributes | undefined;
    }[],
  ) {
    const written = changes.map(({ table, key: { pk, sk }, after: given }): Written => {
      const before = tableOf(table).get(pk, sk);
      const after = given && (kept({ ...given, pk, sk }) as Attributes);
      tableOf(table).set(pk, sk, after);
      return { pk, sk, before, after };
    });
    indexed.follow(written);
    onWritten(written);
  }

  const allows = (conditional: Conditional, item: Attributes | undefined) =>
    conditional.ConditionExpression === undefined ||
    holds(conditional.ConditionExpression, {
      item,
      names: conditional.ExpressionAttributeNames ?? {},
      values: conditional.ExpressionAttributeValues ?? {},
    });

  const update = (input: UpdateCommandInput, item: Attributes | undefined): Attributes =>
    updated(input.UpdateExpression ?? '', {
      item: item ?? (input.Key as Attributes),
      names: input.ExpressionAttributeNames ?? {},
      values: input.ExpressionAttributeValues ?? {},
    });

  const failed = () =>
    new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

  function transact(command: TransactWriteCommand) {
    // SDK and service know a request that is sent again by its token
    if (tokens.has(command)) return {};
    const writes = command.input.TransactItems ?? [];
    if (writes.length > 100) throw invalid('A transaction has at most 100 actions');
    const actions = writes.map((one) => {
      const table = (one.Put ?? one.Delete ?? one.Update ?? one.ConditionCheck)?.TableName;
      if (one.Put)
        return { table, key: one.Put.Item as unknown as Key, conditional: one.Put, after: () => one.Put?.Item };
      if (one.Delete) return { table, key: one.Delete.Key as Key, conditional: one.Delete, after: () => undefined };
      if (one.Update) {
        const input = one.Update as UpdateCommandInput;
        return { table, key: input.Key as Key, conditional: input, after: (item?: Attributes) => update(input, item) };
      }
      if (one.ConditionCheck) return { table, key: one.ConditionCheck.Key as Key, conditional: one.ConditionCheck };
      throw invalid('A transaction writes or checks');
    });
    if (new Set(actions.map(({ table, key }) => `${table}\n${key.pk}\n${key.sk}`)).size < actions.length)
      throw invalid('A transaction has at most one action on an item');
    const reasons = actions.map(({ table, key, conditional }) => ({
      Code: allows(conditional, find(table, key)) ? 'None' : 'ConditionalCheckFailed',
    }));
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    const changes = actions.flatMap(({ table, key, after }) =>
      after ? [{ table, key, after: after(find(table, key)) }] : [],
    );
    commit(changes as Parameters<typeof commit>[0]);
    tokens.add(command);
    return {};
  }

  function query(input: QueryCommandInput, { behind = 0 }: Reading) {
    const given = {
      names: input.ExpressionAttributeNames ?? {},
      values: (input.ExpressionAttributeValues ?? {}) as Attributes,
    };
    const name = input.IndexName as IndexName | undefined;
    if (name && input.ConsistentRead) throw invalid('Consistent reads are not supported on global secondary indexes');
    const condition = input.KeyConditionExpression ?? '';
    const hashValue = given.values[condition.match(/^\w+ = (:\w+)/)?.[1] ?? ''];
    const range = name ? keySchema[name][1] : 'sk';
    const all = name
      ? indexed.items(name, hashValue, behind).toSorted((a, b) => order(a, b, range))
      : tableOf(input.TableName).from(String(hashValue), String(given.values[':prefix'] ?? ''));
    const found = all.filter((item) => holds(condition, { ...given, item }));
    const start = input.ExclusiveStartKey as Attributes | undefined;
    const from = start ? found.findIndex((item) => order(item, start, range) > 0) : 0;
    const rest = from < 0 ? [] : found.slice(from);
    const page = rest.slice(0, Math.min(input.Limit ?? PAGE, PAGE));
    const last = page.at(-1);
    const keep = name ? projected[name] : undefined;
    const Items = page.map((item) =>
      keep ? only(item, ['pk', 'sk', ...keySchema[name as IndexName], ...keep]) : fresh(item),
    );
    return {
      Items,
      Count: page.length,
      ...(last && page.length < rest.length && { LastEvaluatedKey: only(last, ['pk', 'sk', range]) }),
    };
  }

  return {
    partition: (pk, prefix) => partitions.from(pk, prefix),
    revision: (pk) => partitions.revision(pk),
    nextDue: () => indexed.nextDue(),
    answer(command, reading = {}) {
      if (command instanceof GetCommand) {
        const item = find(command.input.TableName, command.input.Key as Key);
        return item ? { Item: fresh(item) } : {};
      }
      if (command instanceof QueryCommand) return query(command.input, reading);
      if (command instanceof ScanCommand) return { Items: tableOf(command.input.TableName).all().map(fresh) };
      if (command instanceof TransactWriteCommand) return transact(command);
      if (command instanceof PutCommand) {
        const item = command.input.Item as Attributes & Key;
        const table = command.input.TableName;
        if (!allows(command.input, find(table, item))) throw failed();
        commit([{ table, key: item, after: item }]);
        return {};
      }
      if (command instanceof DeleteCommand) {
        const key = command.input.Key as Key;
        const table = command.input.TableName;
        if (!allows(command.input, find(table, key))) throw failed();
        commit([{ table, key, after: undefined }]);
        return {};
      }
      if (command instanceof UpdateCommand) {
        const key = command.input.Key as Key;
        const table = command.input.TableName;
        const item = find(table, key);
        if (!allows(command.input, item)) throw failed();
        commit([{ table, key, after: update(command.input, item) }]);
        return {};
      }
      if (command instanceof BatchWriteCommand) {
        const writes = Object.entries(command.input.RequestItems ?? {}).flatMap(([table, requests]) =>
          requests.map((request) => ({ table, ...request })),
        );
        if (writes.length > 25) throw invalid('A batch has at most 25 requests');
        for (const { table, PutRequest, DeleteRequest } of writes)
          if (PutRequest) commit([{ table, key: PutRequest.Item as unknown as Key, after: PutRequest.Item }]);
          else commit([{ table, key: DeleteRequest?.Key as Key, after: undefined }]);
        return {};
      }
      if (command instanceof DescribeTableCommand) return {};
      throw new Error(`The store knows no ${(command as object).constructor.name}`);
    },
  };
}

/** The tables that the records work with, on whatever answers its commands. */
export function tableOn(answer: (command: unknown) => Promise<unknown>): Table {
  const documents = Object.create(DynamoDBDocumentClient.prototype, {
    send: { value: answer },
    destroy: { value: () => {} },
  });
  return { ...SIMULATED, documents };
}

const order = (a: Attributes, b: Attributes, range: string): number => {
  for (const key of [range, 'pk', 'sk']) if (a[key] !== b[key]) return (a[key] as string) < (b[key] as string) ? -1 : 1;
  return 0;
};

const only = (item: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/** As it is kept: a copy without what is undefined, which nobody can change. */
function kept(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Object.isFrozen(value) && known.has(value)) return value;
  const copy = Array.isArray(value) ? value.map(kept) : withoutUndefined(value);
  known.add(copy);
  return Object.freeze(copy);
}

function withoutUndefined(value: object): object {
  const copy: Record<string, unknown> = {};
  for (const [k, v] of Object.entries(value)) if (v !== undefined) copy[k] = kept(v);
  return copy;
}

const known = new WeakSet<object>();

/** Nobody sees that it is the same object as before: what it is read into is new every time. */
const fresh = (item: Attributes): Attributes =>
  typeof item.it === 'object' && item.it !== null && !Array.isArray(item.it)
    ? { ...item, it: { ...item.it } }
    : { ...item };
