import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { DraftName, PartnershipId } from '#domain/ids.ts';
import { isOfSchool } from '#domain/partnership/sign-of-life.ts';
import type { Person } from '#domain/people/person.ts';
import { asConflict, type Item, privateWords, type Table, wholePartition } from './documents.ts';
import * as keys from './keys.ts';
import { FromLaterRelease, recordIn, unlessLater, VERSIONED } from './schema-version.ts';

/** What somebody has typed so far, by field name. */
export type Draft = Readonly<Record<string, string>>;

const pkOf = (partnership: PartnershipId) => keys.privatePartition('DRAFTS', partnership);

/** @param name what it is kept under: see `draftName` */
export async function readDraft(table: Table, partnership: PartnershipId, name: DraftName): Promise<Draft> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(partnership), sk: keys.draftKey(name) },
      ConsistentRead: true,
    }),
  );
  return Item ? recordIn<Draft>(Item) : {};
}

/**
 * Keeps what was typed, and notes the sign of life if it is somebody of the school who types; the last save wins, though not
 * over a later release's. The
 * version rises: a turn that had read the partnership before would save it without the sign of life, and reads it again.
 * @throws {FromLaterRelease}
 */
export async function saveDraft(
  table: Table,
  partnership: PartnershipId,
  name: DraftName,
  draft: Draft,
  now: Instant,
  by: Pick<Person, 'role' | 'of'> = { role: 'link' },
): Promise<void> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: privateWords(table).name,
        Item: { pk: pkOf(partnership), sk: keys.draftKey(name), ...VERSIONED, it: draft, at: now },
        ...unlessLater,
      }),
    );
  } catch (error) {
    throw asConflict(error) ? new FromLaterRelease('What was typed last was kept by a later release') : error;
  }
  if (!isOfSchool(by)) return;
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
export const everyDraft = (table: Table, id: PartnershipId): Promise<readonly Item[]> =>
  wholePartition(privateWords(table), pkOf(id));
