import { type Instant, localDate, localTime } from '#calendar/london.ts';
import { csv } from '#documents/csv.ts';
import type { ShownLedger, ShownRow } from '#use-cases/read-ledger.ts';

const local = (at: Instant | undefined): string => (at ? `${localDate(at)} ${localTime(at)}` : '');

const columns: readonly (readonly [string, (row: ShownRow) => string])[] = [
  ['urn', (row) => row.urn],
  ['school', (row) => row.school],
  ['coach', (row) => row.coach],
  ['teacher', (row) => row.teacher],
  ['start', (row) => local(row.start)],
  ['end', (row) => local(row.end)],
  ['report_sent', (row) => local(row.sent)],
  ['report_delivered', (row) => local(row.delivered)],
  ['hours', (row) => (row.hours === undefined ? '' : row.hours.toFixed(2))],
  ['outcome', (row) => row.outcome],
  ['reason', (row) => row.reason ?? ''],
];

/** One row for each session; times on the school's clock. */
export const ledgerCsv = ({ rows }: ShownLedger): string =>
  csv([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]);
