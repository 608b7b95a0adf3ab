import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schoolDays } from '#calendar/school-calendar.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { faultSentence, type ImportFault } from '#import/fault.ts';
import { type ImportFile, readCohort } from '#import/read-cohort.ts';
import { readDay, readSpan } from '#import/session-time.ts';
import { readPartnership } from '#records/partnerships.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { type Dynamo, startDynamo } from '#test/support/dynamo.ts';
import { launch, testParts } from '#test/support/parts.ts';
import { openSchool } from '#use-cases/launch-cohort.ts';

const sample = await sampleCohort('coaching-package');
const coach = 'm.ashdown-bey@coaches.example.org';
const [ife, stellan, tobiah] = [
  'i.larkspur@fernbank.example.org',
  's.brightwater@fernbank.example.org',
  't.quillfeather@oldmere.example.org',
];
const HEADINGS = 'urn,date,start,end,coach_email,teacher_email,place,focus';
const row = (urn: string, date: string, start: string, end: string, who = coach, with_ = ife) =>
  [urn, date, start, end, who, with_, 'Room 4', 'Questions'].join(',');

/** The sample with other sessions, and with one more file or another. */
const withSessions = (rows: readonly string[], ...others: readonly ImportFile[]): ImportFile[] => {
  const files = [...others, { name: 'sessions.csv', text: [HEADINGS, ...rows].join('\n') }];
  return [...cohortFiles('coaching-package').filter((f) => !files.some((o) => o.name === f.name)), ...files];
};
const faultsOf = async (files: readonly ImportFile[]): Promise<readonly ImportFault[]> => {
  const read = await readCohort(files);
  return 'faults' in read ? read.faults : [];
};

describe('the coaching sample', () => {
  it('is three schools of one coach and three teachers, one coach at two of them, eight sessions each', () => {
    const { cohort, schools } = sample;
    expect(cohort).toMatchObject({ name: 'Coaching package 2026-27', schoolCount: 3 });
    expect(schools.map((s) => [s.coaches?.length, s.teachers.length, s.sessions?.length])).toEqual(
      Array(3).fill([1, 3, 8]),
    );
    expect(new Set(schools.map((s) => s.coaches?.[0]?.email)).size).toBe(2);
    expect(schools[0]?.sessions?.[0]).toEqual({
      date: '2026-10-05',
      start: '09:15',
      end: '10:15',
      coach,
      teacher: ife,
      place: 'Year 2 classroom',
      focus: 'Questions that every child answers',
    });
    expect(schools[0]?.teachers.every((t) => t.group === '')).toBe(true);
  });

  it('reads without sessions, without the group column, and with neither place nor focus', async () => {
    const [people] = cohortFiles('coaching-package').filter((f) => f.name === 'people.csv');
    const text = new TextDecoder().decode(people?.text as Uint8Array).replaceAll(/,(group)?$/gm, '');
    const files = withSessions([`900201,2026-10-05,09:15,10:15,M.Ashdown-Bey@coaches.example.org,${ife},,`], {
      name: 'people.csv',
      text,
    });
    expect(await faultsOf(files)).toEqual([]);
    const none = files.filter((f) => f.name !== 'sessions.csv');
    const read = await readCohort(none);
    expect(read).toMatchObject({ schools: [{ urn: '900201' }, {}, {}] });
    expect('schools' in read && read.schools.every((s) => s.sessions === undefined)).toBe(true);
  });
});

