import { readFileSync } from 'node:fs';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { LocalEmail } from '#infra/local/inbox.ts';
import type { Table } from '#records/documents.ts';
import { addressOf, headerOf } from '#test/journeys/people.ts';
import type { Attributes } from '#test/simulation/expressions.ts';
import type { Gone } from '#test/simulation/promise.ts';
import type { truthOf } from '#test/simulation/truth.ts';

/** An item of the table. */
export type Kept = Attributes & { readonly pk: string; readonly sk: string };

/** All of a table, by key. */
export async function itemsOf({ documents, name }: Table): Promise<readonly Kept[]> {
  const items: Kept[] = [];
  for await (const page of paginateScan({ client: documents }, { TableName: name, ConsistentRead: true }))
    items.push(...((page.Items ?? []) as Kept[]));
  return items.sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1));
}

/** They as the simulation's store gives them. */
export function storeOf(items: readonly Kept[]): Parameters<typeof truthOf>[0] {
  const byPartition = Map.groupBy(items, ({ pk }) => pk);
  return {
    partition: (pk, prefix) => (byPartition.get(pk) ?? []).filter(({ sk }) => sk.startsWith(prefix)),
    revision: () => 0,
  };
}

/** The emails as the inbox keeps them. A line that was cut off in the middle is that of a killed process. */
export function goneIn(file: string): readonly Gone[] {
  return linesOf(file).flatMap((line) => {
    const email = emailIn(line);
    if (!email) return [];
    const at = email.at * 1000;
    const [key, kind] = [headerOf(email, 'X-Drumbeat-Key'), headerOf(email, 'X-Drumbeat-Kind')];
    return [{ at, began: at, to: addressOf(email), key, kind, calendars: [] }];
  });
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return []; // nothing has gone yet
  }
}

function emailIn(line: string): LocalEmail | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
