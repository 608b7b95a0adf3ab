import { stringify } from 'csv-stringify/sync';

/** What a spreadsheet would take for a formula begins with an apostrophe, which it hides. */
const plain = (typed: string): string =>
  /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(typed) ? `'${typed}` : typed;

/** A table as RFC 4180 writes it, for spreadsheets: begins with the mark by which Excel knows UTF-8. */
export const csv = (lines: readonly (readonly string[])[]): string =>
  stringify(lines as string[][], {
    bom: true,
    cast: { string: plain },
    quoted_match: /[;\t\r\n']/,
    record_delimiter: 'windows',
  });
