import type { School } from '#domain/cohort/cohort.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { counted, faultsListed, type ImportFault, quoted } from './fault.ts';
import type { Row } from './table.ts';

/** What those who take part are called. */
export type Participant = NonNullable<Programme['participant']>;

/** "triad 1" and "Triad 1" are one group. */
export const sameGroup = (group: string | undefined): string => (group ?? '').toLowerCase();

const inWords = (group = '', { word }: GroupShape) =>
  sameGroup(group).startsWith(word) ? group : `${word} ${quoted(group)}`;

/** Groups in order of name: "Triad 2" before "Triad 10". */
const inOrder = (rows: readonly Row[]) =>
  [...Map.groupBy(rows, (row) => sameGroup(row.cells.group))]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([, members]) => members);

const isWhole = (row: Row): boolean => Boolean(row.cells.group) && !row.ragged;

/** One fault for a school whose groups are not as the programme wants them. */
export function schoolFault(
  file: string,
  school: string | undefined,
  rows: readonly Row[],
  shape: GroupShape,
  who: Participant,
): readonly ImportFault[] {
  if (!school || rows.length === 0 || shape.perSchool === 0) return [];
  const { size, perSchool, word } = shape;
  const grouped = rows.filter(isWhole);
  const groups = inOrder(grouped);
  const wrong = groups.filter((members) => size > 0 && members.length !== size).flat();
  if (wrong.length === 0 && groups.length === perSchool) return [];
  // a row whose group cannot be read has a fault of its own, and may be the very one that is missing here
  const short = groups.length <= perSchool && groups.every((members) => size === 0 || members.length <= size);
  if (short && grouped.length < rows.length) return [];
  const present = groups
    .slice(0, 6)
    .map((members) => `${inWords(members[0]?.cells.group, shape)} has ${counted(members.length, who.one)}`);
  const first = (wrong.length > 0 ? wrong : rows).reduce((a, b) => (a.number < b.number ? a : b));
  const each = size > 0 ? ` of ${counted(size, who.one)} each` : '';
  return [
    {
      file,
      row: first.number,
      column: 'group',
      problem: `${school} has ${counted(groups.length, word)}: ${faultsListed(present)}.`,
      remedy: `Write ${counted(perSchool, word)}${each}, or leave the school’s ${who.many} out: its SLT link is then asked to choose them.`,
    },
  ];
}

/** Where groups reach across schools, a fault for each that has too few or too many in all schools together. */
export function groupsFaults(
  file: string,
  rows: readonly Row[],
  shape: GroupShape,
  who: Participant,
): readonly ImportFault[] {
  const { size, word } = shape;
  // somebody whose group cannot be read may be the one that is missing
  const unread = rows.some((row) => !isWhole(row));
  return inOrder(rows.filter(isWhole)).flatMap((members) => {
    const [first] = members;
    if (!first || size === 0 || members.length === size || (unread && members.length < size)) return [];
    return [
      {
        file,
        row: first.number,
        column: 'group',
        problem: `In all schools together, ${inWords(first.cells.group, shape)} has ${counted(members.length, who.one)}.`,
        remedy: `Write ${counted(size, who.one)} for each ${word}; they may be of several schools.`,
      },
    ];
  });
}

type Teacher = School['teachers'][number];
type Guest = NonNullable<School['guests']>[number];

export interface Hosted {
  /** by URN; those in a group that another school hosts stand in none */
  readonly teachers: ReadonlyMap<string, readonly Teacher[]>;
  /** by the URN of the school that hosts them */
  readonly guests: ReadonlyMap<string, readonly Guest[]>;
}

/** Gives each group that reaches across schools to the school of its first member: the others are its guests. */
export function hosted(teachers: readonly (Teacher & { readonly urn: string })[]): Hosted {
  const hosts = new Map<string, Teacher & { readonly urn: string }>();
  for (const one of teachers) {
    const group = sameGroup(one.group);
    if (group && !hosts.has(group)) hosts.set(group, one);
  }
  const placed = teachers.map((one) => {
    const host = hosts.get(sameGroup(one.group)) ?? one;
    return { one: { ...one, group: host.group }, host: host.urn };
  });
  const own = placed.map(({ one: { name, email, group, urn }, host }) => ({
    urn,
    teacher: { name, email, group: host === urn ? group : '' },
  }));
  const guests = placed.filter(({ one, host }) => host !== one.urn);
  return {
    teachers: new Map([...Map.groupBy(own, ({ urn }) => urn)].map(([urn, some]) => [urn, some.map((o) => o.teacher)])),
    guests: new Map([...Map.groupBy(guests, ({ host }) => host)].map(([urn, some]) => [urn, some.map((g) => g.one)])),
  };
}
