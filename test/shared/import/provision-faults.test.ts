import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultSentence, type ImportFault } from '#import/fault.ts';
import { type ImportFile, readCohort } from '#import/read-cohort.ts';
import { cohortDraft, cohortFiles, planningTables, writeFiles, writeTable } from '#test/support/cohorts.ts';

type Tables = ReturnType<typeof planningTables>;
type File = keyof Tables;
type Place = Pick<ImportFault, 'file' | 'row' | 'column'>;

/** One thing done wrong, and where it must be found. */
interface Slip {
  readonly does: (tables: Tables) => void;
  readonly at: Place;
  readonly says: RegExp;
}

const asFiles = (tables: Partial<Tables>): ImportFile[] => [
  ...writeFiles(cohortDraft()),
  ...Object.entries(tables).map(([name, rows]) => ({ name, text: writeTable(rows) })),
];

async function faultsOf(files: readonly ImportFile[]): Promise<readonly ImportFault[]> {
  const read = await readCohort(files);
  return 'faults' in read ? read.faults : [];
}

const cell = (file: File, row: number, column: string, value: string, says: RegExp, at: Partial<Place> = {}): Slip => ({
  does: (tables) => {
    tables[file][row - 1]?.splice(tables[file][0]?.indexOf(column) ?? 0, 1, value);
  },
  at: { file, row, column, ...at },
  says,
});
const added = (file: File, row: readonly string[], column: string, says: RegExp): Slip => ({
  does: (tables) => {
    tables[file].push([...row]);
  },
  at: { file, row: planningTables()[file].length + 1, column },
  says,
});

/** the first row of a person or school in a table, as a spreadsheet numbers it */
const rowOf = (file: File, what: string): number => planningTables()[file].findIndex((row) => row.includes(what)) + 1;

const PERIODS = 'periods.csv';
const TIMETABLE = 'timetable.csv';
const COVER = 'cover.csv';
const SUPPLY = 'supply.csv';
const CLOSURES = 'closures.csv';
const chua = rowOf(TIMETABLE, 'm.chua@greenlanes.example.org');
const fontaine = rowOf(TIMETABLE, 'a.fontaine@millbrook.example.org');
const kit = rowOf(COVER, 'Kit Hollingberry');
const shirin = rowOf(COVER, 'Shirin Pargeter');
const harrowfield = rowOf(PERIODS, '900103');