describe('a date and a time, as people write them', () => {
  it.each([
    ['2026-10-05', '2026-10-05'],
    ['05/10/2026', '2026-10-05'],
    ['5/1/2027', '2027-01-05'],
    ['5 October', '5 October'],
  ])('%s is %s', (cell, day) => expect(readDay(cell)).toBe(day));

  it.each([
    ['1:30', '2:30', '13:30', '14:30'],
    ['2.15', '3.15', '14:15', '15:15'],
    ['01:30', '02:30', '13:30', '14:30'],
    ['12:40', '1:30', '12:40', '13:30'],
    ['8:50', '9:50', '08:50', '09:50'],
    ['9:00', '1:00', '09:00', '13:00'],
    ['1:30pm', '2:30', '13:30', '14:30'],
    ['2:30', '15:30', '14:30', '15:30'],
    ['5:30', '6:30', '17:30', '18:30'],
    ['noon', '12.45', '12:00', '12:45'],
    ['1am', '2am', '01:00', '02:00'],
    ['23:30', '00:30', '23:30', '00:30'],
  ])('from %s to %s is from %s to %s', (from, to, start, end) => expect(readSpan(from, to)).toEqual({ start, end }));

  it('is asked for where it can be the morning or the evening', async () => {
    for (const [from, to, column, says] of [
      ['6:30', '7:30', 'start', '“6:30” can be 6:30am or 6:30pm. Write 6:30am or 6:30pm.'],
      ['1:30am', '2:30', 'end', '“2:30” can be 2:30am or 2:30pm. Write 2:30am or 2:30pm.'],
      ['23:30', '01:00', 'end', '“01:00” can be 1am or 1pm. Write 1am or 1pm.'],
    ] as const) {
      expect(readSpan(from, to)).toBeUndefined();
      const faults = await faultsOf(withSessions([row('900201', '2026-11-02', from, to)]));
      expect(faults.map(faultSentence)).toEqual([`sessions.csv, row 2, ${column}: ${says}`]);
    }
  });

  it('is never before seven in a file, unless that is written with am or as midnight', () => {
    const digits = fc.integer({ min: 0, max: 23 });
    const minutes = fc.constantFrom('00', '05', '30', '59');
    const time = fc
      .tuple(digits, fc.boolean(), fc.constantFrom(':', '.', ''), minutes)
      .map(
        ([hour, pad, mark, minute]) => `${pad || mark === '' ? String(hour).padStart(2, '0') : hour}${mark}${minute}`,
      );
    fc.assert(
      fc.property(time, time, (from, to) => {
        for (const read of Object.values(readSpan(from, to) ?? {})) expect(read).toMatch(/^(00|0[7-9]|1\d|2[0-3]):/);
      }),
    );
  });

  it('is the afternoon in the sessions of a whole cohort', async () => {
    const folder = new URL('../../cases/afternoon-times/', import.meta.url);
    const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder)) }));
    const read = await readCohort(files);
    const planned = 'schools' in read ? read.schools.flatMap(({ sessions = [] }) => sessions) : [];
    expect(planned.map(({ date, start, end }) => [date, start, end])).toEqual([
      ['2026-10-14', '13:30', '14:30'],
      ['2026-11-18', '14:15', '15:15'],
      ['2026-10-06', '08:50', '09:50'],
      ['2026-10-23', '13:10', '14:10'],
    ]);
  });
});

