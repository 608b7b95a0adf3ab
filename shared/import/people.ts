import type { School } from '#domain/cohort/cohort.ts';
import type { Contact } from '#domain/people/person.ts';
import { sameAddress } from '#domain/people/person.ts';
import { hasGroups } from '#domain/programme/groups.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { email, words } from './entry.ts';
import { faultsListed, type ImportFault, quoted } from './fault.ts';
import { groupsFaults, type Hosted, hosted, type Participant, sameGroup, schoolFault } from './groups.ts';
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

/** What of a programme says how this file is to be. */
type Shape = Pick<Programme, 'name' | 'roles' | 'groups' | 'participant'>;

/** All by URN, in the order of the file. */
export interface People extends Hosted {
  readonly coaches: ReadonlyMap<string, readonly Contact[]>;
  readonly mentors: ReadonlyMap<string, readonly Contact[]>;
  /** false when somebody may be missing from them: the file could not be read to its end, or a row is ragged */
  readonly whole: boolean;
  readonly faults: readonly ImportFault[];
}

const nobody = new Map<string, never[]>();

/**
 * Reads `people.csv`: one teacher, coach or mentor a row, or nobody at all. Teachers may be called what the programme
 * calls those who take part in it.
 * @param schools names by URN; undefined when `schools.csv` could not be read, and then nobody's school is checked
 * @param programme undefined when it is not known, and then neither roles nor the sizes of groups are checked
 */
export function readPeople(
  text: string,
  schools: ReadonlyMap<string, string> | undefined,
  programme: Shape | undefined,
): People {
  const shape = programme?.groups;
  const grouped = !shape || hasGroups(shape);
  const across = shape?.acrossSchools === true;
  const who = programme?.participant ?? { one: 'teacher', many: 'teachers' };
  const table = readTable(PEOPLE, text, columnsFor(grouped), MOST_PEOPLE);
  if (programme?.roles.length === 0 && table.rows.length > 0) return noPeopleIn(programme);
  const bySchool = Map.groupBy(table.rows, (row) => row.cells.urn ?? '');
  const roleOf = ({ cells: { role = '' } }: Row) =>
    role.toLowerCase() === who.one.toLowerCase() ? 'teacher' : role.toLowerCase();
  /** whoever is no coach or mentor: a role that cannot be read has a fault of its own */
  const isTeacher = (row: Row) => !['coach', 'mentor'].includes(roleOf(row));
  const contacts = (role: 'coach' | 'mentor') =>
    new Map([...bySchool].map(([number, rows]) => [number, rows.filter((r) => roleOf(r) === role).map(toContact)]));
  const teachers = table.rows.filter(isTeacher);
  const groupFaults = () =>
    across
      ? groupsFaults(PEOPLE, teachers, shape, who)
      : [...bySchool].flatMap(([number, rows]) =>
          schoolFault(PEOPLE, schools?.get(number), rows.filter(isTeacher), shape as Shape['groups'], who),
        );
  const faults = [
    ...table.faults,
    ...table.rows
      .filter((row) => !row.ragged)
      .flatMap((row) => personFaults(row, roleOf(row), schools, programme, grouped ? who : undefined)),
    ...[...bySchool.values()].flatMap(doubled),
    ...(table.complete && shape && grouped ? groupFaults() : []),
  ];
  const inSchools = () =>
    new Map([...bySchool].map(([number, rows]) => [number, toTeachers(rows.filter(isTeacher), grouped)]));
  return {
    ...(across ? hosted(teachers.map(inSchool)) : { teachers: inSchools(), guests: nobody }),
    coaches: contacts('coach'),
    mentors: contacts('mentor'),
    whole: table.complete && table.rows.every((row) => !row.ragged && row.cells.email && row.cells.role),
    faults,
  };
}

const toContact = ({ cells: { name = '', email = '' } }: Row): Contact => ({ name, email });

const inSchool = (row: Row) => ({ ...toContact(row), group: row.cells.group ?? '', urn: row.cells.urn ?? '' });

const noPeopleIn = ({ name }: Shape): People => ({
  teachers: nobody,
  guests: nobody,
  coaches: nobody,
  mentors: nobody,
  whole: true,
  faults: [
    {
      file: PEOPLE,
      problem: `Nobody is named in this file for the programme ${name}.`,
      remedy: 'Leave this file out: heads and SLT links stand in schools.csv.',
    },
  ],
});

/** @param who what those who take part are called; undefined where they are in no groups */
function personFaults(
  row: Row,
  role: string,
  schools: ReadonlyMap<string, string> | undefined,
  programme: Shape | undefined,
  who: Participant | undefined,
): ImportFault[] {
  const group = programme?.groups.word ?? 'group';
  const one = programme?.participant?.one ?? 'teacher';
  const roles: readonly string[] = programme?.roles ?? ['teacher', 'coach', 'mentor'];
  const isOther = role === 'coach' || role === 'mentor';
  return cellFaults(PEOPLE, row, {
    urn: urnAmong(schools),
    name: words(`the ${isOther ? role : one}’s name`),
    email,
    role: (value) =>
      roles.includes(role)
        ? undefined
        : {
            problem: value ? `The role ${quoted(value)} does not belong in this file.` : 'There is nothing here.',
            remedy: `Write ${faultsListed(
              roles.map((known) => (known === 'teacher' ? one : known)),
              'or',
            )}; heads, SLT links and cover managers go in schools.csv.`,
          },
    ...(who && !isOther ? { group: words(`the name of the ${one}’s ${group}, for example ${capital(group)} 1`) } : {}),
  });
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Everybody takes part once in a school: two rows would be two people to the programme, and two of every email. */
function doubled(rows: readonly Row[]): ImportFault[] {
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
        remedy:
          'Keep one row for each person, with an address of their own: two who share one could not be told apart.',
      },
    ];
  });
}

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
