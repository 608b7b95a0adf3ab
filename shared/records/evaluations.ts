import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CohortId } from '#domain/ids.ts';
import type { Evaluation } from '#evaluation/evaluation.ts';
import { asConflict, type Table } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

const pkOf = (cohort: CohortId) => keys.partition({ kind: 'cohort', id: cohort });

const get = async (table: Table, cohort: CohortId, sk: string): Promise<unknown> => {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(cohort), sk }, ConsistentRead: true }),
  );
  return Item && recordIn(Item);
};

/** As it was kept before anything was erased; undefined while nothing has been. */
export const readKeptEvaluation = async (table: Table, cohort: CohortId): Promise<Evaluation | undefined> =>
  (await get(table, cohort, keys.EVALUATION)) as Evaluation | undefined;

/** Keeps it, unless it is kept already: later there would be less to tell. */
export async function keepEvaluation(table: Table, cohort: CohortId, it: Evaluation): Promise<void> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk: pkOf(cohort), sk: keys.EVALUATION, ...VERSIONED, it },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!asConflict(error)) throw error;
  }
}

/** What the lead has written about the themes of a cohort; empty before they have. */
export const readThemes = async (table: Table, cohort: CohortId): Promise<string> =>
  (await readKeptThemes(table, cohort)).themes ?? '';

/** Themes as they are kept. */
interface KeptThemes {
  /** undefined before any were saved */
  readonly themes: string | undefined;
  /** which page, as it was opened, saved them last */
  readonly page?: string | undefined;
}

export async function readKeptThemes(table: Table, cohort: CohortId): Promise<KeptThemes> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(cohort), sk: keys.THEMES }, ConsistentRead: true }),
  );
  return Item ? { themes: recordIn<string>(Item), page: (Item as Partial<KeptThemes>).page } : { themes: undefined };
}

/** @param before what was kept when it was read @throws {Conflict} when others were saved since */
export async function saveThemes(
  table: Table,
  cohort: CohortId,
  { themes: it, page }: KeptThemes,
  before?: string,
): Promise<void> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk: pkOf(cohort), sk: keys.THEMES, ...VERSIONED, it, page },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'it = :before', ExpressionAttributeValues: { ':before': before } }),
      }),
    );
  } catch (error) {
    throw asConflict(error) ?? error;
  }
}