describe('a slip in sessions.csv', () => {
  it.each<[string, string[], Partial<ImportFault>, RegExp]>([
    ['a school of nobody', [row('900299', '2026-11-02', '09:00', '10:00')], { row: 2, column: 'urn' }, /No school/],
    [
      'a coach of another school',
      [row('900201', '2026-11-02', '09:00', '10:00', 'e.rosenfold@kestrelhill.example.org')],
      { row: 2, column: 'coach_email' },
      /not the address of a coach of Fernbank/,
    ],
    [
      'a teacher whom nobody knows',
      [row('900201', '2026-11-02', '09:00', '10:00', coach, 'x@fernbank.example.org')],
      { row: 2, column: 'teacher_email' },
      /not the address of a teacher of Fernbank/,
    ],
    ['a day that is none', [row('900201', '31/11/2026', '09:00', '10:00')], { column: 'date' }, /no such day/],
    [
      'a date in words',
      [row('900201', '5 October', '09:00', '10:00')],
      { column: 'date' },
      /“5 October” is not a date/,
    ],
    ['no date', [row('900201', '', '09:00', '10:00')], { column: 'date' }, /nothing here/],
    ['a time that is none', [row('900201', '2026-11-02', '25:00', '10:00')], { column: 'start' }, /“25:00”/],
    ['no length', [row('900201', '2026-11-02', '9:00', '9am')], { column: 'end' }, /begins and ends at 09:00/],
    ['the hour left out', [row('900201', '2027-03-28', '1am', '2am')], { column: 'start' }, /clocks go forward/],
    ['an end before its start', [row('900201', '2026-11-02', '14:00', '13:00')], { column: 'end' }, /last 23 hours/],
    ['a day out of term', [row('900201', '2027-08-02', '09:00', '10:00')], { column: 'date' }, /none of the calendar/],
    ['a day before the launch', [row('900201', '2026-09-04', '09:00', '10:00')], { column: 'date' }, /launch/],
    ['a day too late', [row('900201', '2027-07-20', '09:00', '10:00')], { column: 'date' }, /programme closes/],
    [
      'a coach in two schools at once',
      [row('900202', '2026-11-02', '09:30', '10:30', coach, tobiah), row('900201', '2026-11-02', '09:00', '10:00')],
      { row: 3, column: 'coach_email' },
      /another session at that time, in row 2/,
    ],
    [
      'the same row again',
      [row('900201', '2026-11-02', '09:00', '10:00'), row('900201', '02/11/2026', '9:00', '10.00')],
      { row: 3 },
      /same session stands in row 2/,
    ],
  ])('%s is found where it is, and nothing else', async (_, rows, place, says) => {
    const faults = await faultsOf(withSessions(rows));
    expect(faults.map(faultSentence)).toEqual([expect.stringMatching(says)]);
    expect(faults).toMatchObject([{ file: 'sessions.csv', ...place }]);
    for (const { problem, remedy } of faults)
      expect(`${problem} ${remedy}`).not.toMatch(/\b(valid|invalid|please|sorry|oops|undefined|null|NaN)\b/i);
  });

  it('is reported together with those of the other files', async () => {
    const schools = cohortFiles('coaching-package').find((f) => f.name === 'schools.csv');
    const text = new TextDecoder().decode(schools?.text as Uint8Array).replace('y.coker-lane@', 'y.coker-lane');
    const rows = [row('900201', '2026-13-02', '9:', ''), row('900299', '2026-11-02', '09:00', '10:00')];
    const faults = await faultsOf(withSessions(rows, { name: 'schools.csv', text }));
    expect(faults.map(({ file, row: number, column }) => [file, number, column])).toEqual([
      ['schools.csv', 2, 'head_email'],
      ['sessions.csv', 2, 'date'],
      ['sessions.csv', 2, 'start'],
      ['sessions.csv', 2, 'end'],
      ['sessions.csv', 3, 'urn'],
    ]);
  });

  it('is none on a day without school, which is asked about: a weekend, half-term, an INSET day, a closed school', async () => {
    const dates = ['2026-11-02', '2026-11-07', '2026-10-28', '2027-01-05', '2026-12-18'];
    const read = await readCohort(withSessions(dates.map((date) => row('900201', date, '09:00', '10:00'))));
    const asked = (found: typeof read) =>
      'daysOff' in found ? found.daysOff.map((one) => [one.row, one.because]) : found.faults.map(faultSentence);
    expect(asked(read)).toEqual([
      [3, 'Saturday 7 November 2026 is a weekend'],
      [4, 'Wednesday 28 October 2026 is half-term'],
      [5, 'Tuesday 5 January 2027 is an INSET day'],
    ]);
  });

  it('sessions that touch, go past midnight or fall in a repeated hour are none', async () => {
    const rows = [
      row('900201', '2026-11-02', '09:00', '10:00'),
      row('900201', '2026-11-02', '10:00', '11:00', coach, stellan),
      row('900201', '2026-11-05', '23:30', '00:30'),
      row('900201', '2026-10-25', '00:30', '1:30am'),
    ];
    expect(await faultsOf(withSessions(rows))).toEqual([]);
  });

  it('one fault is enough where the programme has no sessions, or nobody is named', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => row('900201', `2026-11-0${i + 2}`, '09:00', '10:00'));
    const sessions = { name: 'sessions.csv', text: [HEADINGS, ...rows].join('\n') };
    expect((await faultsOf([...cohortFiles('lesson-study'), sessions])).map(faultSentence)).toEqual([
      'sessions.csv: The programme Lesson study has no sessions. Leave this file out, or change the programme.',
    ]);
    const nobody = withSessions(rows).filter((f) => f.name !== 'people.csv');
    expect((await faultsOf(nobody)).map(faultSentence)).toEqual([expect.stringMatching(/no people\.csv/)]);
  });
});

