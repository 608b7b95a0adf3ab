import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnershipId } from '#domain/ids.ts';
import type { Answers } from './answers.ts';
import { asConflict, privateWords, type Table } from './documents.ts';
import * as keys from './keys.ts';
import { VERSIONED } from './schema-version.ts';

/** Keeps what somebody in a room gave, under a number drawn for that form: sent twice, it is kept once, as it first came. */
export async function keepRoomAnswers(
  table: Table,
  id: PartnershipId,
  number: string,
  { questionnaire, given, at, said }: Pick<Answers, 'questionnaire' | 'given' | 'at' | 'said'>,
): Promise<void> {
  const person = `room-${number}`;
  const it: Answers = { questionnaire, person, given, at, ...(said && { said }) };
  const pk = keys.privatePartition('ANSWERS', id);
  try {
    await table.documents.send(
      new PutCommand({
        TableName: privateWords(table).name,
        Item: { pk, sk: keys.answersKey(questionnaire, person), ...VERSIONED, it },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!asConflict(error)) throw error;
  }
}
