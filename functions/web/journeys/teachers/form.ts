import * as z from 'zod';
import type { ChosenGroup } from '#domain/obligations/acts.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import { address, line } from '#web/kit/fields/entries.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { fieldsOf, type Line } from '#web/kit/opened.ts';
import { capital } from '#wording/wording.ts';

/** The fields of one teacher. */
interface TeacherFields {
  readonly name: string;
  readonly email: string;
  /** "teacher 2 in the first triad" */
  readonly who: string;
}

/** The fields of one group. */
export interface GroupFields {
  readonly name: string;
  /** "first triad" */
  readonly which: string;
  readonly teachers: readonly TeacherFields[];
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** The form that a programme's groups make: so many groups of so many teachers. */
export const teacherForm = ({ word, size, perSchool }: GroupShape): readonly GroupFields[] =>
  upTo(perSchool).map((g) => {
    const which = perSchool === 1 ? word : `${ordinals[g - 1] ?? `${g}th`} ${word}`;
    const teachers = upTo(size).map((t) => ({
      name: `group${g}-teacher${t}-name`,
      email: `group${g}-teacher${t}-email`,
      who: `teacher ${t} in the ${which}`,
    }));
    return { name: `group${g}-name`, which, teachers };
  });

/** What the form asks: what each group is called, and each of its teachers. */
export const teacherLines = (shape: GroupShape): readonly Line[] =>
  teacherForm(shape).flatMap((group) => [
    { label: `What you call the ${group.which}`, fields: [group.name] },
    ...group.teachers.map(({ name, email, who }) => ({ label: capital(who), fields: [name, email] })),
  ]);

export const teacherFields = (shape: GroupShape): readonly string[] => fieldsOf(teacherLines(shape));

/** What the lead's files say of this school's teachers, for the school to check. */
export function asImported({ groups, people }: Partnership, shape: GroupShape): Posted {
  const teachers = people.filter((p) => p.role === 'teacher');
  const grouped = new Set(groups.flatMap((group) => group.members));
  const others = teachers.filter((t) => !grouped.has(t.id));
  return Object.fromEntries(
    teacherForm(shape).flatMap((fields, g) => {
      const group = groups[g];
      const members = (group?.members ?? []).flatMap((id) => personOf({ people } as Partnership, id) ?? []);
      return [
        [fields.name, group?.name ?? `${shape.word.charAt(0).toUpperCase()}${shape.word.slice(1)} ${g + 1}`],
        ...fields.teachers.flatMap((field) => {
          const teacher = members.shift() ?? others.shift();
          return [
            [field.name, teacher?.name ?? ''],
            [field.email, teacher?.email ?? ''],
          ];
        }),
      ];
    }),
  );
}

/** The groups as typed. Every place is filled; nobody and no group's name stands in it twice. */
export function readTeachers(posted: Posted, shape: GroupShape): Read<readonly ChosenGroup[]> {
  const form = teacherForm(shape);
  const entries = form.flatMap((group): [string, z.ZodType<string>][] => [
    [
      group.name,
      line(`Enter a name for the ${group.which}`, 60, `The name of the ${group.which} must be 60 characters or fewer`),
    ],
    ...group.teachers.flatMap(({ name, email, who }): [string, z.ZodType<string>][] => [
      [name, line(`Enter the full name of ${who}`, 120, `The name of ${who} must be 120 characters or fewer`)],
      [
        email,
        address(
          `Enter the email address of ${who}`,
          `Enter an email address for ${who} in the correct format, like name@school.example.org`,
        ),
      ],
    ]),
  ]);
  const typed = read(z.object(Object.fromEntries(entries)), posted);
  const of = (field: string) => ('values' in typed ? typed.values[field] : posted[field]) ?? '';
  const teachers = form.flatMap((group) => group.teachers);
  const faults: readonly FieldFault[] = [
    ...('faults' in typed ? typed.faults : []),
    ...teachers.flatMap(({ email, who }, i) => {
      const same =
        of(email).trim() &&
        teachers.slice(0, i).find((other) => sameAddress(of(other.email)) === sameAddress(of(email)));
      return same ? [{ field: email, sentence: `The email address of ${who} is the same as that of ${same.who}` }] : [];
    }),
    ...form.flatMap(({ name, which }, i) => {
      const same =
        of(name).trim() &&
        form.slice(0, i).find((other) => of(other.name).trim().toLowerCase() === of(name).trim().toLowerCase());
      return same ? [{ field: name, sentence: `The ${which} must have another name than the ${same.which}` }] : [];
    }),
  ];
  if (faults.length > 0) {
    return { faults: teacherFields(shape).flatMap((field) => faults.find((fault) => fault.field === field) ?? []) };
  }
  return {
    values: form.map((group) => ({
      name: of(group.name),
      members: group.teachers.map(({ name, email }) => ({ name: of(name), email: of(email) })),
    })),
  };
}
