import type { PartnershipId } from '#domain/ids.ts';
import { privateWords, queryAll, type Table } from './documents.ts';
import * as keys from './keys.ts';

/** Of an item in the private table. */
export interface PrivateKey {
  readonly pk: string;
  readonly sk: string;
}

/** Keys of all private words of a kind at a partnership. Whoever does it need not be let at more than their keys. */
export const privateKeys = async (
  table: Table,
  kind: keys.PrivateKind,
  id: PartnershipId,
): Promise<readonly PrivateKey[]> =>
  (
    await queryAll(privateWords(table), {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.privatePartition(kind, id) },
      Select: 'SPECIFIC_ATTRIBUTES',
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    })
  ).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