const slips: Record<string, Slip> = {
  'a period that ends before it starts': cell(PERIODS, 3, 'end', '09:30', /begins at 10:00 and ends at 09:30/),
  'periods that overlap': cell(PERIODS, 4, 'start', '10:30', /begins at 10:30, when “2” of row 3 lasts until 10:50/),
  'a period’s name twice': cell(PERIODS, 5, 'period', '3', /“3” stands in row 4 and again in row 5/),
  'a start in words': cell(PERIODS, 2, 'start', 'nine', /“nine” is not a time/),
  'a break as a period': added(PERIODS, ['900101', 'Break', '10:50', '11:10'], 'period', /break.*Leave this row out/),
  'a school without lunch': cell(PERIODS, 5, 'period', '3b', /Greenlanes.*no lunch/, { row: 2, column: 'period' }),
  'two lunches': added(PERIODS, ['900102', 'Late lunch', '15:00', '15:05'], 'period', /two periods of this kind/),
  'lunch after the last lesson': {
    does: (tables) => {
      tables[PERIODS][4]?.splice(2, 2, '15:10', '15:15');
    },
    at: { file: PERIODS, row: 5, column: 'start' },
    says: /does not lie between lessons/,
  },
  'after school before the last lesson': {
    does: (tables) => {
      tables[PERIODS][7]?.splice(2, 2, '08:00', '08:30');
    },
    at: { file: PERIODS, row: 8, column: 'start' },
    says: /begins before the last lesson/,
  },
  'a teacher who is not in people.csv': cell(
    TIMETABLE,
    chua,
    'email',
    'm.chew@greenlanes.example.org',
    /“m\.chew.*not the address of a teacher in people\.csv/,
  ),
  'a Saturday': cell(TIMETABLE, chua, 'weekday', 'Saturday', /“Saturday” is not a day from Monday to Friday/),
  'a period that nobody knows': cell(TIMETABLE, chua + 1, 'period', '9', /“9” is not a period of this school/),
  'a timetable at lunch': cell(TIMETABLE, chua + 1, 'period', 'lunch', /not a period of lessons.*Leave this row out/),
  'a state that is a subject': cell(TIMETABLE, chua + 2, 'state', 'Maths', /“Maths” is not a state.*PPA/),
  'a state left empty': cell(TIMETABLE, chua + 2, 'state', '', /nothing here.*PPA/),
  'a week C': cell(TIMETABLE, chua + 3, 'week', 'C', /“C” is not a week/),
  'a slot twice': cell(TIMETABLE, fontaine + 1, 'period', '1', /1 on Monday of this teacher stands in row/),
  'a cover person’s slot twice': cell(COVER, kit + 1, 'period', '1', /Monday 1 of this person stands in row/),
  'a cover person’s period unknown': cell(COVER, kit + 1, 'period', '7', /“7” is not a period of this school/),
  'limits that are not the same in each row': cell(COVER, kit + 2, 'max_day', '3', /“3” is not what row \d+ says/),
  'a day’s limit above the week’s': {
    does: (tables) => {
      for (const row of tables[COVER].filter((row) => row[1] === 'Shirin Pargeter')) row.splice(5, 1, '6');
    },
    at: { file: COVER, row: shirin, column: 'max_week' },
    says: /six periods in a day are more than 5 in a week/,
  },
  'a limit of none': {
    does: (tables) => {
      for (const row of tables[COVER].filter((row) => row[1] === 'Shirin Pargeter')) row.splice(6, 1, '0');
    },
    at: { file: COVER, row: shirin, column: 'max_week' },
    says: /“0” is too small.*The same stands in 17 rows more.*from 1 to 60/,
  },
  'a cover person who takes part': {
    does: (tables) => {
      for (const row of tables[COVER].filter((row) => row[1] === 'Kit Hollingberry'))
        row.splice(2, 1, 'C.Strachan@millbrook.example.org');
    },
    at: { file: COVER, row: kit, column: 'email' },
    says: /is a teacher in people\.csv, who takes part/,
  },
  'a school that nobody knows': cell(SUPPLY, 2, 'urn', '900109', /No school in schools\.csv has the URN 900109/),
  'a price with pence': cell(SUPPLY, 2, 'half_day', '95.50', /“95\.50” is not a whole number.*whole pounds/),
  'a day cheaper than its half': cell(SUPPLY, 2, 'full_day', '90', /A day at £90 is cheaper than half a day at £95/),
  'no supply teachers a day': cell(SUPPLY, 3, 'most_per_day', '0', /too small/),
  'supply of a school twice': cell(SUPPLY, 4, 'urn', '900102', /URN 900102 stands in row 3 and again in row 4/),
  'bookable days that are none': cell(
    SUPPLY,
    3,
    'days',
    '2026-11-04 soon 2026-02-30',
    /“soon” and “2026-02-30” are not dates/,
  ),
  'bookable days in the holidays': cell(SUPPLY, 3, 'days', '28/10/2026', /No pupils come on .*28 October.*half-term/),
  'a closure outside the terms': cell(CLOSURES, 2, 'date', '2027-08-02', /is no school day: it is outside term/),
  'a closure without a reason': cell(CLOSURES, 2, 'why', '', /nothing here.*why nobody teaches/),
  'a closure twice': added(CLOSURES, ['900101', '12/11/2026', 'Election'], 'date', /stands in row 2 already/),
  'lessons of a school that has no periods': {
    does: (tables) => {
      tables[PERIODS].splice(harrowfield - 1);
    },
    at: { file: TIMETABLE, row: rowOf(TIMETABLE, 's.ohare@harrowfield.example.org') },
    says: /Harrowfield Upper School has no periods in periods\.csv/,
  },
};

/** Those that leave what other rows are checked against as it was: any of them may be made together. */
const apart = [
  'a teacher who is not in people.csv',
  'a Saturday',
  'a period that nobody knows',
  'a state that is a subject',
  'a week C',
  'a slot twice',
  'a cover person’s slot twice',
  'limits that are not the same in each row',
  'a day’s limit above the week’s',
  'a price with pence',
  'supply of a school twice',
  'bookable days in the holidays',
  'a closure outside the terms',
  'a closure without a reason',
];

const made = (names: readonly string[]): readonly Slip[] => names.flatMap((name) => slips[name] ?? []);

function tablesWith(names: readonly string[]): Tables {
  const tables = planningTables();
  for (const slip of made(names)) slip.does(tables);
  return tables;
}

const hasFound = (faults: readonly ImportFault[], { at, says }: Slip) =>
  faults.some(
    (f) => f.file === at.file && f.row === at.row && f.column === at.column && says.test(`${f.problem} ${f.remedy}`),
  );