describe('a coach in people.csv', () => {
  it('belongs to programmes that have coaches', async () => {
    const files = cohortFiles('lesson-study').map((f) =>
      f.name === 'people.csv'
        ? {
            ...f,
            text: new TextDecoder().decode(f.text as Uint8Array).replace('example.org,teacher', 'example.org,coach'),
          }
        : f,
    );
    const faults = await faultsOf(files);
    expect(faults).toContainEqual(
      expect.objectContaining({
        file: 'people.csv',
        row: 2,
        column: 'role',
        remedy: expect.stringMatching(/^Write teacher;/),
      }),
    );
  });
});

describe('a year of 15 schools and 3,000 sessions', () => {
  let dynamo: Dynamo;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo?.stop());

  it('is read, and a school of 200 is opened once and never set back', async () => {
    const urns = Array.from({ length: 15 }, (_, i) => String(900301 + i));
    const at = (urn: string, name: string) => `${name}@s${urn}.example.org`;
    const schools = urns.map(
      (urn) => `${urn},School ${urn},primary,A Head,${at(urn, 'head')},A Link,${at(urn, 'link')}`,
    );
    const people = urns.flatMap((urn) => [
      `${urn},A Coach,${at(urn, 'coach')},coach`,
      ...[1, 2, 3].map((n) => `${urn},Teacher ${n},${at(urn, `t${n}`)},teacher`),
    ]);
    const days = schoolDays(sample.cohort.calendar).slice(20, 120);
    const rows = urns.flatMap((urn) =>
      days.flatMap((day) => [
        row(urn, day, '09:00', '10:00', at(urn, 'coach'), at(urn, 't1')),
        row(urn, day, '13:30', '14:30', at(urn, 'coach'), at(urn, 't2')),
      ]),
    );
    expect(rows).toHaveLength(3000);
    const files = withSessions(
      rows,
      {
        name: 'schools.csv',
        text: ['urn,school,phase,head_name,head_email,link_name,link_email', ...schools].join('\n'),
      },
      { name: 'people.csv', text: ['urn,name,email,role', ...people].join('\n') },
    );
    const read = await readCohort(files);
    if ('faults' in read) throw new Error(read.faults.slice(0, 5).map(faultSentence).join('\n'));
    expect(read.schools.map((school) => school.sessions?.length)).toEqual(Array(15).fill(200));

    const parts = testParts(await dynamo.table());
    const one = { cohort: { ...read.cohort, schoolCount: 1 }, schools: read.schools.slice(0, 1) };
    await launch(parts, one);
    const id = partnershipId(read.cohort.id, '900301');
    const opened = await readPartnership(parts.table, id);
    expect(opened?.value.sessions).toHaveLength(200);
    expect(opened?.value.sessions[0]).toMatchObject({ id: 'session-1', coach: 'coach-1', teacher: 'teacher-1' });
    expect(await openSchool(parts, read.cohort.id, '900301')).toBe(false);
    expect(await readPartnership(parts.table, id)).toEqual(opened);
  });
});
