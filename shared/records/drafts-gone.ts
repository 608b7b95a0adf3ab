import type { DraftName, PartnershipId } from '#domain/ids.ts';
import { batch, privateWords, type Table } from './documents.ts';
import * as keys from './keys.ts';

/** Takes away drafts by what they are kept under. Whoever does it does not read them, and need not be let at them. */
export const removeDrafts = (table: Table, id: PartnershipId, names: readonly DraftName[]): Promise<void> =>
  batch(
    privateWords(table),
    names.map((name) => ({
      DeleteRequest: { Key: { pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(name) } },
    })),
  );
