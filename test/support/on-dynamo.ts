import { afterAll, beforeAll } from 'vitest';
import type { Table } from '#records/documents.ts';
import { type Dynamo, startDynamo } from './dynamo.ts';

/** A DynamoDB engine for the tests of the file or the describe that calls it: each `table()` is a new, empty one. */
export function onDynamo(): Pick<Dynamo, 'table'> {
  let dynamo: Dynamo | undefined;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo?.stop());
  return {
    async table(): Promise<Table> {
      if (!dynamo) throw new Error('There is a table only inside a test or a hook');
      return dynamo.table();
    },
  };
}
