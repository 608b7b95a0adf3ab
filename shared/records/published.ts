import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CohortId } from '#domain/ids.ts';
import { type Reference, without } from '#questionnaires/cells.ts';
import type { Published, Register } from '#questionnaires/register.ts';
import type { LastPublished } from '#questionnaires/results.ts';
import { asConflict, Conflict, readPartition, type Table, transact, type Write } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

const pkOf = (cohort: CohortId) => keys.partition({ kind: 'cohort', id: cohort });

/** What stands for somebody at a school. @param place as `placeOf` says it */
export const publishedReferenceOf = (place: string): Reference =>
  createHash('sha256').update(place).digest('base64url').slice(0, 16);

interface KeptRegister {
  readonly value: Register;
  readonly version: number;
}

/** Of whom the results of a cohort have told; undefined before they were first worked out. */
export async function readRegister(table: Table, cohort: CohortId): Promise<KeptRegister | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk: pkOf(cohort), sk: keys.COUNTED }, ConsistentRead: true }),
  );
  return Item && { value: recordIn<Register>(Item), version: Number(Item.version) };
}

const registerItem = (table: Table, cohort: CohortId, before: KeptRegister | undefined, it: Register) => ({
  TableName: table.name,
  Item: { pk: pkOf(cohort), sk: keys.COUNTED, ...VERSIONED, it, version: (before?.version ?? 0) + 1 },
  ...(before
    ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
    : { ConditionExpression: 'attribute_not_exists(pk)' }),
});

/** Keeps what is published now, with whom it tells of. @throws {Conflict} when somebody published meanwhile */
export async function savePublished(
  table: Table,
  cohort: CohortId,
  before: KeptRegister | undefined,
  register: Register,
  results: readonly Published[],
): Promise<void> {
  const pk = pkOf(cohort);
  await transact(table, [
    { Put: registerItem(table, cohort, before, register) },
    ...results.map(
      (it): Write => ({
        Put: { TableName: table.name, Item: { pk, sk: keys.resultKey(it.part, it.at), ...VERSIONED, it } },
      }),
    ),
  ]);
}

/** Everything that was ever published of a cohort's answers, each part's oldest first. */
export async function readEveryPublished(table: Table, cohort: CohortId): Promise<readonly Published[]> {
  const items = await readPartition(table, pkOf(cohort), keys.RESULTS);
  return items.map((item) => recordIn<Published>(item));
}

/** What is shown: of each part what was published last. */
export const readPublished = async (table: Table, cohort: CohortId): Promise<LastPublished> =>
  new Map((await readEveryPublished(table, cohort)).map((one) => [one.part, one]));

const TRIES = 5;

/** Drops the references of these places, or all of them: how many were counted stays, who they were does not. */
export async function forgetCounted(table: Table, cohort: CohortId, places?: readonly string[]): Promise<void> {
  const gone = places && new Set(places.map(publishedReferenceOf));
  const isGone = (reference: Reference): boolean => gone?.has(reference) ?? true;
  for (let tries = 1; ; tries++) {
    const kept = await readRegister(table, cohort);
    if (!kept || !membersIn(kept.value).some(isGone)) return;
    const { groups, read } = kept.value;
    const register: Register = {
      ...kept.value,
      groups: groups.map((group) => ({ ...group, cells: without(group.cells, isGone) })),
      ...(read && { read: without(read, isGone) }),
    };
    try {
      await table.documents.send(new PutCommand(registerItem(table, cohort, kept, register)));
      return;
    } catch (error) {
      if (!asConflict(error)) throw error;
      if (tries === TRIES) throw new Conflict('forgetting');
    }
  }
}

const membersIn = ({ groups, read = [] }: Register): readonly Reference[] =>
  [...groups.flatMap(({ cells }) => cells), ...read].flatMap(({ members }) => members);
