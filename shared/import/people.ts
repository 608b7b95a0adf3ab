import type { Contact, School } from '../domain/cohort.ts';
import type { GroupShape } from '../domain/group.ts';
import { sameAddress } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import { email, words } from './entry.ts';
import { counted, type Fault, listed, quoted } from './fault.ts';
import { urnAmong } from './schools.ts';
import { type Columns, cellFaults, type Row, readTable } from './table.ts';

export const PEOPLE = 'people.csv';
const MOST_PEOPLE = 20_000;

/** Where the programme has no groups, the column that names them may stand and says nothing. */
const columnsFor = (grouped: boolean): Columns => ({
  required: ['urn', 'name', 'email', 'role', ...(grouped ? ['group'] : [])],
  optional: grouped ? [] : ['group'],
});

type Teacher = School['teachers'][number];

export interface People {
  /** by URN, in the order of the file */
  readonly teachers: ReadonlyMap<string, readonly Teacher[]>;
  readonly coaches: ReadonlyMap<string, readonly Contact[]>;
  /** false when somebody may be missing from them: the file could not be read to its end, or a row is ragged */
  readonly whole: boolean;
  readonly faults: readonly Fault[];
}

/**
 * Reads `people.csv`: one teacher or coach a row, or nobody at all.
 * @param schools names by URN; undefined when `schools.csv` could not be read, and then nobody's school is checked
 * @param programme undefined when it is not known, and then neither roles nor the sizes of groups are checked
 */
export function readPeople(
  text: string,
  schools: ReadonlyMap<string, string> | undefined,
  programme: Pick<Programme, 'roles' | 'groups'> | undefined,
): People {
  const shape = programme?.groups;
  const grouped = shape?.perSchool !== 0;
  const table = readTable(PEOPLE, text, columnsFor(grouped), MOST_PEOPLE);
  const bySchool = Map.groupBy(table.rows, (row) => row.cells.urn ?? '');
  const faults = [
    ...table.faults,
    ...table.rows.filter((row) => !row.ragged).flatMap((row) => personFaults(row, schools, programme)),
    ...[...bySchool.values()].flatMap(doubled),
    ...(table.complete && shape && grouped
      ? [...bySchool].flatMap(([number, rows]) => groupFault(schools?.get(number), rows.filter(isTeacher), shape))
      : []),
  ];
  const teachers = [...bySchool].map(
    ([number, rows]) => [number, toTeachers(rows.filter(isTeacher), grouped)] as const,
  );
  const coaches = [...bySchool].map(([number, rows]) => [number, rows.filter(isCoach).map(toContact)] as const);
  const whole = table.complete && table.rows.every((row) => !row.ragged && row.cells.email && row.cells.role);
  return { teachers: new Map(teachers), coaches: new Map(coaches), whole, faults };
}

const roleOf = ({ cells: { role = '' } }: Row) => role.toLowerCase();
const isCoach = (row: Row) => roleOf(row) === 'coach';
/** whoever is not a coach: a role that cannot be read has a fault of its own */
const isTeacher = (row: Row) => !isCoach(row);
const toContact = ({ cells: { name = '', email = '' } }: Row): Contact => ({ name, email });

function personFaults(
  row: Row,
  schools: ReadonlyMap<string, string> | undefined,
  programme: Pick<Programme, 'roles' | 'groups'> | undefined,
): Fault[] {
  const group = programme?.groups.word ?? 'group';
  const roles = programme?.roles ?? ['teacher', 'coach'];
  return cellFaults(PEOPLE, row, {
    urn: urnAmong(schools),
    name: words(`the ${isCoach(row) ? 'coach' : 'teacher'}’s name`),
    email,
    role: (value) =>
      roles.some((role) => role === String(value).toLowerCase())
        ? undefined
        : {
            problem: value ? `The role ${quoted(value)} does not belong in this file.` : 'There is nothing here.',
            remedy: `Write ${listed(roles, 'or')}; heads, SLT links and cover managers go in schools.csv.`,
          },
    ...(programme?.groups.perSchool !== 0 && isTeacher(row)
      ? { group: words(`the name of the teacher’s ${group}, for example ${capital(group)} 1`) }
      : {}),
  });
}

/** Everybody takes part once in a school: two rows would be two people to the programme, and two of every email. */
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
        remedy: 'Keep one row for each person, with an address of their own.',
      },
    ];
  });
}

/** One fault for a school whose groups are not as the programme wants them. */
function groupFault(school: string | undefined, rows: readonly Row[], shape: GroupShape): Fault[] {
  if (!school || rows.length === 0) return [];
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
function toTeachers(rows: readonly Row[], grouped: boolean): readonly Teacher[] {
  if (!grouped) return rows.map((row) => ({ ...toContact(row), group: '' }));
  const spelling = new Map<string, string>();
  return rows.map(({ cells: { name = '', email = '', group = '' } }) => {
    const kept = spelling.get(sameGroup(group)) ?? group;
    spelling.set(sameGroup(group), kept);
    return { name, email, group: kept };
  });
}
