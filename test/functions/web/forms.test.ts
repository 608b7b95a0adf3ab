import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { questionsOf } from '#domain/programme/questionnaire.ts';
import type { Session } from '#domain/sessions/session.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { everyForm } from '#test/support/every-form.ts';
import {
  deputyFields,
  readCountersignature,
  readSignature,
  refusalOfSchool,
  signature,
} from '#web/journeys/agreement/form.ts';
import { answerFields, pagesOf, readForm } from '#web/journeys/questionnaire/form.ts';
import { readReportForm, reportFields } from '#web/journeys/report/form.ts';
import {
  callingOff,
  delayFields,
  moveFields,
  planFields,
  readDelay,
  readEnd,
  readMove,
  readPlan,
} from '#web/journeys/sessions/form.ts';
import { signInAddress, signInCode } from '#web/journeys/sign-in/form.ts';
import { asImported, readTeachers, teacherFields } from '#web/journeys/teachers/form.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { dateFields, readDate } from '#web/kit/fields/date.ts';
import { only, type Posted, type Read, read } from '#web/kit/fields/fault.ts';

const shape = lessonStudy.groups;
const start = lessonStudy.questionnaires.start ?? { title: '', introduction: '', questions: [] };

const coached = {
  people: ['coach', 'teacher'].map((role) => ({ id: `${role}-1`, role, name: role, email: `${role}@example.org` })),
} as unknown as Partnership;
const lesson = { start: london('2026-09-07', '23:00') } as Session;

/** Every form: its fields and how it is read. */
const forms: Readonly<Record<string, { fields: readonly string[]; read: (posted: Posted) => Read<unknown> }>> = {
  signature: { fields: ['fullName', 'role', 'agree'], read: (posted) => read(signature, posted) },
  countersignature: { fields: ['fullName', 'role', 'agree'], read: (posted) => readCountersignature(posted, false) },
  'countersignature with a deputy': {
    fields: ['fullName', 'role', 'deputy', 'agree'],
    read: (posted) => readCountersignature(posted, true),
  },
  decline: { fields: ['reason'], read: (posted) => read(refusalOfSchool, posted) },
  'signature with a deputy': {
    fields: ['fullName', 'role', 'agree', ...deputyFields],
    read: (posted) => readSignature(posted, 'head@example.org'),
  },
  plan: { fields: planFields, read: (posted) => readPlan(posted, coached) },
  'plan of a coach': { fields: planFields, read: (posted) => readPlan(posted, coached, 'coach-1') },
  move: { fields: moveFields, read: readMove },
  'calling off': { fields: ['why'], read: (posted) => read(callingOff, posted) },
  end: { fields: ['ended', 'held'], read: (posted) => readEnd(posted, lesson) },
  delay: { fields: delayFields, read: (posted) => readDelay(posted, '2026-09-07T09:00:00Z') },
  report: { fields: reportFields, read: readReportForm },
  confirmation: { fields: ['confirm'], read: (posted) => read(confirmation('Tick the box'), posted) },
  address: { fields: ['email'], read: (posted) => read(signInAddress, posted) },
  code: { fields: ['code'], read: (posted) => read(signInCode, posted) },
  date: { fields: dateFields('to'), read: (posted) => readDate(posted, 'to', 'The new date') },
  teachers: { fields: teacherFields(shape), read: (posted) => readTeachers(posted, shape) },
  questionnaire: {
    fields: pagesOf(start).flatMap(answerFields),
    read: (posted) => readForm(posted, questionsOf(start)),
  },
  'questionnaire of every form': {
    fields: pagesOf(everyForm).flatMap(answerFields),
    read: (posted) => readForm(posted, questionsOf(everyForm)),
  },
};

const typed = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.emailAddress(),
  fc.constantFrom('', ' ', 'yes', '1', '5', '6', 'jan', '31', '2027', '\u0000', '\u202e', '\ud800', '__proto__'),
  fc.string({ minLength: 4_001, maxLength: 4_100 }),
);

