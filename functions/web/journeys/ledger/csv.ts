import { type Instant, localDate, localTime } from '#calendar/london.ts';
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

/** A cell as RFC 4180 writes it; what a spreadsheet would take for a formula begins with an apostrophe, which it hides. */
export function csvCell(typed: string): string {
  const text = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(typed) ? `'${typed}` : typed;
  return /[",;\t\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row for each session; times on the school's clock. Begins with the mark by which Excel knows UTF-8. */
export const ledgerCsv = ({ rows }: ShownLedger): string =>
  `\ufeff${[columns.map(([name]) => name), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')}`;