describe('a slip in the files that cover is planned with', () => {
  it.each(Object.keys(slips))('%s is found where it is', async (name) => {
    const faults = await faultsOf(asFiles(tablesWith([name])));
    const told = faults.map(faultSentence).join('\n');
    for (const slip of made([name])) expect(hasFound(faults, slip), told).toBe(true);
    expect(faults.length, told).toBeLessThanOrEqual(3);
    for (const { problem, remedy } of faults) {
      expect(problem).toMatch(/^\S.*[.]$/);
      expect(remedy).toMatch(/^[A-Z].*[.]$/);
      expect(`${problem} ${remedy}`).not.toMatch(/\b(valid|invalid|please|sorry|oops|undefined|null|NaN)\b/i);
    }
  });

  it('is reported together with all the others, in the order of file and row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(apart, { minLength: 1 }), async (names) => {
        const faults = await faultsOf(asFiles(tablesWith(names)));
        expect(made(names).filter((slip) => !hasFound(faults, slip))).toEqual([]);
        const order = [PERIODS, TIMETABLE, COVER, SUPPLY, CLOSURES];
        const places = faults.map((f) => order.indexOf(f.file) * 1000 + (f.row ?? 0));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 20 },
    );
  });

  it('tells all that a week lacks in one line', async () => {
    const tables = planningTables();
    tables[TIMETABLE] = tables[TIMETABLE].filter(
      ([who = '', day, period]) =>
        !(who.startsWith('m.chua') && (day === 'Wed' || (day === 'Fri' && ['2', '5'].includes(period ?? '')))) &&
        !(who.startsWith('s.ohare') && day === 'Mon' && period === '1'),
    );
    const faults = await faultsOf(asFiles(tables));
    expect(faults.map(faultSentence)).toEqual([
      'timetable.csv, row 2, email: The timetable of “m.chua@greenlanes.example.org” lacks all of Wednesday; 2 and 5 on Friday. Write a row for each of these: T, F, P or -.',
      expect.stringMatching(/“s\.ohare@.*lacks 1 on Monday of week A; 1 on Monday of week B\./),
    ]);
  });

  it('that stands in every row is told once, and how often', async () => {
    const tables = planningTables();
    for (const row of tables[TIMETABLE]) if (row[0]?.startsWith('m.chua')) row.splice(0, 1, 'm.chew@example.org');
    for (const row of tables[COVER].slice(1)) row.splice(0, 1, row[0] === '900101' ? '900199' : (row[0] ?? ''));
    expect((await faultsOf(asFiles(tables))).map(faultSentence)).toEqual([
      expect.stringMatching(/^timetable\.csv, row 2, email: “m\.chew.* The same stands in 24 rows more\./),
      expect.stringMatching(/^cover\.csv, row 2, urn: No school.*900199\. The same stands in 34 rows more\./),
    ]);
  });
});

describe('a file as a whole', () => {
  it('belongs to programmes that have cycles, but for days on which schools are closed', async () => {
    const planning = Object.entries(planningTables()).map(([name, rows]) => ({ name, text: writeTable(rows) }));
    const others = planning.filter(({ name }) => name !== CLOSURES);
    const closed = { name: CLOSURES, text: 'urn,date,why\n900201,2026-11-12,INSET' };
    const faults = await faultsOf([...cohortFiles('coaching-package'), ...others, closed]);
    expect(faults.map(faultSentence)).toEqual(
      [PERIODS, TIMETABLE, COVER, SUPPLY].map(
        (file) =>
          `${file}: The programme Coaching package has no cycles to plan. Leave this file out, or change the programme.`,
      ),
    );
  });

  it('of timetables needs periods and people, of cover periods', async () => {
    const { [TIMETABLE]: timetable, [COVER]: cover } = planningTables();
    const files = asFiles({ [TIMETABLE]: timetable, [COVER]: cover }).filter(({ name }) => name !== 'people.csv');
    expect((await faultsOf(files)).map(faultSentence)).toEqual([
      expect.stringMatching(/^timetable\.csv: .*no periods\.csv/),
      expect.stringMatching(/^timetable\.csv: .*no people\.csv/),
      expect.stringMatching(/^cover\.csv: .*no periods\.csv/),
    ]);
  });

  it('that lacks a heading gets one fault for it', async () => {
    for (const [file, rows] of Object.entries(planningTables())) {
      const tables = planningTables();
      const last = (rows[0]?.length ?? 0) - (file === TIMETABLE || file === SUPPLY ? 2 : 1);
      tables[file as File][0]?.splice(last, 1, 'something');
      const faults = await faultsOf(asFiles(tables));
      expect(faults.filter(({ row }) => row === 1)).toMatchObject([{ file, column: rows[0]?.[last] }]);
      expect(
        faults.filter((fault) => fault.file !== file && fault.row !== 1),
        file,
      ).toEqual([]);
    }
  });

  it('about schools or people that cannot be read holds nothing against them', async () => {
    const draft = cohortDraft();
    draft.schools[0]?.splice(0, 1, 'number');
    draft.people[3]?.splice(1, 1);
    const planning = Object.entries(planningTables()).map(([name, rows]) => ({ name, text: writeTable(rows) }));
    const faults = await faultsOf([...writeFiles(draft), ...planning]);
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['schools.csv', 'people.csv']));
  });
});