describe.each(Object.entries(forms))('the form %s', (_name, form) => {
  const posted = fc.dictionary(fc.oneof(fc.constantFrom(...form.fields), fc.string()), typed);

  it('reads whatever is posted without failing, and each fault names a field of it once', () => {
    fc.assert(
      fc.property(posted, (body) => {
        const found = form.read(body);
        if ('values' in found) return;
        expect(found.faults.length).toBeGreaterThan(0);
        const fields = found.faults.map((fault) => fault.field);
        expect(new Set(fields).size).toBe(fields.length);
        for (const field of fields) expect(form.fields).toContain(field);
        for (const { sentence } of found.faults) {
          expect(sentence).toMatch(/^\p{Lu}/u);
          expect(sentence).not.toMatch(/please|sorry|\b(in)?valid|oops|undefined|expected/i);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps everything that was typed, as it was typed, whatever is wrong with it', () => {
    fc.assert(
      fc.property(posted, (body) => {
        const kept = only(body, form.fields);
        expect(Object.keys(kept)).toEqual([...form.fields]);
        for (const field of form.fields) expect(kept[field]).toBe(Object.hasOwn(body, field) ? body[field] : '');
      }),
    );
  });
});

describe('naming the teachers', () => {
  const filled = async () => {
    const { cohort, schools } = await sampleCohort();
    const [school] = schools;
    if (!school) throw new Error('no school');
    return asImported(openPartnership(cohort, school), shape);
  };

  it('takes what the lead imported as it is', async () => {
    const found = readTeachers(await filled(), shape);
    if ('faults' in found) throw new Error(JSON.stringify(found.faults));
    expect(found.values.map((group) => [group.name, group.members.length])).toEqual([
      ['Triad 1', 3],
      ['Triad 2', 3],
    ]);
  });

  it('finds an address that stands there twice, in another spelling too, beside an empty name', async () => {
    const posted = {
      ...(await filled()),
      'group1-teacher2-name': '  ',
      'group1-teacher1-email': 'A.Teacher@school.example.org',
      'group2-teacher3-email': 'a.teacher@School.example.org ',
    };
    expect(readTeachers(posted, shape)).toEqual({
      faults: [
        { field: 'group1-teacher2-name', sentence: 'Enter the full name of teacher 2 in the first triad' },
        {
          field: 'group2-teacher3-email',
          sentence:
            'The email address of teacher 3 in the second triad is the same as that of teacher 1 in the first triad',
        },
      ],
    });
  });

  it('finds two groups of one name', async () => {
    const found = readTeachers({ ...(await filled()), 'group2-name': 'triad 1' }, shape);
    expect(found).toEqual({
      faults: [{ field: 'group2-name', sentence: 'The second triad must have another name than the first triad' }],
    });
  });
});

describe('a date', () => {
  const on = (day: string, month: string, year: string) =>
    readDate({ 'to-day': day, 'to-month': month, 'to-year': year }, 'to', 'The new date');

  it.each([
    ['9', '1', '2027', '2027-01-09'],
    ['09', 'jan', '2027', '2027-01-09'],
    [' 9 ', 'January', '2027', '2027-01-09'],
    ['9', 'Sept.', '2026', '2026-09-09'],
    ['29', 'feb', '2028', '2028-02-29'],
  ])('reads %s %s %s', (day, month, year, values) => {
    expect(on(day, month, year)).toEqual({ values });
  });

  it.each([
    ['', '', '', 'to-day', 'Enter the new date'],
    ['9', '', '2027', 'to-month', 'The new date must include a month'],
    ['', '1', '', 'to-day', 'The new date must include a day and a year'],
    ['9', '1', '27', 'to-year', 'Year must include 4 numbers'],
    ['29', '2', '2027', 'to-day', 'The new date must be a real date, like 24 3 2027'],
    ['1', 'ja', '2027', 'to-day', 'The new date must be a real date, like 24 3 2027'],
  ])('names what is wrong with "%s" "%s" "%s"', (day, month, year, field, sentence) => {
    expect(on(day, month, year)).toEqual({ faults: [{ field, sentence }] });
  });
});
