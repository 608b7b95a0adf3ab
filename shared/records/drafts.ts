import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { DraftName, PartnershipId } from '#domain/ids.ts';
import { isOfSchool } from '#domain/partnership/sign-of-life.ts';
import type { Person } from '#domain/people/person.ts';
import { asConflict, type Item, privateWords, type Table, wholePartition } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn, unlessLater, VERSIONED } from './schema-version.ts';

/** What somebody has typed so far, by field name. */
export type Draft = Readonly<Record<string, string>>;

/** A draft as it is kept. */
export interface KeptDraft {
  readonly draft: Draft;
  /** how often it has been saved; 0 where nothing is kept, or an earlier release kept it */
  readonly rev: number;
  /** when it was saved last */
  readonly at?: Instant;
  /** by a form’s first field: which page of that form, as it was opened, saved it last */
  readonly pages: Readonly<Record<string, string>>;
}

const NO_DRAFT: KeptDraft = { draft: {}, rev: 0, pages: {} };

const KNOWN = `(${unlessLater.ConditionExpression})`;
const known = unlessLater.ExpressionAttributeValues;

const pkOf = (partnership: PartnershipId) => keys.privatePartition('DRAFTS', partnership);

/** @param name what it is kept under: see `draftName` */
export async function readKeptDraft(table: Table, partnership: PartnershipId, name: DraftName): Promise<KeptDraft> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(partnership), sk: keys.draftKey(name) },
      ConsistentRead: true,
    }),
  );
  if (!Item) return NO_DRAFT;
  const { rev = 0, at, pages = {} } = Item as Partial<KeptDraft>;
  return { draft: recordIn<Draft>(Item), rev, ...(at && { at }), pages };
}

/** @param name what it is kept under: see `draftName` */
export const readDraft = async (table: Table, partnership: PartnershipId, name: DraftName): Promise<Draft> =>
  (await readKeptDraft(table, partnership, name)).draft;

/**
 * Keeps what was typed in the place of what was read before, and notes the sign of life if it is somebody of the school who
 * types. The version rises: a turn that had read the partnership before would save it without the sign of life, and reads it
 * again.
 * @param over what was kept when it was read @throws {Conflict} when another was saved since @throws {FromLaterRelease}
 */
export async function saveDraft(
  table: Table,
  partnership: PartnershipId,
  name: DraftName,
  draft: Draft,
  now: Instant,
  by: Pick<Person, 'role' | 'of'> = { role: 'link' },
  { rev, pages }: Pick<KeptDraft, 'rev' | 'pages'> = NO_DRAFT,
): Promise<void> {
  const Key = { pk: pkOf(partnership), sk: keys.draftKey(name) };
  try {
    await table.documents.send(
      new PutCommand({
        TableName: privateWords(table).name,
        Item: { ...Key, ...VERSIONED, it: draft, at: now, rev: rev + 1, pages },
        ...(rev > 0
          ? { ConditionExpression: `rev = :rev AND ${KNOWN}`, ExpressionAttributeValues: { ...known, ':rev': rev } }
          : { ConditionExpression: `attribute_not_exists(rev) AND ${KNOWN}`, ExpressionAttributeValues: known }),
      }),
    );
  } catch (error) {
    const conflict = asConflict(error);
    if (!conflict) throw error;
    // where a later release has kept something, this says so
    await readKeptDraft(table, partnership, name);
    throw conflict;
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
