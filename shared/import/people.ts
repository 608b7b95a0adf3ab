import type { School } from '../domain/cohort.ts';
import type { GroupShape } from '../domain/group.ts';
import { sameAddress } from '../domain/person.ts';
import { email, urn, words } from './entry.ts';
import { counted, type Fault, listed, quoted } from './fault.ts';
import { type Columns, cellFaults, type Row, readTable } from './table.ts';

export const PEOPLE = 'people.csv';
const MOST_PEOPLE = 20_000;

const columns: Columns = { required: ['urn', 'name', 'email', 'role', 'group'], optional: [] };

type Teacher = School['teachers'][number];

export interface People {
  /** by URN, in the order of the file */
  readonly teachers: ReadonlyMap<string, readonly Teacher[]>;
  readonly faults: readonly Fault[];
}

/**
 * Reads `people.csv`: one teacher a row, or nobody at all.
 * @param schools names by URN; undefined when `schools.csv` could not be read, and then nobody's school is checked
 * @param shape the programme's groups; undefined when the programme is not known, and then sizes are not checked
 */
export function readPeople(
  text: string,
  schools: ReadonlyMap<string, string> | undefined,
  shape: GroupShape | undefined,
): People {
  const table = readTable(PEOPLE, text, columns, MOST_PEOPLE);
  const bySchool = Map.groupBy(table.rows, (row) => row.cells.urn ?? '');
  const faults = [
    ...table.faults,
    ...table.rows.filter((row) => !row.ragged).flatMap((row) => personFaults(row, schools, shape)),
    ...[...bySchool.values()].flatMap(doubled),
    ...(table.complete && shape
      ? [...bySchool].flatMap(([number, rows]) => groupFault(schools?.get(number), rows, shape))
      : []),
  ];
  const teachers = [...bySchool].map(([number, rows]) => [number, toTeachers(rows)] as const);
  return { teachers: new Map(teachers), faults };
}

function personFaults(row: Row, schools: ReadonlyMap<string, string> | undefined, shape?: GroupShape): Fault[] {
  const group = shape?.word ?? 'group';
  return cellFaults(PEOPLE, row, {
    urn: (value) =>
      urn(value) ??
      (schools && !schools.has(String(value))
        ? {
            problem: `No school in schools.csv has the URN ${value}.`,
            remedy: 'Write the URN as it stands in schools.csv, or add the school there.',
          }
        : undefined),
    name: words('the teacher’s name'),
    email,
    role: (value) =>
      String(value).toLowerCase() === 'teacher'
        ? undefined
        : {
            problem: value ? `The role ${quoted(value)} does not belong in this file.` : 'There is nothing here.',
            remedy: 'Write teacher; heads, SLT links and cover managers go in schools.csv.',
          },
    group: words(`the name of the teacher’s ${group}, for example ${capital(group)} 1`),
  });
}

/** A teacher takes part once in a school: two rows would be two people to the programme, and two of every email. */
function doubled(rows: readonly Row[]): Fault[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const address = sameAddress(row.cells.email ?? '');
    const earlier = first.get(address);
    if (earlier === undefined) first.set(address, row.number);
    if (!earlier || !address || row.ragged) return [];
    const problem = `${quoted(address)} stands in row ${earlier} and again in row ${row.number}, in the same school.`;
    return [
      {
        file: PEOPLE,
        row: row.number,
        column: 'email',
        problem,
        remedy: 'Keep one row for each teacher, with an address of their own.',
      },
    ];
  });
}

/** One fault for a school whose groups are not as the programme wants them. */
function groupFault(school: string | undefined, rows: readonly Row[], shape: GroupShape): Fault[] {
  if (!school) return [];
  const grouped = rows.filter((row) => row.cells.group && !row.ragged);
  const groups = [...Map.groupBy(grouped, (row) => sameGroup(row.cells.group))]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([, members]) => members);
  const wrong = groups.filter((members) => members.length !== shape.size).flat();
  if (wrong.length === 0 && groups.length === shape.perSchool) return [];
  // a row whose group cannot be read has a fault of its own, and may be the very one that is missing here
  const short = groups.length <= shape.perSchool && groups.every((members) => members.length <= shape.size);
  if (short && grouped.length < rows.length) return [];
  const present = groups
    .slice(0, 6)
    .map((members) => `${inWords(members[0]?.cells.group, shape)} has ${counted(members.length, 'teacher')}`);
  const first = (wrong.length > 0 ? wrong : rows).reduce((a, b) => (a.number < b.number ? a : b));
  return [
    {
      file: PEOPLE,
      row: first.number,
      column: 'group',
      problem: `${school} has ${counted(groups.length, shape.word)}: ${listed(present)}.`,
      remedy: `Write ${counted(shape.perSchool, shape.word)} of ${counted(shape.size, 'teacher')} each, or leave the school’s teachers out: its SLT link is then asked to choose them.`,
    },
  ];
}

const sameGroup = (group: string | undefined) => (group ?? '').toLowerCase();
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const inWords = (group = '', { word }: GroupShape) =>
  sameGroup(group).startsWith(word) ? group : `${word} ${quoted(group)}`;

/** "triad 1" and "Triad 1" are one group: the first spelling stands. */
function toTeachers(rows: readonly Row[]): readonly Teacher[] {
  const spelling = new Map<string, string>();
  return rows.map(({ cells: { name = '', email = '', group = '' } }) => {
    const kept = spelling.get(sameGroup(group)) ?? group;
    spelling.set(sameGroup(group), kept);
    return { name, email, group: kept };
  });
}
