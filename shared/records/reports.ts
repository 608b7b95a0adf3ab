import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant, LocalDate } from '#calendar/london.ts';
import type { PartnershipId, SessionId } from '#domain/ids.ts';
import { type Item, privateWords, type Table, wholePartition } from './documents.ts';
import * as keys from './keys.ts';
import { recordIn } from './schema-version.ts';

const pkOf = (id: PartnershipId) => keys.privatePartition('REPORTS', id);

/** What a coach writes about a session: for its readers alone, never in a history, a log or a lead's page. */
export interface ReportWords {
  readonly session: SessionId;
  readonly version: number;
  readonly at: Instant;
  readonly workedOn: string;
  readonly seen: string;
  readonly agreed: string;
  readonly agreedBy?: LocalDate | undefined;
  readonly realTime: boolean;
}

export async function readReport(
  table: Table,
  id: PartnershipId,
  session: SessionId,
  version: number,
): Promise<ReportWords | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(id), sk: keys.reportKey(session, version) },
      ConsistentRead: true,
    }),
  );
  return Item && recordIn<ReportWords>(Item);
}

/** A report as a PDF; bytes. */
export async function saveDocument(
  table: Table,
  id: PartnershipId,
  session: SessionId,
  version: number,
  pdf: Uint8Array,
): Promise<void> {
  await table.documents.send(
    new PutCommand({
      TableName: privateWords(table).name,
      Item: { pk: pkOf(id), sk: keys.documentKey(session, version), pdf },
    }),
  );
}

export async function readDocument(
  table: Table,
  id: PartnershipId,
  session: SessionId,
  version: number,
): Promise<Uint8Array | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: privateWords(table).name,
      Key: { pk: pkOf(id), sk: keys.documentKey(session, version) },
    }),
  );
  return Item?.pdf as Uint8Array | undefined;
}

/** All reports and their PDFs of a school as they are kept: for whoever takes somebody out of them. */
export const everyReport = (table: Table, id: PartnershipId): Promise<readonly Item[]> =>
  wholePartition(privateWords(table), pkOf(id));
