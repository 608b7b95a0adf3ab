import type { Item, Table } from '#records/documents.ts';

/** What was asked of a table. Bytes are those of items as DynamoDB counts them: names and values. */
export interface Count {
  /** by operation, `Query` */
  readonly requests: Record<string, number>;
  itemsRead: number;
  bytesRead: number;
  /** put, updated or deleted */
  itemsWritten: number;
  /** of items put: an update does not tell how large its item is */
  bytesWritten: number;
}

type Write = { readonly [verb in 'Put' | 'PutRequest' | 'Update' | 'Delete' | 'DeleteRequest']?: { Item?: Item } };

/** Counts every request that goes to the table from now on; `take` gives the count and begins anew. */
export function counting({ documents }: Table): { take(): Count } {
  let count = nothing();
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = String(context.commandName).replace('Command', '');
      // one whose condition does not hold is charged too
      count.requests[operation] = (count.requests[operation] ?? 0) + 1;
      const answer = await next(args);
      const read = itemsIn(answer.output as { Item?: Item; Items?: Item[] });
      count.itemsRead += read.length;
      count.bytesRead += read.reduce((sum, item) => sum + itemBytes(item), 0);
      const written = writesIn(operation, args.input as never);
      count.itemsWritten += written.length;
      count.bytesWritten += written.reduce((sum, { Item }) => sum + (Item ? itemBytes(Item) : 0), 0);
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    take() {
      const taken = count;
      count = nothing();
      return taken;
    },
  };
}

const nothing = (): Count => ({ requests: {}, itemsRead: 0, bytesRead: 0, itemsWritten: 0, bytesWritten: 0 });

const itemsIn = ({ Item, Items = [] }: { Item?: Item; Items?: Item[] }): readonly Item[] => (Item ? [Item] : Items);

function writesIn(
  operation: string,
  input: { Item?: Item; TransactItems?: readonly Write[]; RequestItems?: Readonly<Record<string, readonly Write[]>> },
): readonly { readonly Item?: Item }[] {
  if (['PutItem', 'Put', 'UpdateItem', 'Update', 'DeleteItem', 'Delete'].includes(operation)) return [input];
  return [...(input.TransactItems ?? []), ...Object.values(input.RequestItems ?? {}).flat()].flatMap(
    ({ Put, PutRequest, Update, Delete, DeleteRequest }) =>
      Put ?? PutRequest ?? Update ?? Delete ?? DeleteRequest ?? [],
  );
}

/** By https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const itemBytes = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + itemBytes(value);
  return 1;
}
