import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#calendar/london.ts';
import type { PartnershipId, SitterId } from '#domain/ids.ts';
import type { AnswersGiven, ReadersSaid } from '#domain/programme/questionnaire.ts';
import { type Item, privateWords, readPartition, type Table, wholePartition } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn } from './schema-version.ts';

const pkOf = (id: PartnershipId) => keys.privatePartition('ANSWERS', id);

/** What one person answered to one questionnaire. */
export interface Answers {
  readonly questionnaire: string;
  /** who, as `sitterOf` says it: a successor’s never stand beside their predecessor’s */
  readonly person: SitterId;
  readonly given: AnswersGiven;
  /** when it was last sent */
  readonly at: Instant;
  /** where it was corrected since: as it was sent first */
  readonly first?: { readonly given: AnswersGiven; readonly at: Instant } | undefined;
  /** who its form said would read what is written in it; left out, it said that nobody does */
  readonly said?: ReadersSaid | undefined;
}

/** Everything answered at a school, by questionnaire: for the analysis, and for whom its forms said would read it. */
export async function readAnswers(table: Table, id: PartnershipId): Promise<readonly Answers[]> {
  const items = await readPartition(privateWords(table), pkOf(id), keys.ANSWERS);
  return items.map((item) => recordIn<Answers>(item));
}

/** So many partitions are read at a time. */
const AT_A_TIME = 8;

/** Everything answered at some schools, with at which. */
export async function readAnswersAt(
  table: Table,
  ids: readonly PartnershipId[],
): Promise<readonly (Answers & { readonly partnership: PartnershipId })[]> {
  const found: (Answers & { readonly partnership: PartnershipId })[] = [];
  for (let i = 0; i < ids.length; i += AT_A_TIME) {
    const some = ids.slice(i, i + AT_A_TIME);
    const answers = await Promise.all(
      some.map(async (partnership) => (await readAnswers(table, partnership)).map((own) => ({ ...own, partnership }))),
    );
    found.push(...answers.flat());
  }
  return found;
}

/** What one person answered to one questionnaire: for that person to correct. */
export async function readAnswersOf(
  table: Table,
  id: PartnershipId,
  questionnaire: string,
  person: SitterId,
): Promise<Answers | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(id), sk: keys.answersKey(questionnaire, person) },
      ConsistentRead: true,
    }),
  );
  return Item && recordIn<Answers>(Item);
}

/** All answers of a school as they are kept: for whoever takes somebody out of them. */
export const everyAnswer = (table: Table, id: PartnershipId): Promise<readonly Item[]> =>
  wholePartition(privateWords(table), pkOf(id));
