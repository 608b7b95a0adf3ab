import { CsvError, parse } from 'csv-parse/sync';
import { type Check, tidy } from './entry.ts';
import { counted, faultsListed, type ImportFault, quoted } from './fault.ts';

/** One row below the headings. */
export interface Row {
  readonly number: number;
  /** tidied, by the column's own name; nothing for a column that the file does not have */
  readonly cells: Readonly<Record<string, string>>;
  /** it has more or fewer cells than there are headings, so they may stand in the wrong columns */
  readonly ragged: boolean;
}

export interface SheetTable {
  readonly rows: readonly Row[];
  readonly faults: readonly ImportFault[];
  /** false when the file could not be read to its end */
  readonly complete: boolean;
}

export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Reads a CSV file under its headings: columns in any order, blank rows left out, commas, semicolons or tabs between cells. */
export function readTable(file: string, text: string, columns: Columns, mostRows: number): SheetTable {
  const { records, faults, complete } = readRecords(file, text);
  const filled = records
    .map((cells, i) => ({ number: i + 1, cells: cells.map(tidy) }))
    .filter(({ cells }) => cells.some(Boolean));
  const [head, ...body] = filled;
  if (!head) return { rows: [], faults, complete };
  if (body.length > mostRows) {
    const problem = `This file has ${body.length.toLocaleString('en-GB')} rows; we read at most ${mostRows.toLocaleString('en-GB')}.`;
    return { rows: [], faults: [{ file, problem, remedy: 'Split the cohort into smaller ones.' }], complete: false };
  }
  const named = [...columns.required, ...columns.optional];
  const headings = withoutTrailingBlanks(head.cells);
  const places = headings.map((heading) => named.find((name) => plain(name) === plain(heading)));
  const wrongHeadings = headingFaults(file, head.number, headings, places, columns);
  if (!columns.required.some((name) => places.includes(name)))
    return { rows: [], faults: [...faults, ...wrongHeadings], complete: false };

  const ragged: ImportFault[] = [];
  const rows = body.map(({ number, cells }) => {
    const count = Math.max(withoutTrailingBlanks(cells).length, Math.min(cells.length, headings.length));
    if (count !== headings.length)
      ragged.push({
        file,
        row: number,
        problem: `This row has ${counted(count, 'cell')} under ${counted(headings.length, 'heading')}.`,
        remedy:
          'Write one cell for each heading, empty if need be, and put a cell that holds a comma in double quotation marks.',
      });
    const entries = places.flatMap((name, i) => (name ? [[name, cells[i] ?? ''] as const] : []));
    return { number, cells: Object.fromEntries(entries), ragged: count !== headings.length };
  });
  return { rows, faults: [...faults, ...wrongHeadings, ...ragged], complete };
}

/** The faults of one row's cells; a column that the file does not have is the headings' fault, not the row's. */
export const cellFaults = (file: string, row: Row, checks: Readonly<Record<string, Check>>): ImportFault[] =>
  Object.entries(checks).flatMap(([column, check]) => {
    const cell = row.cells[column];
    const trouble = cell === undefined ? undefined : check(cell);
    return trouble ? [{ file, row: row.number, column, ...trouble }] : [];
  });

/** The faults of rows some of which say the same (`what`): a slip that a file repeats is told once, with how often it stands. */
export function faultsOfAlike(
  file: string,
  rows: readonly Row[],
  what: (row: Row) => string | undefined,
  checks: (row: Row) => Readonly<Record<string, Check>>,
): ImportFault[] {
  const alike = Map.groupBy(rows, (row) => what(row) || row.number);
  return [...alike.values()].flatMap(([first, ...others]) => {
    const faults = first ? cellFaults(file, first, checks(first)) : [];
    const more = ` The same stands in ${counted(others.length, 'row')} more.`;
    return others.length === 0 ? faults : faults.map((fault) => ({ ...fault, problem: fault.problem + more }));
  });
}

function readRecords(file: string, text: string) {
  const records: string[][] = [];
  const [firstLine = ''] = text.trimStart().split(/[\r\n]/, 1);
  const delimiter = [',', ';', '\t'].reduce((a, b) => (firstLine.split(b).length > firstLine.split(a).length ? b : a));
  try {
    parse(text, {
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[]) => {
        records.push(cells);
        return null;
      },
    });
    return { records, faults: [], complete: true };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const fault: ImportFault = {
      file,
      row: records.length + 1,
      problem: 'A quotation mark opens a cell here and none closes it, so the rest of the file cannot be read.',
      remedy: 'Close the quotation mark, or take it away.',
    };
    return { records, faults: [fault], complete: false };
  }
}

/** Excel writes empty cells beyond the last heading; they mean nothing. */
const withoutTrailingBlanks = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex(Boolean) + 1);

/** Headings are the same whatever their case and whatever stands between their words. */
const plain = (heading: string) => heading.toLowerCase().replace(/[\s_-]/g, '');

function headingFaults(
  file: string,
  row: number,
  headings: readonly string[],
  places: readonly (string | undefined)[],
  { required }: Columns,
): ImportFault[] {
  const missing = required.filter((name) => !places.includes(name));
  const doubled = [...new Set(places.filter((name, i) => name && places.indexOf(name) !== i))];
  const found = `The headings found are ${faultsListed(headings.filter(Boolean).slice(0, 20).map(quoted))}.`;
  return [
    ...(missing.length > 0
      ? [
          {
            file,
            row,
            ...(missing.length === 1 && missing[0] ? { column: missing[0] } : {}),
            problem: `There is no column headed ${faultsListed(missing, 'or')}. ${found}`,
            remedy: `Write these headings in the first row, in any order: ${required.join(', ')}.`,
          },
        ]
      : []),
    ...doubled.map((name) => ({
      file,
      row,
      column: name ?? '',
      problem: `Two columns are headed ${name}.`,
      remedy: 'Keep one of them.',
    })),
  ];
}
