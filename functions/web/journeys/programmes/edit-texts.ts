import * as z from 'zod';
import type { Programme } from '#domain/programme/programme.ts';
import { line, remark } from '#web/kit/fields/entries.ts';
import { read } from '#web/kit/fields/fault.ts';
import { editLinesOf, type ProgrammeEdit, textLine } from './edit.ts';

const LONGEST = 2_000;
const tooLong = (what: string) => `${what} must be ${LONGEST.toLocaleString('en-GB')} characters or fewer`;

/** A name of up to 200 characters and a text of up to 2,000, each on one line. */
const title = (what: string) => line(`Enter ${what}`, 200, 'Shorten it to 200 characters or fewer');
const sentences = (what: string) => remark(`Enter ${what}`, LONGEST, tooLong('The text'));

export const editName = (programme: Programme): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-name',
  title: 'Name and description',
  first: 'name',
  typed: { name: programme.name, about: programme.about },
  lines: [{ label: 'Name', fields: ['name'] }, textLine('What it is, in a sentence', 'about')],
  read(posted) {
    const typed = read(z.object({ name: title('a name'), about: sentences('a sentence about it') }), posted);
    return 'faults' in typed ? typed : { values: { ...programme, ...typed.values } };
  },
});

const sides = [
  { field: 'school', of: 'schoolCommitments', label: 'The school will' },
  { field: 'teaching-school', of: 'teachingSchoolCommitments', label: 'The teaching school will' },
  { field: 'ethics', of: 'ethics', label: 'Ethics' },
] as const;

const commitments = (label: string) =>
  z
    .string()
    .default('')
    .transform(editLinesOf)
    .refine((lines) => lines.length > 0, `Write at least one line under “${label}”`)
    .refine((lines) => lines.length <= 50, `Write 50 lines at most under “${label}”`)
    .refine((lines) => lines.every((one) => [...one].length <= LONGEST), tooLong(`Each line under “${label}”`));

export const editAgreement = (programme: Programme): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-agreement',
  title: 'The agreement',
  first: 'title',
  typed: {
    title: programme.agreement.title,
    introduction: programme.agreement.introduction,
    ...Object.fromEntries(sides.map(({ field, of }) => [field, programme.agreement[of].join('\n')])),
  },
  lines: [
    { label: 'Title', fields: ['title'] },
    textLine('Introduction', 'introduction'),
    ...sides.map(({ field, label }) => textLine(label, field)),
  ],
  shown: { sides },
  read(posted) {
    const typed = read(
      z.object({
        title: title('the agreement’s title'),
        introduction: sentences('an introduction'),
        school: commitments('The school will'),
        'teaching-school': commitments('The teaching school will'),
        ethics: commitments('Ethics'),
      }),
      posted,
    );
    if ('faults' in typed) return typed;
    const { values } = typed;
    const agreement = {
      ...programme.agreement,
      title: values.title,
      introduction: values.introduction,
      schoolCommitments: values.school,
      teachingSchoolCommitments: values['teaching-school'],
      ethics: values.ethics,
    };
    return { values: { ...programme, agreement } };
  },
});
