import type { School } from '#domain/cohort/cohort.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { type Check, email, urn, words } from './entry.ts';
import { type ImportFault, quoted } from './fault.ts';
import { type Columns, cellFaults, type Row, readTable } from './table.ts';

export const SCHOOLS = 'schools.csv';
const MOST_SCHOOLS = 2000;

const columnsFor = (contacts: 1 | 2): Columns => ({
  required: [
    ...['urn', 'school', 'phase', 'head_name', 'head_email', 'link_name', 'link_email'],
    ...(contacts === 2 ? ['second_name', 'second_email'] : []),
  ],
  optional: ['cover_name', 'cover_email'],
});

const always: Record<string, Check> = {
  urn,
  school: words('the school’s name'),
  phase: words('the school’s phase, for example primary'),
  head_name: words('the headteacher’s name'),
  head_email: email,
};
const linked: Record<string, Check> = {
  link_name: words('the SLT link’s name, or empty both link cells: then the head is asked to name one'),
  link_email: email,
};
const twofold: Record<string, Check> = {
  second_name: words('the second contact’s name'),
  second_email: email,
};
const covered: Record<string, Check> = {
  cover_name: words('the cover manager’s name, or empty both cover cells'),
  cover_email: email,
};

export interface Schools {
  /** without teachers, who have a file of their own */
  readonly schools: readonly School[];
  /** the name of every school in the file by URN, whatever else is wrong with it; undefined when not all could be read */
  readonly names?: ReadonlyMap<string, string> | undefined;
  readonly faults: readonly ImportFault[];
}

/** A check of a URN in another file; where `schools.csv` could not be read, no school is held to be unknown. */
export const urnAmong =
  (schools: ReadonlyMap<string, string> | undefined): Check =>
  (value) =>
    urn(value) ??
    (schools && !schools.has(String(value))
      ? {
          problem: `No school in schools.csv has the URN ${value}.`,
          remedy: 'Write the URN as it stands in schools.csv, or add the school there.',
        }
      : undefined);

/** Reads `schools.csv`: one school a row. @param programme undefined when it is not known: then one contact is enough */
export function readSchoolsFile(text: string, programme?: Pick<Programme, 'contacts'>): Schools {
  const contacts = programme?.contacts ?? 1;
  const columns = columnsFor(contacts);
  const table = readTable(SCHOOLS, text, columns, MOST_SCHOOLS);
  const straight = table.rows.filter((row) => !row.ragged);
  const firstOf = new Map(straight.toReversed().map((row) => [row.cells.urn ?? '', row.number]));
  const faults = [
    ...table.faults,
    ...straight.flatMap((row) => [
      ...cellFaults(SCHOOLS, row, always),
      ...linkFaults(row),
      ...coverFaults(row),
      ...(contacts === 2 ? secondFaults(row) : []),
      ...twiceFaults(row, firstOf),
    ]),
  ];
  const names = new Map<string, string>();
  for (const { cells } of table.rows) {
    const number = cells.urn ?? '';
    if (!names.has(number)) names.set(number, cells.school || `URN ${number}`);
  }
  if (table.rows.length === 0 && faults.length === 0)
    faults.push({
      file: SCHOOLS,
      problem: 'There is no school in this file.',
      remedy: `Write the headings ${columns.required.join(',')} in the first row and one school in each row below.`,
    });
  const readable = table.complete && table.rows.length > 0 && table.rows.every((row) => row.cells.urn !== undefined);
  return { schools: table.rows.map(toSchool), names: readable ? names : undefined, faults };
}

function twiceFaults({ number, cells: { urn = '' } }: Row, firstOf: ReadonlyMap<string, number>): ImportFault[] {
  const earlier = firstOf.get(urn);
  if (!urn || !earlier || earlier === number) return [];
  return [
    {
      file: SCHOOLS,
      row: number,
      column: 'urn',
      problem: `URN ${urn} stands in row ${earlier} and again in row ${number}.`,
      remedy: 'Keep one row for each school, or put the URN of one of them right.',
    },
  ];
}

/** A link has a name and an address, or the school has none and both cells are empty. */
const linkFaults = (row: Row): ImportFault[] =>
  row.cells.link_name || row.cells.link_email ? cellFaults(SCHOOLS, row, linked) : [];

/** Two contacts are two people: one who leaves must not leave nobody. */
function secondFaults(row: Row): ImportFault[] {
  const { link_email = '', second_email = '' } = row.cells;
  const faults = cellFaults(SCHOOLS, row, twofold);
  if (faults.length > 0 || sameAddress(link_email) !== sameAddress(second_email)) return faults;
  const problem = `${quoted(second_email)} is the SLT link’s address too.`;
  return [
    { file: SCHOOLS, row: row.number, column: 'second_email', problem, remedy: 'Write another person’s address.' },
  ];
}

function coverFaults(row: Row): ImportFault[] {
  const { cover_name = '', cover_email = '' } = row.cells;
  if (!cover_name && !cover_email) return [];
  return cellFaults(SCHOOLS, { ...row, cells: { cover_name, cover_email } }, covered);
}

function toSchool({ cells }: Row): School {
  const at = (column: string) => cells[column] ?? '';
  return {
    urn: at('urn'),
    name: at('school'),
    phase: at('phase'),
    head: { name: at('head_name'), email: at('head_email') },
    link: { name: at('link_name'), email: at('link_email') },
    ...(at('second_name') ? { second: { name: at('second_name'), email: at('second_email') } } : {}),
    ...(at('cover_name') ? { cover: { name: at('cover_name'), email: at('cover_email') } } : {}),
    teachers: [],
  };
}
