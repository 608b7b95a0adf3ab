import type { PartnershipId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Table } from '#records/documents.ts';
import { readDocument, readReport } from '#records/reports.ts';
import type { Report } from './letters/sending.ts';

/** Reads the version of a report that a message is to bring, once, when it is first asked for. */
export function reportFor(table: Table, id: PartnershipId, { key, session }: Message): () => Promise<Report> {
  const { id: name = '', version = 0 } = session ?? {};
  const read = async (): Promise<Report> => {
    const [words, pdf] = await Promise.all([
      readReport(table, id, name, version),
      readDocument(table, id, name, version),
    ]);
    if (!words) throw new Error(`Message ${key} brings a report that is not there`);
    return { words, pdf };
  };
  let report: Promise<Report> | undefined;
  return () => {
    report ??= read();
    return report;
  };
}
