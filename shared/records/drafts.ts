import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { PersonId } from '#domain/people/person.ts';
import { asConflict, type Item, privateWords, type Table, wholePartition } from './documents.ts';
import * as keys from './keys.ts';

/** What somebody has typed so far, by field name. */
export type Draft = Readonly<Record<string, string>>;

const pkOf = (partnership: string) => keys.privatePartition('DRAFTS', partnership);

/** @param name what it is kept under: see `draftName` */
export async function readDraft(table: Table, partnership: string, name: string): Promise<Draft> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(partnership), sk: keys.draftKey(name) },
      ConsistentRead: true,
    }),
  );
  return (Item?.it as Draft | undefined) ?? {};
}

/**
 * Keeps what was typed, and notes the sign of life unless it is the lead who types for the school; the last save wins. The
 * version rises: a turn that had read the partnership before would save it without the sign of life, and reads it again.
 */
export async function saveDraft(
  table: Table,
  partnership: string,
  name: string,
  draft: Draft,
  now: Instant,
  by: PersonId = 'link',
): Promise<void> {
  await table.documents.send(
    new PutCommand({
      TableName: privateWords(table).name,
      Item: { pk: pkOf(partnership), sk: keys.draftKey(name), it: draft, at: now },
    }),
  );
  if (by === 'lead') return;
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: keys.partition({ kind: 'partnership', id: partnership }), sk: keys.HEAD },
        UpdateExpression: 'SET it.lastSignOfLife = :now, version = version + :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':now': now, ':one': 1 },
      }),
    );
  } catch (error) {
    if (!asConflict(error)) throw error;
  }
}

/** All drafts of a school as they are kept: for whoever takes somebody out of them. */
export const everyDraft = (table: Table, id: string): Promise<readonly Item[]> =>
  wholePartition(privateWords(table), pkOf(id));
