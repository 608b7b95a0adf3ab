import type { Request } from '#test/infra/iam.ts';

type Key = Readonly<Record<string, { readonly S?: string }>>;

interface Action {
  readonly TableName: string;
  readonly Key?: Key;
  readonly Item?: Key;
}

interface Body extends Action {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Key;
  readonly ProjectionExpression?: string;
  readonly Select?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Action>>[];
  readonly RequestItems?: Readonly<
    Record<string, readonly { readonly PutRequest?: { Item: Key }; readonly DeleteRequest?: { Key: Key } }[]>
  >;
}

const told = (context: Readonly<Record<string, readonly (string | undefined)[] | undefined>>): Request['context'] =>
  Object.fromEntries(
    Object.entries(context).flatMap(([key, values]) => {
      const known = values?.filter((value) => value !== undefined);
      return known?.length ? [[`dynamodb:${key}`, known]] : [];
    }),
  );

const ON = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** What IAM is asked when DynamoDB gets a request: a transaction is asked for by the actions inside it. */
export function requestsOf(operation: string, body: Body): readonly Request[] {
  const one = (action: string, table: string, context: Parameters<typeof told>[0] = {}): Request => ({
    action: `dynamodb:${action}`,
    resource: table,
    context: told(context),
  });
  const keyOf = ({ Key, Item }: Pick<Action, 'Key' | 'Item'>) => [(Key ?? Item)?.pk?.S];
  if (body.TransactItems)
    return body.TransactItems.flatMap((item) =>
      Object.entries(item).map(([how, action]) =>
        one(ON[how as keyof typeof ON], action.TableName, {
          LeadingKeys: keyOf(action),
          EnclosingOperation: [operation],
        }),
      ),
    );
  if (body.RequestItems)
    return Object.entries(body.RequestItems).map(([table, items]) =>
      one(operation, table, {
        LeadingKeys: items.flatMap(({ PutRequest, DeleteRequest }) => keyOf({ ...PutRequest, ...DeleteRequest })),
      }),
    );
  if (operation !== 'Query') return [one(operation, body.TableName, { LeadingKeys: keyOf(body) })];
  const [, hash = '', value = ''] = /^(\w+) = (:\w+)/.exec(body.KeyConditionExpression ?? '') ?? [];
  const asked = body.ProjectionExpression?.split(/,\s*/);
  const table = body.IndexName ? `${body.TableName}/index/${body.IndexName}` : body.TableName;
  return [
    one(operation, table, {
      LeadingKeys: [body.ExpressionAttributeValues?.[value]?.S],
      Attributes: asked && [...new Set([hash, ...asked])],
      Select: [body.Select],
    }),
  ];
}
